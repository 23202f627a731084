package io.souschef.check;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import java.util.Arrays;
import java.util.Set;

/** Sound, but for one place. */
class NotFinite extends Points {
    /** Where it comes in, and what compares it. */
    enum Where {
        FORWARD_IN_TRAINING(
                "it begins in the operation mul, which gives [32, 3]",
                "activation-on-logits learning-rate-unfit gradient-cut-off not-reproducible"),
        FORWARD_IN_EVALUATION(
                "it begins in the operation mul, which gives [32, 3]",
                "activation-on-logits batch-mixed recurrence-over-batch loss-broadcasts"),
        LOSS("it begins in the operation mul, which gives []", "loss-sign-flipped learning-rate-unfit"),
        GRADIENTS("in step() the gradient of 'fc1.weight' is not", "learning-rate-unfit graph-kept-alive"),
        LATE_GRADIENTS("in step() the gradient of 'fc1.weight' is not", "graph-kept-alive not-reproducible"),
        PARAMETERS("it is made so", "batch-mixed activation-on-logits initial-weights-too-large"),
        EVALUATE("forward() gives finite numbers on the first batches of evaluation()", "metric-wrong"),
        STEP("only what step() returns is not", "gradients-not-cleared learning-rate-unfit"),
        INPUTS("", "inputs-constant inputs-not-normalised batch-mixed activation-on-logits");

        final String place;
        private final String compares;

        Where(String place, String compares) {
            this.place = place;
            this.compares = compares;
        }

        Set<String> compares() {
            return Set.of(compares.split(" ", -1));
        }

        String code() {
            return this == INPUTS ? "nan-in-inputs" : "not-finite";
        }
    }

    private final Where where;
    private int steps;

    NotFinite(long seed, Where where) {
        super(seed);
        this.where = where;
        if (where == Where.PARAMETERS) {
            try (Scope scope = Scope.open("spoil");
                    NoGrad off = NoGrad.open()) {
                Tensor last = net.parameters().values().iterator().next();
                last.mulInPlace(Double.NaN);
            }
        }
    }

    @Override
    public Batches training(int epoch) {
        return spoilt(super.training(epoch));
    }

    @Override
    public Batches evaluation() {
        return spoilt(super.evaluation());
    }

    private Batches spoilt(Batches all) {
        return where != Where.INPUTS
                ? all
                : Batches.of(
                        all.count(),
                        all.examples(),
                        b -> Batch.open("spoilt", () -> {
                            Batch batch = all.open(b);
                            float[] x = batch.input().toFloats();
                            x[4] = Float.NaN;
                            return Batch.Content.of(
                                    Tensor.of(x, batch.input().shape().toArray()), batch.target(), batch.ids());
                        }));
    }

    @Override
    public Tensor forward(Batch batch) {
        Tensor output = super.forward(batch);
        boolean spoils = where == (net.isTraining() ? Where.FORWARD_IN_TRAINING : Where.FORWARD_IN_EVALUATION);
        return spoils ? output.mul(Double.NaN) : output;
    }

    @Override
    public Tensor loss(Tensor output, Batch batch) {
        Tensor loss = super.loss(output, batch);
        return where == Where.LOSS ? loss.mul(Double.NaN) : loss;
    }

    @Override
    public double step(Batch batch) {
        steps++;
        net.train();
        adam.zeroGrad();
        Tensor loss = loss(forward(batch), batch);
        loss.backward();
        if (where == Where.GRADIENTS || (where == Where.LATE_GRADIENTS && steps >= 5)) {
            try (NoGrad off = NoGrad.open()) {
                net.parameters()
                        .values()
                        .forEach(parameter -> parameter.grad().orElseThrow().mulInPlace(Double.NaN));
            }
        }
        adam.step();
        return where == Where.STEP ? Double.NaN : loss.item();
    }

    @Override
    public Evaluation evaluate() {
        Evaluation sound = super.evaluate();
        if (where != Where.EVALUATE) {
            return sound;
        }
        double[] losses = new double[sound.losses().length];
        float[] outputs = new float[sound.outputs().length];
        Arrays.fill(losses, Double.NaN);
        Arrays.fill(outputs, Float.NaN);
        return new Evaluation(sound.task(), sound.ids(), losses, outputs, sound.targets());
    }
}
