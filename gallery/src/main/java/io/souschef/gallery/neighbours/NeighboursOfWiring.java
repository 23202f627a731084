package io.souschef.gallery.neighbours;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Shapes;
import io.souschef.gallery.base.Tokens;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.gallery.newcomers.Written;
import io.souschef.nn.BatchNorm2d;
import io.souschef.nn.CausalSelfAttention;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Embedding;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.LayerNorm;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Functional;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Nets and losses that are wired in another way than most. */
final class NeighboursOfWiring {
    private static final int ALL = 448, WIDTH = 24;

    private NeighboursOfWiring() {}

    /** The planted bugs. */
    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "one of four inverted residuals adds nothing, and keeps its size",
                        "residual-missing",
                        "D13",
                        NeighboursOfWiring::inverted),
                Guests.trap(
                        "weights in a column, errors in a row", "loss-broadcasts", "D6", NeighboursOfWiring::weighted));
    }

    /** Healthy programs that look as if they had one. */
    static List<Healthy> healthy() {
        return List.of(
                new Healthy(
                        "a head of two layers with a norm, behind blocks with norms before",
                        "residual-missing",
                        NeighboursOfWiring::headed),
                new Healthy(
                        "three nets that start at the shares of ten classes",
                        "same-seed-for-every-layer",
                        NeighboursOfWiring::shared),
                new Healthy(
                        "a target net that is brought up to date every 25 steps",
                        "gradient-cut-off",
                        NeighboursOfWiring::followed),
                new Healthy(
                        "channels that become places, between two convolutions",
                        "missing-non-linearity",
                        NeighboursOfWiring::enlarged));
    }

    /** Wide inside; adds its input where the result has its shape. */
    private static final class InvertedResidual extends Layer {
        private final Conv2d expand, depth, project;
        private final BatchNorm2d norm1, norm2, norm3;
        private final boolean adds;

        InvertedResidual(int in, int out, int stride, boolean forgets) {
            Conv2d.Options plain = Conv2d.Options.DEFAULT.withoutBias();
            int wide = 3 * in;
            expand = add("expand", new Conv2d(in, wide, 1, plain));
            norm1 = add("norm1", new BatchNorm2d(wide));
            depth = add(
                    "depth",
                    new Conv2d(
                            wide,
                            wide,
                            3,
                            plain.withPadding(1).withStride(stride).withGroups(wide)));
            norm2 = add("norm2", new BatchNorm2d(wide));
            project = add("project", new Conv2d(wide, out, 1, plain));
            norm3 = add("norm3", new BatchNorm2d(out));
            adds = stride == 1 && in == out && !forgets;
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor wide = norm1.forward(expand.forward(x)).clamp(0, 6);
            Tensor seen = norm2.forward(depth.forward(wide)).clamp(0, 6);
            Tensor narrow = norm3.forward(project.forward(seen));
            return adds ? x.add(narrow) : narrow;
        }
    }

    private static TrainingProgram inverted(long seed, boolean wrong) {
        Written net = new Written();
        Conv2d stem = net.put(
                "stem",
                new Conv2d(2, 8, 3, Conv2d.Options.DEFAULT.withPadding(1).withoutBias()));
        BatchNorm2d norm = net.put("norm", new BatchNorm2d(8));
        List<InvertedResidual> blocks = List.of(
                net.put("block0", new InvertedResidual(8, 8, 1, false)),
                net.put("block1", new InvertedResidual(8, 12, 2, false)),
                net.put("block2", new InvertedResidual(12, 12, 1, wrong)),
                net.put("block3", new InvertedResidual(12, 12, 1, false)));
        Linear head = net.put("head", new Linear(12, 4));
        net.as(seed, x -> {
            Tensor h = norm.forward(stem.forward(x)).clamp(0, 6);
            for (InvertedResidual block : blocks) {
                h = block.forward(h);
            }
            return head.forward(h.mean(2, 3));
        });
        return Plain.of(seed, net, Shapes.bars());
    }

    /** Each house counts as much as its weight. */
    private static TrainingProgram weighted(long seed, boolean wrong) {
        float[][] x = World.features("houses", ALL, 6);
        float[][] w = new float[ALL][1];
        float[][] y = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            w[i][0] = (float) (0.2 + 1.6 * RandomStream.of(23, "weights").at(i).uniform(0));
            y[i][0] = World.price(x[i], i);
        }
        Mlp net = new Mlp(seed, 6, 32, 1);
        World.Data data = World.split(
                Examples.of("house", Column.reals(x, 6), "weight", Column.reals(w, 1), Column.reals(y, 1), ALL));
        return Own.withAdam(seed, Task.regression(), net, data, 5e-3)
                .forward(batch -> net.forward(batch.input("house")))
                .loss((output, batch) -> {
                    Tensor each = Losses.mseEach(output, batch.target()).reshape(-1);
                    Tensor weight = batch.input("weight");
                    return each.mul(wrong ? weight : weight.squeeze(1)).mean();
                });
    }

    /** x + attention(norm(x)), then x + mlp(norm(x)). */
    private static final class Block extends Layer {
        private final LayerNorm norm1 = add("norm1", new LayerNorm(WIDTH));
        private final CausalSelfAttention attention = add("attention", new CausalSelfAttention(WIDTH, 2));
        private final LayerNorm norm2 = add("norm2", new LayerNorm(WIDTH));
        private final Linear fc1 = add("fc1", new Linear(WIDTH, 2 * WIDTH));
        private final Linear fc2 = add("fc2", new Linear(2 * WIDTH, WIDTH));

        @Override
        public Tensor forward(Tensor x) {
            Tensor seen = x.add(attention.forward(norm1.forward(x)));
            return seen.add(fc2.forward(Functional.gelu(fc1.forward(norm2.forward(seen)))));
        }
    }

    /** The head of RoBERTa: a layer, GELU, a norm, a layer. */
    private static TrainingProgram headed(long seed) {
        Written net = new Written();
        Embedding tokens = net.put("tokens", new Embedding(13, WIDTH, Init.normal(0.1)));
        Embedding positions = net.put("positions", new Embedding(12, WIDTH, Init.normal(0.1)));
        Block one = net.put("block0", new Block());
        Block two = net.put("block1", new Block());
        LayerNorm last = net.put("last", new LayerNorm(WIDTH));
        Linear dense = net.put("dense", new Linear(WIDTH, WIDTH));
        LayerNorm norm = net.put("norm", new LayerNorm(WIDTH));
        Linear out = net.put("out", new Linear(WIDTH, 13));
        net.as(seed, index -> {
            Tensor x = tokens.forward(index).add(positions.forward(Tensor.arange(index.size(1))));
            Tensor seen = last.forward(two.forward(one.forward(x)));
            return out.forward(norm.forward(Functional.gelu(dense.forward(seen))));
        });
        return Plain.of(seed, net, Tokens.counting());
    }

    /** Ten classes, one of which more than half are: each of three nets starts at the logarithm of their shares. */
    private static TrainingProgram shared(long seed) {
        int classes = 10;
        float[][] x = World.features("ten kinds", ALL, 8);
        long[][] y = World.classes(x, classes, 0.2);
        float[] shares = new float[classes];
        for (int i = 0; i < ALL; i++) {
            y[i][0] = RandomStream.of(24, "common").at(i).uniform(0) < 0.5 ? 0 : y[i][0];
            shares[(int) y[i][0]]++;
        }
        for (int k = 0; k < classes; k++) {
            shares[k] = (float) Math.log((shares[k] + 1) / (ALL + classes));
        }
        Written net = new Written();
        Init known = (stream, shape) -> Tensor.of(shares, shape);
        List<Linear> hidden = new ArrayList<>();
        List<Linear> heads = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            hidden.add(net.put("hidden" + k, new Linear(8, 32)));
            heads.add(net.put("head" + k, new Linear(32, classes, Init.torchDefault(), known)));
        }
        net.as(seed, features -> {
            Tensor sum = heads.get(0).forward(hidden.get(0).forward(features).relu());
            for (int k = 1; k < 3; k++) {
                sum = sum.add(
                        heads.get(k).forward(hidden.get(k).forward(features).relu()));
            }
            return sum.div(3);
        });
        World.Data data = World.split(Column.reals(x, 8), Column.wholes(y));
        return Own.withAdam(seed, Task.classification(classes), net, data, 4e-3);
    }

    /** What a state is worth: what it brings, and half of what the next one is worth by a copy of the net. */
    private static TrainingProgram followed(long seed) {
        Written net = new Written();
        Mlp online = net.put("online", new Mlp(seed, 6, 32, 1));
        Mlp target = net.put("target", new Mlp(seed, 6, 32, 1));
        net.as(seed, online::forward);
        copy(online, target);
        float[][] x = World.features("states", ALL, 6);
        float[][] next = World.features("next states", ALL, 6);
        float[][] y = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            y[i][0] = World.price(x[i], i);
            for (int j = 0; j < 6; j++) {
                next[i][j] = 0.8f * x[i][j] + 0.6f * next[i][j];
            }
        }
        World.Data data = World.split(
                Examples.of("state", Column.reals(x, 6), "next", Column.reals(next, 6), Column.reals(y, 1), ALL));
        Adam adam = new Adam(online, 3e-3);
        int[] steps = new int[1];
        Own program = new Own(seed, Task.regression(), net, data, 32).with(adam);
        return program.forward(batch -> net.forward(batch.input("state")))
                .loss((output, batch) -> Losses.mse(output, worth(target, batch)))
                .step(batch -> {
                    net.train();
                    adam.zeroGrad();
                    Tensor loss = program.loss(program.forward(batch), batch);
                    loss.backward();
                    adam.step();
                    if (++steps[0] % 25 == 0) {
                        copy(online, target);
                    }
                    return loss.item();
                });
    }

    private static Tensor worth(Mlp target, Batch batch) {
        try (NoGrad off = NoGrad.open()) {
            return target.forward(batch.input("next")).mul(0.5).add(batch.target());
        }
    }

    private static void copy(Layer from, Layer to) {
        try (Scope scope = Scope.open("copy");
                NoGrad off = NoGrad.open()) {
            to.parameters()
                    .forEach((name, weight) -> weight.copyInPlace(
                            Objects.requireNonNull(from.parameters().get(name), name)));
        }
    }

    /** Waves of 8 by 8 from their means in 2 by 2. */
    private static TrainingProgram enlarged(long seed) {
        int side = 4;
        float[][] small = new float[ALL][side * side];
        float[][] large = new float[ALL][4 * side * side];
        for (int i = 0; i < ALL; i++) {
            RandomStream wave = RandomStream.of(25, "waves").at(i);
            for (int p = 0; p < large[i].length; p++) {
                int row = p / (2 * side);
                int column = p % (2 * side);
                large[i][p] = (float)
                        Math.sin(0.6 * wave.gaussian(0) * row + 0.6 * wave.gaussian(1) * column + wave.gaussian(2));
                small[i][row / 2 * side + column / 2] += large[i][p] / 4;
            }
        }
        Conv2d.Options same = Conv2d.Options.DEFAULT.withPadding(1);
        Written net = new Written();
        Conv2d in = net.put("in", new Conv2d(1, 8, 3, same));
        Conv2d first = net.put("first", new Conv2d(8, 8, 3, same));
        Conv2d second = net.put("second", new Conv2d(8, 8, 3, same));
        Conv2d up = net.put("up", new Conv2d(8, 32, 3, same));
        Conv2d out = net.put("out", new Conv2d(8, 1, 3, same));
        net.as(seed, x -> {
            Tensor h = in.forward(x);
            h = up.forward(h.add(second.forward(first.forward(h).relu())));
            return out.forward(
                    h.reshape(-1, 8, 2, 2, side, side).permute(0, 1, 4, 2, 5, 3).reshape(-1, 8, 2L * side, 2L * side));
        });
        World.Data data = World.split(Column.reals(small, 1, side, side), Column.reals(large, 1, 2L * side, 2L * side));
        return Own.withAdam(seed, Task.regression(), net, data, 3e-3);
    }
}
