package io.souschef.gallery.boarders;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.gallery.newcomers.Written;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Init;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Functional;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers that aren't logits, or are grey, or start elsewhere; and weights that were drawn, or weighed, by mistake. */
final class BoardersOfAnswers {
    private static final int ALL = 520, TRAIN = 400, PIXELS = 36, DEPTH = 8, WIDE = 48, PLACES = 30;

    private BoardersOfAnswers() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "moments weighed by a softmax over one score",
                        "softmax-on-one-unit",
                        "D9",
                        BoardersOfAnswers::weighed),
                Guests.trap(
                        "logits held down by a penalty of their own",
                        "regularization-dominates",
                        "F11",
                        BoardersOfAnswers::heldDown),
                Guests.trap(
                        "stripes standardised by the numbers of bytes, twice",
                        "inputs-normalised-twice",
                        "A2",
                        BoardersOfAnswers::bytes),
                Guests.trap(
                        "a variance taken for a deviation",
                        "initial-weights-too-small",
                        "E2",
                        BoardersOfAnswers::variance));
    }

    static List<Healthy> healthy() {
        return List.of(
                new Healthy("a level of three that is learnt first", "loss-at-init", BoardersOfAnswers::level),
                new Healthy("one in twenty is dearer", "loss-at-init", BoardersOfAnswers::dearer),
                new Healthy("some have no label yet", "final-bias-not-set", BoardersOfAnswers::unlabelled),
                new Healthy("grey patterns, cleaned", "cannot-overfit-one-batch", BoardersOfAnswers::cleaned),
                new Healthy(
                        "grey patterns through a place that costs", "input-ignored", BoardersOfAnswers::variational),
                new Healthy("near ones together, far ones apart", "loss-wrong-for-task", BoardersOfAnswers::apart),
                new Healthy("those that hold above those that don't", "loss-wrong-for-task", BoardersOfAnswers::ranked),
                new Healthy(
                        "how likely numbers and class are together",
                        "loss-expects-probabilities",
                        BoardersOfAnswers::likely),
                new Healthy(
                        "a sum that the update divides", "loss-summed-over-batch", BoardersOfAnswers::dividedByHand),
                new Healthy(
                        "a table that is looked up by a product",
                        "initial-weights-too-large",
                        BoardersOfAnswers::table),
                new Healthy(
                        "what was measured, and nothing added yet",
                        "output-cannot-reach-targets",
                        BoardersOfAnswers::nothingAdded));
    }

    /** Six moments of six numbers; the one with the largest first number says the class. */
    private static World.Data moments() {
        float[][] x = World.features("moments", ALL, PIXELS);
        long[][] y = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            int loudest = 0;
            for (int t = 1; t < 6; t++) {
                loudest = x[i][6 * t] > x[i][6 * loudest] ? t : loudest;
            }
            y[i][0] = x[i][6 * loudest + 1] > 0 ? 1 : 0;
        }
        return World.split(Examples.of(Column.reals(x, 6, 6), Column.wholes(y), ALL), TRAIN);
    }

    private static TrainingProgram weighed(long seed, boolean wrong) {
        Written net = new Written();
        Linear in = net.put("in", new Linear(6, 32));
        Linear score = net.put("score", new Linear(32, 1));
        Linear out = net.put("out", new Linear(32, 2));
        net.as(seed, x -> {
            Tensor each = in.forward(x).tanh(); // [N, 6, 32]
            Tensor weights = score.forward(each).softmax(wrong ? 2 : 1); // [N, 6, 1]
            return out.forward(each.mul(weights).sum(1));
        });
        return new Own(seed, Task.classification(2), net, moments(), 32).with(new Adam(net, 5e-3));
    }

    private static TrainingProgram heldDown(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 8, 40, 4);
        return new Own(seed, Task.classification(4), net, World.table(), 32)
                .with(new Adam(net, 3e-3))
                .loss((output, batch) -> Losses.crossEntropy(output, batch.target())
                        .add(output.mul(output).mean().mul(wrong ? 8 : 1e-3)));
    }

    private static TrainingProgram bytes(long seed, boolean wrong) {
        float[][] x = new float[ALL][PIXELS];
        long[][] y = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(41, "stripes").at(i);
            y[i][0] = row.below(0, 3);
            for (int p = 0; p < PIXELS; p++) {
                boolean bright = p / 6 % 3 == y[i][0];
                float pixel = (float) ((bright ? 160 : 40) + 25 * row.gaussian(10 + p));
                x[i][p] = (pixel - 80) / 60;
            }
        }
        Written net = new Written();
        Conv2d conv = net.put("conv", new Conv2d(1, 8, 3));
        Linear out = net.put("out", new Linear(8 * 16, 3));
        net.as(seed, image -> out.forward(conv.forward(image).relu().flatten()));
        World.Data data = World.split(Examples.of(Column.reals(x, 1, 6, 6), Column.wholes(y), ALL), TRAIN);
        return new Own(seed, Task.classification(3), net, data, 32)
                .with(new Adam(net, 3e-3))
                .forward(batch -> net.forward(wrong ? batch.input().sub(80).div(60) : batch.input()));
    }

    private static TrainingProgram variance(long seed, boolean wrong) {
        double share = 2.0 / WIDE;
        Init init = Init.normal(wrong ? share : Math.sqrt(share));
        Written net = new Written();
        Linear[] layers = new Linear[DEPTH];
        Arrays.setAll(layers, i -> net.put("fc" + i, new Linear(i == 0 ? 8 : WIDE, WIDE, init, Init.zeros())));
        Linear out = net.put("out", new Linear(WIDE, 4));
        net.as(seed, x -> {
            Tensor h = x;
            for (Linear layer : layers) {
                h = layer.forward(h).relu();
            }
            return out.forward(h);
        });
        return new Own(seed, Task.classification(4), net, World.table(), 32).with(new Adam(net, 1e-3));
    }

    /** Numbers of {@link World#houses}, moved by so much. */
    private static World.Data prices(double level) {
        float[][] x = World.features("levels", ALL, 6);
        float[][] y = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            y[i][0] = (float) (level + 0.7 * x[i][0] + 0.5 * x[i][1] * x[i][2] + 0.2 * x[i][5]);
        }
        return World.split(Examples.of(Column.reals(x, 6), Column.reals(y, 1), ALL), TRAIN);
    }

    private static TrainingProgram level(long seed) {
        Mlp net = new Mlp(seed, 6, 40, 1);
        return new Own(seed, Task.regression(), net, prices(3), 32).with(new Adam(net, 1e-2));
    }

    /** The price that one in twenty exceeds; the last bias starts there. */
    private static TrainingProgram dearer(long seed) {
        Written net = new Written();
        Linear in = net.put("in", new Linear(6, 40));
        Linear out = net.put("out", new Linear(40, 1, Init.torchDefault(), Init.constant(1.5)));
        net.as(seed, x -> out.forward(in.forward(x).tanh()));
        return new Own(seed, Task.regression(), net, prices(0), 32)
                .with(new Adam(net, 5e-3))
                .loss((output, batch) -> {
                    Tensor error = batch.target().sub(output);
                    return error.mul(0.95).maximum(error.mul(-0.05)).mean();
                });
    }

    private static TrainingProgram unlabelled(long seed) {
        float[][] x = World.features("half labelled", ALL, 8);
        long[][] y = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            y[i][0] = i < TRAIN && i % 3 == 0 ? -100 : World.classOf(x[i], 4, 0.3, i);
        }
        World.Data data = World.split(Examples.of(Column.reals(x, 8), Column.wholes(y), ALL), TRAIN);
        Mlp net = new Mlp(seed, 8, 40, 4);
        return new Own(seed, Task.classification(4), net, data, 40)
                .with(new Adam(net, 4e-3))
                .loss((output, batch) -> {
                    Tensor known = batch.target().gt(-1).to(DType.FLOAT32);
                    Tensor label = batch.target().clamp(0, 3).to(DType.INT64);
                    return Losses.crossEntropyEach(output, label)
                            .mul(known)
                            .sum()
                            .div(known.sum().add(1e-6));
                });
    }

    /** Patterns of grey pixels, a few waves each, and the same with noise. */
    private static World.Data patterns(double noise) {
        float[][] x = new float[ALL][PIXELS];
        float[][] y = new float[ALL][PIXELS];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(43, "waves").at(i);
            double phase = 6.28 * row.uniform(0);
            double speed = 0.3 + 0.5 * row.uniform(1);
            for (int p = 0; p < PIXELS; p++) {
                double grey = 1 / (1 + Math.exp(1.2 - 1.5 * Math.sin(phase + speed * p)));
                y[i][p] = (float) grey;
                x[i][p] = (float) (4 * (grey - 0.3) + noise * row.gaussian(10 + p));
            }
        }
        return World.split(Examples.of(Column.reals(x, PIXELS), Column.reals(y, PIXELS), ALL), TRAIN);
    }

    private static TrainingProgram cleaned(long seed) {
        Mlp net = new Mlp(seed, PIXELS, 64, PIXELS);
        return new Own(seed, Task.multiLabel(PIXELS), net, patterns(0.5), 40).with(new Adam(net, 3e-3));
    }

    /** Kingma and Welling 2013, sums over pixels and codes; what the code says costs its divergence. */
    private static TrainingProgram variational(long seed) {
        Written net = new Written();
        Linear in = net.put("in", new Linear(PIXELS, 48));
        Linear code = net.put("code", new Linear(48, 8));
        Mlp reader = net.put("reader", new Mlp(seed, 4, 48, PIXELS));
        Tensor[] charge = new Tensor[1];
        AtomicInteger draws = new AtomicInteger();
        net.as(seed, x -> {
            Tensor both = code.forward(in.forward(x).relu());
            Tensor mean = both.narrow(1, 0, 4);
            Tensor log = both.narrow(1, 4, 4);
            charge[0] = log.exp().add(mean.mul(mean)).sub(1).sub(log).sum().mul(0.5);
            Tensor noise =
                    RandomStream.of(seed, "code").at(draws.getAndIncrement()).normal(0, 1, x.size(0), 4);
            return reader.forward(net.isTraining() ? mean.add(log.mul(0.5).exp().mul(noise)) : mean);
        });
        return new Own(seed, Task.multiLabel(PIXELS), net, patterns(0), 40)
                .with(new Adam(net, 1e-3))
                .declares(Declared.nothing().summingLoss())
                .loss((output, batch) -> Losses.binaryCrossEntropyEach(output, batch.target())
                        .sum()
                        .add(charge[0]));
    }

    /** Hadsell et al. 2006: half a margin less the distance of two codes. */
    private static TrainingProgram apart(long seed) {
        float[][] one = World.features("one of two", ALL, 8);
        float[][] two = World.features("two of two", ALL, 8);
        float[][] same = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            same[i][0] = World.classOf(one[i], 3, 0, i) == World.classOf(two[i], 3, 0, i) ? 1 : 0;
        }
        Mlp code = new Mlp(seed, 8, 48, 6);
        World.Data data = World.split(
                Examples.of("one", Column.reals(one, 8), "two", Column.reals(two, 8), Column.reals(same, 1), ALL),
                TRAIN);
        return new Own(seed, Task.multiLabel(1), code, data, 40)
                .with(new Adam(code, 3e-3))
                .forward(batch -> {
                    Tensor between = code.forward(batch.input("one")).sub(code.forward(batch.input("two")));
                    return between.mul(between)
                            .sum(1)
                            .add(1e-6)
                            .sqrt()
                            .neg()
                            .add(0.5)
                            .unsqueeze(1);
                })
                .loss((output, batch) -> {
                    Tensor distance = output.neg().add(0.5);
                    Tensor near = batch.target();
                    return near.mul(distance.pow(2))
                            .add(near.neg()
                                    .add(1)
                                    .mul(distance.neg().add(1).relu().pow(2)))
                            .mean();
                });
    }

    /** Burges et al. 2005: each label that holds should come above each that doesn't. */
    private static TrainingProgram ranked(long seed) {
        float[][] x = World.features("graded", ALL, 8);
        float[][] y = new float[ALL][6];
        for (int i = 0; i < ALL; i++) {
            for (int l = 0; l < 6; l++) {
                y[i][l] = x[i][l] + 0.7 * x[i][7] > 0.2 ? 1 : 0;
            }
        }
        Mlp net = new Mlp(seed, 8, 40, 6);
        World.Data data = World.split(Examples.of(Column.reals(x, 8), Column.reals(y, 6), ALL), TRAIN);
        return new Own(seed, Task.multiLabel(6), net, data, 32)
                .with(new Adam(net, 4e-3))
                .loss((output, batch) -> {
                    Tensor above = output.unsqueeze(2).sub(output.unsqueeze(1)); // [N, holds, doesn't]
                    Tensor counts = batch.target()
                            .unsqueeze(2)
                            .mul(batch.target().neg().add(1).unsqueeze(1));
                    return Losses.binaryCrossEntropyEach(above, above.mul(0).add(1))
                            .mul(counts)
                            .mean()
                            .add(Losses.binaryCrossEntropy(output, batch.target())
                                    .mul(0.1));
                });
    }

    /** One normal per class in a turned space: log p(x, y), which sums to one over neither. */
    private static TrainingProgram likely(long seed) {
        float[][] x = World.features("four clouds", ALL, 8);
        long[][] y = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            int cloud = i % 4;
            y[i][0] = cloud;
            x[i][cloud] += 3;
        }
        World.Data data = World.split(Examples.of(Column.reals(x, 8), Column.wholes(y), ALL), TRAIN);
        Written net = new Written();
        Tensor turn = net.weight("turn", Init.normal(0.35), 8, 8);
        Tensor centres = net.weight("centres", Init.normal(0.1), 4, 8);
        Tensor shares = net.weight("shares", Init.zeros(), 4);
        net.as(seed, row -> {
            Tensor length = turn.mul(turn).sum(1).add(1e-6).sqrt().unsqueeze(1);
            Tensor turned = Functional.linear(row, turn.div(length), Optional.empty());
            return turned.unsqueeze(1)
                    .sub(centres.unsqueeze(0))
                    .pow(2)
                    .sum(2)
                    .mul(-0.5)
                    .add(shares.logSoftmax(0));
        });
        return new Own(seed, Task.classification(4), net, data, 32)
                .with(new Adam(net, 5e-3))
                .loss((output, batch) ->
                        output.gather(1, batch.target().unsqueeze(1)).mean().neg());
    }

    /** Gradient descent as one writes it first: the loss is a sum, the update divides it by the batch size. */
    private static TrainingProgram dividedByHand(long seed) {
        Mlp net = new Mlp(seed, 6, 24, 1);
        Own own = new Own(seed, Task.regression(), net, prices(0), 20).rate(() -> 0.05);
        return own.step(batch -> {
            net.train();
            Tensor each = net.forward(batch.input()).sub(batch.target()).pow(2);
            each.sum().backward();
            try (NoGrad off = NoGrad.open()) {
                net.parameters().values().forEach(weight -> {
                    weight.grad().ifPresent(gradient -> weight.addInPlace(gradient, -0.05 / batch.size()));
                    weight.clearGrad();
                });
            }
            return each.mean().item();
        });
    }

    /** One place of thirty, as a row with a single one, times a table. */
    private static TrainingProgram table(long seed) {
        float[][] x = new float[ALL][PLACES];
        long[][] y = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(47, "places").at(i);
            int place = row.below(0, PLACES);
            x[i][place] = 1;
            y[i][0] = row.uniform(1) < 0.8 ? place * 7 % PLACES : row.below(2, PLACES);
        }
        Written net = new Written();
        Tensor table = net.weight("table", Init.normal(1), PLACES, PLACES);
        net.as(seed, place -> place.matmul(table));
        World.Data data = World.split(Examples.of(Column.reals(x, PLACES), Column.wholes(y), ALL), TRAIN);
        return new Own(seed, Task.classification(PLACES), net, data, 40).with(new Adam(net, 5e-2));
    }

    private static TrainingProgram nothingAdded(long seed) {
        Written net = new Written();
        Linear in = net.put("in", new Linear(6, 40));
        Linear out = net.put("out", new Linear(40, 1, Init.zeros(), Init.zeros()));
        net.as(
                seed,
                x -> x.narrow(1, 0, 1).mul(0.7).add(out.forward(in.forward(x).tanh())));
        return new Own(seed, Task.regression(), net, prices(0), 32).with(new Adam(net, 5e-3));
    }
}
