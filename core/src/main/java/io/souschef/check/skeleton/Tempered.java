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
 * a number. Ten times as large, or half, the weights then give logits that are spread about as far; a
 * temperature that is learnt, one number, stays.
 *
 * @see <a href="https://arxiv.org/abs/1801.07698">Deng et al. 2018, additive angular margin, section 3.1</a>
 */
record Tempered() implements Probe<Boolean> {
    /**
     * Half as large, and no less spread than this share; ten times as large, and no more than so many times. Over 6 programs with cosines and 3
     * seeds 0.74 to 1.13, and 0.91 to 1.20; of 1,240 others a tanh at the end, which comes nearest, 0.33 and 2.7.
     */
    private static final double LEAST = 0.65, MOST = 2;

    @Override
    public Boolean measure(Subject subject) {
        double plain = spread(subject, 1);
        return spread(subject, 0.5) > LEAST * plain && spread(subject, 10) < MOST * plain;
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
                    .filter(weight -> weight.numel() > 1)
                    .forEach(weight -> weight.mulInPlace(factor));
        }
    }
}
