package io.souschef.check.skeleton;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;

/**
 * Whether it is a temperature that says how large the logits are, and not the weights: cosines of vectors of length one, multiplied by
 * a number. Ten times as large, or as small, the matrices of weights then give logits that are spread as far.
 *
 * @see <a href="https://arxiv.org/abs/1801.07698">Deng et al. 2018, additive angular margin, section 3.1</a>
 */
record Tempered() implements Probe<Boolean> {
    /**
     * Times as far spread, or less. Over 3 programs with cosines, 3 seeds each, 0.8 to 1.2; where a head or a table of embeddings gives the
     * logits, 10.
     */
    private static final double SAME = 2;

    @Override
    public Boolean measure(Subject subject) {
        double plain = spread(subject, 1);
        return near(spread(subject, 10), plain) && near(spread(subject, 0.1), plain);
    }

    private static boolean near(double one, double other) {
        return one > 0 && other > 0 && one < SAME * other && other < SAME * one;
    }

    private static double spread(Subject subject, double factor) {
        return subject.fresh(program -> {
            program.net().train();
            scale(program, factor);
            try (Batch batch = program.training(0).open(0);
                    NoGrad off = NoGrad.open()) {
                Tensor output = program.forward(batch);
                Tensor centred = output.sub(output.mean());
                return centred.mul(centred).mean().sqrt().item();
            }
        });
    }

    private static void scale(TrainingProgram program, double factor) {
        try (Scope scope = Scope.open("scale");
                NoGrad off = NoGrad.open()) {
            program.net().parameters().values().stream()
                    .filter(weight -> weight.dim() >= 2)
                    .forEach(weight -> weight.mulInPlace(factor));
        }
    }
}
