package io.souschef.check.step;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.TrainingProgram;

/**
 * Whether the program's step falls silent where losses are huge, and pulls where they are small: for nets whose inputs take no
 * gradient, so that examples can't be told apart.
 *
 * @param silent whether a step with huge losses leaves no pull on any weight, and one after some plain training does
 */
record Silenced(boolean silent) {
    private static final double STRAIN = 300;
    private static final int STEPS = 60;
    private static final double RATE = 3e-3;

    /** Measures it. */
    record Measured() implements Probe<Silenced> {
        @Override
        public Silenced measure(Subject subject) {
            boolean pulls = subject.fresh(Measured::strained) > 0;
            if (pulls || subject.fresh(Measured::standard) == 0) {
                return new Silenced(false);
            }
            return new Silenced(subject.fresh(Measured::trained) > 0);
        }

        private static double strained(TrainingProgram program) {
            strain(program);
            return pull(program);
        }

        /** What the standard step pulls with there; 0 where that is no number either. */
        private static double standard(TrainingProgram program) {
            strain(program);
            new StandardStep(program, 0, 1, Variation.STANDARD).gradients();
            double norm = Weights.gradients(program.net()).norm();
            return Double.isFinite(norm) ? norm : 0;
        }

        private static double trained(TrainingProgram program) {
            try (Adam adam = new Adam(program.net(), RATE)) {
                for (int step = 0; step < STEPS; step++) {
                    new StandardStep(program, 0, 1, Variation.STANDARD).gradients();
                    adam.step();
                }
            }
            program.net().parameters().values().forEach(Tensor::clearGrad);
            return pull(program);
        }

        /** The gradient that the step leaves; how far it moves the weights where it leaves none. */
        private static double pull(TrainingProgram program) {
            Weights before = Weights.of(program.net());
            try (Batch batch = Feeder.open(program, 0)) {
                program.step(batch);
            }
            boolean[] any = new boolean[1];
            try (Scope scope = Scope.open("any gradient")) {
                program.net()
                        .parameters()
                        .values()
                        .forEach(weight -> any[0] |= weight.grad().isPresent());
            }
            return any[0]
                    ? Weights.gradients(program.net()).norm()
                    : Weights.of(program.net()).minus(before).norm();
        }

        private static void strain(TrainingProgram program) {
            try (Scope scope = Scope.open("strain");
                    NoGrad off = NoGrad.open()) {
                program.net().parameters().values().stream()
                        .filter(weight -> weight.dim() >= 2)
                        .reduce((first, second) -> second)
                        .ifPresent(head -> head.mulInPlace(STRAIN));
            }
        }
    }
}
