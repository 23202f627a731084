package io.souschef.gallery.boarders;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.gallery.newcomers.Written;
import io.souschef.nn.BatchNorm1d;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Weights that were learnt elsewhere, with what belongs to them; pictures of which little is known; and a second net beside the first. */
final class BoardersOfLoans {
    private static final int ROWS = 32, ALL = 448, TRAIN = 320, SIDE = 8, CLASSES = 3;

    /** Of a checkpoint, and of pictures that are neither black nor white. */
    private static final List<Double> MEAN = List.of(0.45, 0.35, 0.3), DEVIATION = List.of(0.1, 0.08, 0.06);

    private static final List<Double> OTHER_MEAN = List.of(0.485, 0.456, 0.406),
            OTHER_DEVIATION = List.of(0.229, 0.224, 0.225);

    private BoardersOfLoans() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "dull pictures by numbers that all the world uses",
                        "pretrained-mean-not-used",
                        "A3",
                        (seed, wrong) ->
                                pictures(seed, wrong ? OTHER_MEAN : MEAN, wrong ? OTHER_DEVIATION : DEVIATION, false)),
                Guests.trap(
                        "pictures by the checkpoint's numbers, evaluated by one half",
                        "evaluation-normalised-differently",
                        "A3",
                        (seed, wrong) -> pictures(seed, MEAN, DEVIATION, wrong)),
                Guests.trap(
                        "slices of a new order, each without its last row",
                        "examples-dropped",
                        "A12",
                        BoardersOfLoans::sliced),
                Guests.trap(
                        "a column that was worked out from the price",
                        "target-in-input",
                        "A13",
                        BoardersOfLoans::worked));
    }

    static List<Healthy> healthy() {
        return List.of(
                new Healthy(
                        "a net that knows a lot, its norms shut",
                        "loss-clipped-instead-of-gradient",
                        BoardersOfLoans::tuned),
                new Healthy(
                        "discs anywhere, turned over with their masks",
                        "channel-order-mixed-up",
                        BoardersOfLoans::discs),
                new Healthy(
                        "a critic of as many units as a batch has rows",
                        "hidden-state-carried",
                        BoardersOfLoans::criticised));
    }

    /** Bytes of three colours, a bar in one of three directions. */
    private static World.Data dull(List<Double> mean, List<Double> deviation) {
        float[][] x = new float[ALL][3 * SIDE * SIDE];
        long[][] y = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            RandomStream r = RandomStream.of(7, "dull").at(i);
            y[i][0] = r.below(900, CLASSES);
            int at = 2 + r.below(901, SIDE - 4);
            for (int p = 0; p < x[i].length; p++) {
                int c = p / (SIDE * SIDE);
                int row = p / SIDE % SIDE;
                int column = p % SIDE;
                boolean bar = y[i][0] == 0 ? row == at : y[i][0] == 1 ? column == at : row == column;
                double level = MEAN.get(c) + DEVIATION.get(c) * ((bar ? 1.5 : -0.3) + 0.4 * r.gaussian(p));
                x[i][p] = (float) ((Math.rint(255 * level) / 255 - mean.get(c)) / deviation.get(c));
            }
        }
        return World.split(Examples.of(Column.reals(x, 3, SIDE, SIDE), Column.wholes(y), ALL), TRAIN);
    }

    private static Written colours(long seed) {
        Written net = new Written();
        Conv2d first = net.put("first", new Conv2d(3, 16, 3));
        Conv2d second = net.put("second", new Conv2d(16, 24, 3));
        Linear out = net.put("out", new Linear(24, CLASSES));
        return net.as(
                seed,
                x -> out.forward(second.forward(first.forward(x).relu()).relu().mean(2, 3)));
    }

    private static TrainingProgram pictures(long seed, List<Double> mean, List<Double> deviation, boolean halves) {
        World.Data data = dull(mean, deviation);
        Written net = colours(seed);
        lend(colours(5), dull(MEAN, DEVIATION), 2, net);
        Own own = new Own(seed, Task.classification(CLASSES), net, data, ROWS)
                .with(new Adam(net, 1e-3))
                .declares(Declared.nothing().withInputStatistics(MEAN, DEVIATION));
        if (halves) {
            Examples evaluated =
                    dull(List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5)).test();
            own.evaluation(() -> evaluated.batches(evaluated.inOrder(), ROWS));
        }
        return own;
    }

    /** Trains one net, and gives its weights to another. */
    private static void lend(Layer one, World.Data data, int epochs, Layer other) {
        try (Scope scope = Scope.open("elsewhere");
                Own teaching = new Own(5, Task.classification(CLASSES), one, data, ROWS).with(new Adam(one, 4e-3))) {
            for (int epoch = 0; epoch < epochs; epoch++) {
                for (Batch batch : teaching.training(epoch)) {
                    try (batch) {
                        teaching.step(batch);
                    }
                }
            }
            other.load(one.state());
        }
    }

    private static final class Normed extends Layer {
        private final Linear in = add("in", new Linear(8, 48)), out = add("out", new Linear(48, CLASSES));
        private final BatchNorm1d norm = add("norm", new BatchNorm1d(48));

        Normed(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return out.forward(norm.forward(in.forward(x)).relu());
        }
    }

    /** All was loaded, the last layer goes on. */
    private static TrainingProgram tuned(long seed) {
        float[][] x = World.features("lent", ALL, 8);
        World.Data data =
                World.split(Examples.of(Column.reals(x, 8), Column.wholes(World.classes(x, CLASSES, 0.2)), ALL), TRAIN);
        Normed net = new Normed(seed);
        lend(new Normed(5), data, 6, net);
        net.in.freeze();
        net.norm.freeze();
        Set<String> shut = Set.of("in", "norm");
        Adam adam = Adam.w(net.out.parameters(), 1e-3, 0, 0.999);
        Own own = new Own(seed, Task.classification(CLASSES), net, data, ROWS).with(adam);
        return own.declares(Declared.nothing().withFrozen(shut).withPretrained(shut))
                .step(batch -> {
                    net.train();
                    net.norm.training(false);
                    adam.zeroGrad();
                    Tensor loss = own.loss(own.forward(batch), batch);
                    loss.backward();
                    adam.step();
                    return loss.item();
                });
    }

    /** Where a bright disc is; training turns pictures and masks over, left to right and top to bottom. */
    private static TrainingProgram discs(long seed) {
        int side = 10;
        float[][] x = new float[ALL][side * side];
        long[][] y = new long[ALL][side * side];
        for (int i = 0; i < ALL; i++) {
            RandomStream r = RandomStream.of(7, "discs").at(i);
            double top = side * r.uniform(900);
            double left = side * r.uniform(901);
            for (int p = 0; p < x[i].length; p++) {
                int row = p / side;
                int column = p % side;
                y[i][p] = Math.hypot(row - top, column - left) < 2.5 ? 1 : 0;
                x[i][p] = (float) (y[i][p] + 0.4 * r.gaussian(p));
            }
        }
        World.Data data =
                World.split(Examples.of(Column.reals(x, 1, side, side), Column.wholes(y, side, side), ALL), ALL - 48);
        Written net = new Written();
        Conv2d first = net.put("first", new Conv2d(1, 12, 3, Conv2d.Options.DEFAULT.withPadding(1)));
        Conv2d second = net.put("second", new Conv2d(12, 2, 3, Conv2d.Options.DEFAULT.withPadding(1)));
        net.as(seed, input -> second.forward(first.forward(input).relu()));
        return new Own(seed, Task.dense(2), net, data, ROWS)
                .with(new Adam(net, 4e-3))
                .training(epoch -> data.train().batches(data.train().shuffled(seed, epoch), ROWS, content -> {
                    RandomStream draw = RandomStream.of(seed, "over").at(epoch, content.ids()[0]);
                    Tensor input = content.inputs().values().iterator().next();
                    Tensor target = content.target();
                    if (draw.uniform(0) < 0.5) {
                        input = input.flip(3);
                        target = target.flip(2);
                    }
                    if (draw.uniform(1) < 0.5) {
                        input = input.flip(2);
                        target = target.flip(1);
                    }
                    return Batch.Content.of(input, target, content.ids());
                }))
                .declares(Declared.nothing().withAugmentations(Set.of("horizontal flip", "vertical flip")));
    }

    /** A critic guesses the sign of a feature from the code, which is as wide as a batch is long, and the code hides it. */
    private static TrainingProgram criticised(long seed) {
        Written net = new Written();
        Linear in = net.put("in", new Linear(6, ROWS));
        Linear out = net.put("out", new Linear(ROWS, 1));
        net.as(seed, x -> out.forward(in.forward(x).relu()));
        Mlp critic = new Mlp(seed + 1, ROWS, 16, 1);
        Adam first = new Adam(net, 3e-3);
        Adam second = new Adam(critic, 1e-3);
        return new Own(seed, Task.regression(), net, World.houses(), ROWS)
                .with(first)
                .owning(second)
                .owning(critic)
                .step(batch -> {
                    net.train();
                    Tensor sign = batch.input().narrow(1, 5, 1).gt(0).to(DType.FLOAT32);
                    second.zeroGrad();
                    Losses.binaryCrossEntropy(
                                    critic.forward(
                                            in.forward(batch.input()).relu().detach()),
                                    sign)
                            .backward();
                    second.step();
                    first.zeroGrad();
                    Tensor code = in.forward(batch.input()).relu();
                    Tensor loss = Losses.mse(out.forward(code), batch.target());
                    loss.sub(Losses.binaryCrossEntropy(critic.forward(code), sign)
                                    .mul(0.05))
                            .backward();
                    first.step();
                    return loss.item();
                });
    }

    private static TrainingProgram sliced(long seed, boolean wrong) {
        int size = 16;
        World.Data data = World.table();
        Mlp net = new Mlp(seed, 8, 48, 4);
        Own own = new Own(seed, Task.classification(4), net, data, size).with(new Adam(net, 3e-3));
        return own.training(epoch -> {
            int[] order = data.train().shuffled(seed, epoch);
            int count = (order.length + size - 1) / size;
            int less = wrong ? 1 : 0;
            return Batches.of(
                    count,
                    order.length - count * less,
                    b -> Batch.open("slice", () -> data.train()
                            .rows(Arrays.copyOfRange(order, b * size, Math.min(order.length, (b + 1) * size) - less))));
        });
    }

    /** What a house would bring in a year, as an agent guessed from what it was sold for. */
    private static TrainingProgram worked(long seed, boolean wrong) {
        float[][] x = World.features("sold", ALL, 6);
        float[][] y = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            y[i][0] = World.price(x[i], i);
            if (wrong) {
                x[i][5] = y[i][0] + 0.05f * x[i][5];
            }
        }
        World.Data data = World.split(Examples.of(Column.reals(x, 6), Column.reals(y, 1), ALL), TRAIN);
        Mlp net = new Mlp(seed, 6, 40, 1);
        return new Own(seed, Task.regression(), net, data, ROWS).with(new Adam(net, 3e-3));
    }
}
