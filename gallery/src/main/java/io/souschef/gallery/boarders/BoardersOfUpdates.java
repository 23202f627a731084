package io.souschef.gallery.boarders;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Dropout;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Evaluation;
import io.souschef.train.Gradients;
import io.souschef.train.Sgd;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** What is unusual, or wrong, shows in how large an update is, or in what takes no part in it. */
final class BoardersOfUpdates {
    private static final int EVERY = 5, PLAN = 600;

    /** What becomes of a loss's scale. */
    private enum Scale {
        KEPT,
        DIVIDED_OUT,
        DIVIDED_OUT_OF_THE_RATE,
        A_WEIGHT
    }

    private BoardersOfUpdates() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "clipped ahead of each of five backward passes",
                        "gradient-clipping-ineffective",
                        "G5",
                        BoardersOfUpdates::gathered),
                Guests.trap(
                        "a scale of eight that adapts and stays in",
                        "loss-scale-wrong",
                        "H5",
                        (seed, wrong) -> scaled(seed, wrong ? Scale.KEPT : Scale.DIVIDED_OUT)),
                Guests.trap(
                        "a warm-up of ten trainings under a line",
                        "warmup-never-ends",
                        "K3",
                        (seed, wrong) -> rated(
                                seed,
                                step -> Math.min(1, (step + 1) / (wrong ? 10.0 * PLAN : 0.1 * PLAN))
                                        * (1 - step / PLAN))),
                Guests.trap(
                        "a line that ends a little after as many batches as there are epochs",
                        "rate-decays-to-zero-early",
                        "K1",
                        (seed, wrong) -> rated(seed, step -> Math.max(0, 1 - step / (wrong ? 80 : PLAN)))),
                Guests.trap(
                        "an evaluation smoothed by hand",
                        "label-smoothing-in-evaluation",
                        "J8",
                        BoardersOfUpdates::smoothed),
                Guests.trap(
                        "a second branch that is computed and forgotten",
                        "layer-never-called",
                        "D1",
                        BoardersOfUpdates::branched));
    }

    static List<Healthy> healthy() {
        return List.of(
                new Healthy(
                        "an adapting scale that the rate is divided by",
                        "loss-scale-wrong",
                        seed -> scaled(seed, Scale.DIVIDED_OUT_OF_THE_RATE)),
                new Healthy(
                        "a loss that counts eight times, steps left out where it overflows",
                        "loss-scale-wrong",
                        seed -> scaled(seed, Scale.A_WEIGHT)),
                new Healthy(
                        "up for half of the time and down for the rest",
                        "warmup-never-ends",
                        seed -> rated(seed, step -> Math.min((step + 1) / 300, 1 - (step - 300) / 300))));
    }

    /** Batches of sixteen, five of them an update. */
    private static TrainingProgram gathered(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 8, 48, 4);
        Adam adam = new Adam(net, 4e-3);
        int[] waiting = {0};
        Own own = new Own(seed, Task.classification(4), net, World.table(), 16)
                .with(adam)
                .declares(Declared.nothing().withAccumulation(EVERY).withClipNorm(0.5));
        return own.step(batch -> {
            net.train();
            if (wrong) {
                Gradients.clipNorm(net.parameters().values(), 0.5);
            }
            Tensor loss = own.loss(own.forward(batch), batch);
            loss.div(EVERY).backward();
            if (++waiting[0] == EVERY) {
                if (!wrong) {
                    Gradients.clipNorm(net.parameters().values(), 0.5);
                }
                adam.step();
                adam.zeroGrad();
                waiting[0] = 0;
            }
            return loss.item();
        });
    }

    /** Momentum on a loss of eight times its size, which is halved when it overflows. */
    private static TrainingProgram scaled(long seed, Scale what) {
        Mlp net = new Mlp(seed, 6, 48, 1);
        double rate = what == Scale.A_WEIGHT ? 0.002 : 0.02;
        Sgd sgd = new Sgd(net, rate, 0.8);
        double[] scale = {8};
        Own own = new Own(seed, Task.regression(), net, World.houses(), 32)
                .with(sgd)
                .rate(() -> rate);
        return own.step(batch -> {
            net.train();
            sgd.zeroGrad();
            Tensor loss = own.loss(own.forward(batch), batch);
            loss.mul(scale[0]).backward();
            if (!Double.isFinite(Gradients.norm(net.parameters().values()))) {
                scale[0] /= what == Scale.A_WEIGHT ? 1 : 2;
                return loss.item();
            }
            if (what == Scale.DIVIDED_OUT) {
                divide(net, scale[0]);
            }
            sgd.learningRate(what == Scale.DIVIDED_OUT_OF_THE_RATE ? rate / scale[0] : rate);
            sgd.step();
            return loss.item();
        });
    }

    private static void divide(Layer net, double by) {
        try (Scope scope = Scope.open("unscale");
                NoGrad off = NoGrad.open()) {
            net.parameters().values().forEach(w -> w.grad().ifPresent(g -> g.mulInPlace(1 / by)));
        }
    }

    /** Sixty epochs of ten batches, at a share of the rate that changes with every step. */
    private static TrainingProgram rated(long seed, DoubleUnaryOperator share) {
        Mlp net = new Mlp(seed, 8, 48, 4);
        Adam adam = new Adam(net, 4e-3);
        int[] steps = {0};
        Own own = new Own(seed, Task.classification(4), net, World.table(), 32)
                .with(adam)
                .declares(Declared.nothing().withPlannedSteps(PLAN));
        return own.step(batch -> {
            net.train();
            adam.learningRate(4e-3 * share.applyAsDouble(steps[0]++));
            adam.zeroGrad();
            Tensor loss = own.loss(own.forward(batch), batch);
            loss.backward();
            adam.step();
            return loss.item();
        });
    }

    /** Trained on plain cross-entropy; the losses of the evaluation are made from its outputs, by the formula. */
    private static TrainingProgram smoothed(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 8, 48, 4);
        Own own = new Own(seed, Task.classification(4), net, World.table(), 32).with(new Adam(net, 4e-3));
        return own.evaluate(() -> {
            Evaluation plain = Evaluation.of(own, own.evaluation());
            double[] losses = new double[plain.size()];
            for (int i = 0; i < losses.length; i++) {
                double all = 0;
                double mean = 0;
                for (int k = 0; k < 4; k++) {
                    all += Math.exp(plain.outputs()[4 * i + k]);
                    mean += plain.outputs()[4 * i + k] / 4;
                }
                double right = plain.outputs()[4 * i + (int) plain.targets()[i]];
                double share = wrong ? 0.15 : 0;
                losses[i] = Math.log(all) - (1 - share) * right - share * mean;
            }
            return new Evaluation(plain.task(), plain.ids(), losses, plain.outputs(), plain.targets());
        });
    }

    /** A wide branch and a deep one, whose sum the head is to have. */
    private static TrainingProgram branched(long seed, boolean wrong) {
        Layer net = new Layer() {
            private final Linear wide = add("wide", new Linear(8, 48));
            private final Linear down = add("down", new Linear(8, 24));
            private final Linear up = add("up", new Linear(24, 48));
            private final Dropout dropout = add("dropout", new Dropout(0.1));
            private final Linear head = add("head", new Linear(48, 4));

            @Override
            public Tensor forward(Tensor x) {
                Tensor deep = up.forward(down.forward(x).relu());
                Tensor sum = wide.forward(x);
                if (!wrong) {
                    sum = sum.add(deep);
                }
                return head.forward(dropout.forward(sum.relu()));
            }
        };
        net.initialize(seed);
        return new Own(seed, Task.classification(4), net, World.table(), 32).with(new Adam(net, 4e-3));
    }
}
