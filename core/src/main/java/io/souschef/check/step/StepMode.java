package io.souschef.check.step;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.nn.Layer;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;

/**
 * The mode in which the first step computes. One that makes adversarial examples, or guesses labels, in evaluation mode first and learns from
 * them in training mode is in that one.
 *
 * @param evaluation whether no layer is in training mode, of a net that does something else in it
 */
record StepMode(boolean evaluation) {
    private static final double SOME = 1e-5;

    /** Measures it. */
    record Seen() implements Probe<StepMode> {
        @Override
        public StepMode measure(Subject subject) {
            if (subject.fresh(program -> !program.declares().frozen().isEmpty())) {
                return new StepMode(false); // a frozen backbone may well stay in evaluation mode
            }
            boolean training = subject.fresh(Seen::inTraining);
            return new StepMode(!training && subject.fresh(Seen::matters));
        }

        /** Whether any layer is in training mode at an operation that a backward pass can go through. */
        private static boolean inTraining(TrainingProgram program) {
            boolean[] training = new boolean[1];
            boolean[] seen = new boolean[1];
            try (Batch batch = Feeder.open(program, 0);
                    Trace trace = Trace.open(step -> {
                        if (!training[0] && step.recorded() && step.result().requiresGrad()) {
                            seen[0] = true;
                            training[0] = anyTraining(program.net());
                        }
                    })) {
                program.step(batch);
            }
            return training[0] || !seen[0];
        }

        private static boolean anyTraining(Layer net) {
            return net.layers().values().stream().anyMatch(Layer::isTraining);
        }

        private static boolean matters(TrainingProgram program) {
            try (Batch batch = Feeder.open(program, 0);
                    NoGrad off = NoGrad.open()) {
                program.net().eval();
                Tensor evaluated = program.forward(batch);
                program.net().train();
                Tensor trained = program.forward(batch);
                return evaluated.sub(trained).abs().max().item() > SOME;
            }
        }
    }
}
