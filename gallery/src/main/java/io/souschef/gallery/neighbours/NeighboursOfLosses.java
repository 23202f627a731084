package io.souschef.gallery.neighbours;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Sgd;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;

/** Losses that are usual elsewhere: of probabilities, with a decay in them, or over pixels. */
final class NeighboursOfLosses {
    private static final int SIDE = 8, PICTURES = 160, TRAIN = 112;

    private NeighboursOfLosses() {}

    /** The planted bugs. */
    static List<Trap> traps() {
        return List.of(Guests.trap(
                "pixels weighed by how many there are of a kind",
                "class-weights-inverted",
                "F9",
                NeighboursOfLosses::pixels));
    }

    /** Healthy programs that look as if they had one. */
    static List<Healthy> healthy() {
        return List.of(
                new Healthy(
                        "sigmoids and half their squared error", "loss-wrong-for-task", NeighboursOfLosses::quadratic),
                new Healthy(
                        "a declared decay that is the one in the loss",
                        "regularization-dominates",
                        NeighboursOfLosses::decayed));
    }

    /** The first net of many a book. */
    private static TrainingProgram quadratic(long seed) {
        Mlp net = new Mlp(seed, 8, 48, 4);
        return new Own(seed, Task.classification(4), net, World.table(), 16)
                .with(new Sgd(net, 0.5, 0.9))
                .forward(batch -> net.forward(batch.input()).sigmoid())
                .loss((output, batch) -> output.sub(batch.target().oneHot(4).to(DType.FLOAT32))
                        .pow(2)
                        .sum(1)
                        .mean()
                        .mul(0.5));
    }

    private static TrainingProgram decayed(long seed) {
        double decay = 1e-3;
        Mlp net = new Mlp(seed, 8, 48, 4);
        return new Own(seed, Task.classification(4), net, World.table(), 32)
                .with(new Sgd(net, 0.1, 0.9))
                .loss((output, batch) -> {
                    Tensor squares = Tensor.zeros();
                    for (Tensor weight : net.parameters().values()) {
                        squares = weight.dim() < 2
                                ? squares
                                : squares.add(weight.pow(2).sum());
                    }
                    return Losses.crossEntropy(output, batch.target()).add(squares.mul(decay / 2));
                })
                .declares(Declared.nothing().withWeightDecay(decay));
    }

    /** Spots of two kinds, four pixels each, on a background of 60. */
    private static TrainingProgram pixels(long seed, boolean wrong) {
        float[][] x = new float[PICTURES][SIDE * SIDE];
        long[][] y = new long[PICTURES][SIDE * SIDE];
        for (int i = 0; i < PICTURES; i++) {
            RandomStream row = RandomStream.of(5, "spots").at(i);
            int corner = SIDE * row.below(0, SIDE - 1) + row.below(1, SIDE - 1);
            int kind = 1 + row.below(2, 2);
            for (int p = 0; p < SIDE * SIDE; p++) {
                boolean spot = p == corner || p == corner + 1 || p == corner + SIDE || p == corner + SIDE + 1;
                y[i][p] = spot ? kind : 0;
                x[i][p] = (float) ((spot ? 4 * kind - 6 : 0) + 0.4 * row.gaussian(10 + p));
            }
        }
        World.Data data =
                World.split(Examples.of(Column.reals(x, 1, SIDE, SIDE), Column.wholes(y, SIDE, SIDE), PICTURES), TRAIN);
        float[] share = {60 / 64f, 2 / 64f, 2 / 64f};
        float[] weights = new float[3];
        for (int k = 0; k < 3; k++) {
            weights[k] = wrong ? 3 * share[k] : 1 / (3 * share[k]);
        }
        Layer net = new Spotter(seed);
        return new Own(seed, Task.dense(3), net, data, 16)
                .with(new Adam(net, 5e-3))
                .loss((output, batch) -> Losses.crossEntropy(
                        output.permute(0, 2, 3, 1).reshape(-1, 3),
                        batch.target().reshape(-1),
                        Tensor.of(weights, 3)));
    }

    private static final class Spotter extends Layer {
        private final Conv2d conv1 = add("conv1", new Conv2d(1, 12, 3, Conv2d.Options.DEFAULT.withPadding(1)));
        private final Conv2d conv2 = add("conv2", new Conv2d(12, 3, 3, Conv2d.Options.DEFAULT.withPadding(1)));

        Spotter(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return conv2.forward(conv1.forward(x).relu());
        }
    }
}
