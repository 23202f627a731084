package io.souschef.check.loss;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Unit;
import io.souschef.data.Batch;
import io.souschef.tensor.Tensor;

/**
 * How the loss answers to made outputs, on the first training batch.
 *
 * @param kind of the task
 * @param classes width of the class axis
 * @param rows examples times positions
 * @param outputs what the net itself gives
 * @param answers what the loss says to made outputs
 * @param pull what its gradient with respect to the outputs does
 * @param shares whether targets are shares of all classes: no answer is then right and costs nothing, but what is largest costs no more than another
 */
record Feel(
        Kind kind, int classes, int rows, Outputs outputs, LossAnswers answers, LossGradients pull, boolean shares) {
    enum Kind {
        /** One of several classes per example, position or pixel. */
        CLASSES,
        LABELS,
        NUMBERS
    }

    /**
     * The net's outputs.
     *
     * @param inUnit whether all lie between 0 and 1; of labels, and would also with weights of another size: those of a fresh net that ends
     *     in a ReLU are merely small
     * @param positive whether all lie above zero, and would also with weights of another size: those of a softplus
     * @param sumOff how far, at most, the sum over classes is from 1
     * @param logSumOff how far, at most, the log of the summed exponentials is from 0
     */
    record Outputs(boolean inUnit, boolean positive, double sumOff, double logSumOff) {
        static Outputs of(MadeOutputs made, Tensor output) {
            if (made.kind == Kind.LABELS) {
                boolean unit = Unit.bounds(made.program, output, made.batch);
                return new Outputs(unit, unit || Unit.positive(made.program, output, made.batch), 1, 1);
            }
            boolean unit = output.min().item() >= 0 && output.max().item() <= 1;
            if (made.kind == Kind.NUMBERS) {
                return new Outputs(unit, false, 1, 1);
            }
            return new Outputs(
                    unit,
                    Unit.positive(made.program, output, made.batch),
                    output.sum(made.axis).sub(1).abs().max().item(),
                    output.logsumexp(made.axis).abs().max().item());
        }

        boolean probabilities() {
            return inUnit && sumOff < 1e-3;
        }

        boolean logProbabilities() {
            return logSumOff < 1e-3;
        }
    }

    /**
     * For checks that hold against what right answers of classes cost.
     *
     * @throws CouldNotJudge where a target is a share of each class
     */
    static Feel ofAnswers(Subject subject) {
        Feel feel = subject.measured(new Felt());
        if (feel.shares()) {
            throw new CouldNotJudge("targets are shares of the classes: what right answers should cost isn't known");
        }
        return feel;
    }

    /** Measures it. */
    record Felt() implements Probe<Feel> {
        @Override
        public Feel measure(Subject subject) {
            return subject.fresh(program -> {
                try (Batch batch = program.training(0).open(0)) {
                    MadeOutputs made = new MadeOutputs(program, batch);
                    return new Feel(
                            made.kind,
                            made.classes(),
                            made.rows(),
                            made.outputs(),
                            LossAnswers.of(made),
                            LossGradients.of(made),
                            made.shares());
                }
            });
        }
    }
}
