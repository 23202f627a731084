package io.souschef.check.step;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.Collection;

/**
 * The first update from weights next to nothing, where the gradient is too small for clipping: how many times the mean gradient an
 * optimiser of SGD's kind follows. The head's bias alone still has a gradient there.
 *
 * @param gradient norm of the mean gradient over the batches of the update
 * @param followed norm of the update over the learning rate
 */
record Faint(double gradient, double followed) {
    private static final double SHRUNK = 1e-3;

    double times() {
        return followed / gradient;
    }

    /** Measures it. */
    record Felt() implements Probe<Faint> {
        @Override
        public Faint measure(Subject subject) {
            Rhythm rhythm = subject.measured(new Rhythm.Heard());
            if (rhythm.offset() != 0 || !rhythm.moves()) {
                throw new CouldNotJudge("no update is made of the first %d batches", rhythm.batches());
            }
            double gradient = subject.fresh(program -> gradient(program, rhythm.batches()));
            double followed = subject.fresh(program -> followed(program, rhythm.batches()));
            if (!(gradient > 0)) {
                throw new CouldNotJudge("from weights next to nothing there is no gradient");
            }
            return new Faint(gradient, followed);
        }
    }

    private static double followed(TrainingProgram program, int batches) {
        double rate = program.learningRate().orElseThrow(() -> new CouldNotJudge("the learning rate isn't known"));
        shrink(program);
        Weights before = Weights.of(program.net());
        for (int i = 0; i < batches; i++) {
            try (Batch batch = Feeder.open(program, i)) {
                program.step(batch);
            }
        }
        return Weights.of(program.net()).minus(before).norm() / rate;
    }

    private static double gradient(TrainingProgram program, int batches) {
        shrink(program);
        Collection<Tensor> weights = program.net().parameters().values();
        weights.forEach(Tensor::clearGrad);
        for (int i = 0; i < batches; i++) {
            try (Batch batch = Feeder.open(program, i)) {
                program.net().train();
                program.loss(program.forward(batch), batch).div(batches).backward();
            }
        }
        return Weights.gradients(program.net()).norm();
    }

    private static void shrink(TrainingProgram program) {
        try (Scope scope = Scope.open("shrink");
                NoGrad off = NoGrad.open()) {
            program.net().parameters().values().stream()
                    .filter(weight -> weight.dim() >= 2)
                    .forEach(weight -> weight.mulInPlace(SHRUNK));
        }
    }
}
