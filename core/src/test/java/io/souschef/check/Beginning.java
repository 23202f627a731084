package io.souschef.check;

import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;

/** Numbers that are none any more: where it begins, when it is seen. */
class Beginning extends Points {
    /** Where it begins, when it is seen, and what is to be done. */
    enum Begins {
        FORWARD(
                "in training mode the loss of a fresh net is NaN, on batch 0 of training(0)",
                "it begins in the operation mul, which gives [32, 3]",
                "keep its operand in range"),
        SCALE(
                "in evaluation mode the loss of a fresh net is ",
                "before any update numbers beyond 1e+15 reach the operation ",
                "look at the scale of the inputs"),
        UPDATE(
                "the parameter 'fc1.weight' is not finite after step 1",
                "the update itself makes it",
                "look at the optimiser"),
        RATE("step() returned NaN at step 2", "the updates have blown the weights up", "a smaller rate, a warm-up"),
        OUTPUTS(
                "evaluate() of a fresh net gives outputs that are NaN",
                "forward() gives finite numbers on the first batches of evaluation()",
                "look at what evaluate() does beside it"),
        EVALUATE_LATER(
                "evaluate() after 32 steps gives a loss of NaN",
                "forward() gives finite numbers on the first batches of evaluation()",
                "look at what evaluate() does beside it");

        final String measured;
        final String cause;
        final String fix;

        Begins(String measured, String cause, String fix) {
            this.measured = measured;
            this.cause = cause;
            this.fix = fix;
        }
    }

    private final Begins where;

    Beginning(long seed, Begins where) {
        super(seed);
        this.where = where;
        if (where == Begins.RATE) {
            adam.learningRate(1e25);
        }
    }

    @Override
    public Tensor forward(Batch batch) {
        Tensor output = super.forward(batch);
        return switch (where) {
            case FORWARD -> net.isTraining() ? output.mul(Double.NaN) : output;
            case SCALE -> output.mul(1e25).mul(1e25);
            default -> output;
        };
    }

    @Override
    public double step(Batch batch) {
        double loss = super.step(batch);
        if (where == Begins.UPDATE) {
            try (NoGrad off = NoGrad.open()) {
                net.parameters().values().forEach(parameter -> parameter.mulInPlace(Double.NaN));
            }
        }
        return loss;
    }

    @Override
    public Evaluation evaluate() {
        Evaluation sound = super.evaluate();
        float[] outputs = sound.outputs();
        double[] losses = sound.losses();
        if (where == Begins.OUTPUTS) {
            outputs[4] = Float.NaN;
        } else if (where == Begins.EVALUATE_LATER && adam.steps() > 0) {
            losses[4] = Double.NaN;
        }
        return new Evaluation(sound.task(), sound.ids(), losses, outputs, sound.targets());
    }
}
