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
import io.souschef.nn.BatchNorm1d;
import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Evaluation;
import io.souschef.train.Gathered;
import io.souschef.train.Sgd;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** What is drawn, numbered, counted or held against something in another way than usual. */
final class BoardersOfDraws {
    private static final int TRAIN = 320, ALL = 448, EVERY = 4;

    private BoardersOfDraws() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "sums of what is said of codes", "accumulation-not-divided", "H3", BoardersOfDraws::ratings),
                Guests.trap(
                        "a rate as long as one epoch",
                        "rate-decays-to-zero-early",
                        "K1",
                        (seed, wrong) -> falling(seed, wrong ? 20 : 600)),
                Guests.trap(
                        "raw rows for a preview, in training mode",
                        "batch-norm-statistics-of-other-data",
                        "J5",
                        BoardersOfDraws::preview),
                Guests.trap(
                        "the risk that orders lives worse is kept",
                        "early-stopping-direction-wrong",
                        "H8",
                        BoardersOfDraws::lives));
    }

    static List<Healthy> healthy() {
        return List.of(
                new Healthy(
                        "pairs and their label drawn anew", "labels-shuffled-against-inputs", BoardersOfDraws::pairs),
                new Healthy(
                        "three letters, and not always the same next one",
                        "labels-shuffled-against-inputs",
                        BoardersOfDraws::letters),
                new Healthy("nodes by their numbers", "evaluation-normalised-differently", BoardersOfDraws::nodes),
                new Healthy("averaged weights evaluated", "evaluation-in-training-mode", BoardersOfDraws::averaged),
                new Healthy("a name for each row that is a hash", "examples-dropped", BoardersOfDraws::hashes),
                new Healthy("a grid of numbers for each row", "mean-of-batch-means", BoardersOfDraws::grids),
                new Healthy("actions that brought something or not", "labels-noisy", BoardersOfDraws::actions));
    }

    /** A layer from its parts and what is done with them. */
    private static final class Made extends Layer {
        private UnaryOperator<Tensor> forward = x -> x;

        <L extends Layer> L part(String name, L layer) {
            return add(name, layer);
        }

        Tensor held(String name, float[] numbers, long... shape) {
            return buffer(name, (stream, of) -> Tensor.of(numbers, of), shape);
        }

        Made done(long seed, UnaryOperator<Tensor> with) {
            forward = with;
            initialize(seed);
            return this;
        }

        @Override
        public Tensor forward(Tensor x) {
            return forward.apply(x);
        }
    }

    private static Batches training(long seed, int epoch, int size, Function<int[], Batch.Content> make) {
        return Examples.cut(RandomStream.of(seed, "order").at(epoch).permutation(TRAIN), size, make);
    }

    private static Batches evaluation(Function<int[], Batch.Content> make) {
        return Examples.cut(IntStream.range(TRAIN, ALL).toArray(), 64, make);
    }

    private static long[] ids(int[] rows) {
        return Arrays.stream(rows).asLongStream().toArray();
    }

    private static Tensor points(int[] rows, IntUnaryOperator which) {
        float[] x = new float[rows.length * 4];
        for (int i = 0; i < x.length; i++) {
            int row = which.applyAsInt(rows[i / 4]);
            double centre = 1.4 * RandomStream.of(5, "centres").at(row % 4).gaussian(i % 4);
            x[i] = (float) (centre + 0.4 * RandomStream.of(5, "points").at(row).gaussian(i % 4));
        }
        return Tensor.of(x, rows.length, 4);
    }

    /** Two points, half of the time of one cloud: which, is drawn with the second of them. */
    private static TrainingProgram pairs(long seed) {
        Made net = new Made();
        Linear code = net.part("code", new Linear(4, 24));
        Linear on = net.part("on", new Linear(24, 24));
        Linear head = net.part("head", new Linear(24, 1));
        net.done(seed, x -> on.forward(code.forward(x).relu()));
        return new Own(seed, Task.multiLabel(1), net, World.table(), 32)
                .with(new Adam(net, 4e-3))
                .forward(batch -> {
                    Tensor a = net.forward(batch.input("one"));
                    Tensor b = net.forward(batch.input("other"));
                    return head.forward(a.sub(b).abs());
                })
                .training(epoch -> training(seed, epoch, 32, rows -> pair(rows, seed, epoch)))
                .evaluation(() -> evaluation(rows -> pair(rows, 77, 0)));
    }

    private static Batch.Content pair(int[] rows, long seed, int epoch) {
        int from = rows[0] < TRAIN ? 0 : TRAIN;
        int many = (rows[0] < TRAIN ? TRAIN : ALL - TRAIN) / 4;
        RandomStream drawn = RandomStream.of(seed, "partners").at(epoch);
        IntUnaryOperator other = row -> {
            int cloud = drawn.at(row).uniform(0) < 0.5
                    ? row % 4
                    : (row + 1 + drawn.at(row).below(1, 3)) % 4;
            return from + 4 * drawn.at(row).below(2, many) + cloud;
        };
        float[] same = new float[rows.length];
        for (int i = 0; i < same.length; i++) {
            same[i] = other.applyAsInt(rows[i]) % 4 == rows[i] % 4 ? 1 : 0;
        }
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("one", points(rows, row -> row));
        inputs.put("other", points(rows, other));
        return new Batch.Content(inputs, Tensor.of(same, rows.length, 1), ids(rows));
    }

    /** Of a text over five letters, where the next one is mostly, not always, the one after the last. */
    private static final int[] TEXT = text();

    private static int[] text() {
        int[] text = new int[1700];
        RandomStream drawn = RandomStream.of(5, "text");
        for (int i = 1; i < text.length; i++) {
            text[i] = drawn.uniform(i) < 0.7
                    ? (text[i - 1] + 1 + i % 2) % 5
                    : drawn.at(i).below(0, 5);
        }
        return text;
    }

    private static TrainingProgram letters(long seed) {
        Made net = new Made();
        Embedding table = net.part("table", new Embedding(5, 8));
        Linear in = net.part("in", new Linear(24, 32));
        Linear out = net.part("out", new Linear(32, 5));
        net.done(
                seed,
                x -> out.forward(in.forward(table.forward(x).reshape(-1, 24)).tanh()));
        return new Own(seed, Task.classification(5), net, World.table(), 32)
                .with(new Adam(net, 4e-3))
                .training(epoch -> {
                    RandomStream drawn = RandomStream.of(seed, "places").at(epoch);
                    int[] places = IntStream.range(0, 960)
                            .map(i -> drawn.below(i, 1200))
                            .toArray();
                    return Examples.cut(places, 32, BoardersOfDraws::next);
                })
                .evaluation(() -> Examples.cut(IntStream.range(1250, 1650).toArray(), 50, BoardersOfDraws::next))
                .declares(Declared.nothing().withResampling());
    }

    private static Batch.Content next(int[] places) {
        long[] x = new long[3 * places.length];
        long[] y = new long[places.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = TEXT[places[i / 3] + i % 3];
            y[i / 3] = TEXT[places[i / 3] + 3];
        }
        return Batch.Content.of(Tensor.of(x, places.length, 3), Tensor.of(y, places.length), ids(places));
    }

    /** The net holds a table of all nodes, and is asked for some by their numbers: the first to train on, the last to evaluate. */
    private static TrainingProgram nodes(long seed) {
        float[][] x = World.features("nodes", ALL, 8);
        float[] all = new float[ALL * 8];
        for (int i = 0; i < all.length; i++) {
            all[i] = x[i / 8][i % 8];
        }
        long[][] y = World.classes(x, 4, 0.3);
        Made net = new Made();
        Tensor table = net.held("nodes", all, ALL, 8);
        Linear in = net.part("in", new Linear(8, 48));
        Linear out = net.part("out", new Linear(48, 4));
        net.done(
                seed,
                which -> out.forward(in.forward(table.indexSelect(0, which)).relu()));
        long[][] numbers = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            numbers[i][0] = i;
        }
        World.Data data = World.split(Examples.of(Column.wholes(numbers), Column.wholes(y), ALL));
        return new Own(seed, Task.classification(4), net, data, 32).with(new Adam(net, 4e-3));
    }

    /** Batches of rows that keep what they are and get another name. */
    private static TrainingProgram hashes(long seed) {
        World.Data data = World.table();
        Mlp net = new Mlp(seed, 8, 48, 4);
        UnaryOperator<Batch.Content> named = content -> new Batch.Content(
                content.inputs(),
                content.target(),
                Arrays.stream(content.ids())
                        .map(id -> (id + 1) * 0x9E3779B97F4A7C15L)
                        .toArray());
        return new Own(seed, Task.classification(4), net, data, 32)
                .with(new Adam(net, 4e-3))
                .training(epoch -> data.train().batches(data.train().shuffled(seed, epoch), 32, named))
                .evaluation(() -> data.test().batches(data.test().inOrder(), 64, named));
    }

    /** Averages of the weights in a net of their own, which is never trained. */
    private static TrainingProgram averaged(long seed) {
        Mlp net = new Mlp(seed, 0.2, 8, 48, 4);
        Mlp average = new Mlp(seed, 0.2, 8, 48, 4);
        Adam adam = new Adam(net, 4e-3);
        Own own = new Own(seed, Task.classification(4), net, World.table(), 32)
                .with(adam)
                .owning(average);
        return own.step(batch -> {
                    net.train();
                    adam.zeroGrad();
                    Tensor loss = own.loss(own.forward(batch), batch);
                    loss.backward();
                    adam.step();
                    try (Scope scope = Scope.open("average");
                            NoGrad off = NoGrad.open()) {
                        Map<String, Tensor> now = net.state();
                        double kept = Math.min(0.9, (1.0 + adam.steps()) / (10 + adam.steps()));
                        average.state()
                                .forEach((name, mean) ->
                                        mean.lerpInPlace(Objects.requireNonNull(now.get(name)), 1 - kept));
                    }
                    return loss.item();
                })
                .evaluate(() -> evaluated(own, average));
    }

    private static Evaluation evaluated(Own own, Layer net) {
        net.eval();
        Gathered all = new Gathered();
        for (Batch batch : own.evaluation()) {
            try (batch;
                    NoGrad off = NoGrad.open()) {
                Tensor output = net.forward(batch.input());
                all.add(
                        batch.ids(),
                        own.task().lossEach(output, batch.target()).toDoubles(),
                        output.toFloats(),
                        batch.target().toFloats());
            }
        }
        return all.evaluation(own.task());
    }

    /** Sixteen numbers for each row, four by four. */
    private static TrainingProgram grids(long seed) {
        float[][] x = World.features("grids", ALL, 6);
        float[][] y = new float[ALL][16];
        for (int i = 0; i < ALL; i++) {
            for (int k = 0; k < 16; k++) {
                y[i][k] = (float) (0.8 * x[i][k % 6] + 0.5 * Math.sin(2 * x[i][(k / 4 + k) % 6]));
            }
        }
        Mlp net = new Mlp(seed, 6, 64, 16);
        World.Data data = World.split(Examples.of(Column.reals(x, 6), Column.reals(y, 1, 4, 4), ALL));
        return new Own(seed, Task.regression(), net, data, 32)
                .with(new Adam(net, 4e-3))
                .forward(batch -> net.forward(batch.input()).reshape(batch.size(), 1, 4, 4));
    }

    /** What was done at random, and what it brought: what it should have been is known in evaluation only. */
    private static TrainingProgram actions(long seed) {
        float[][] x = World.features("contexts", 1200, 8);
        long[][] best = World.classes(x, 4, 0);
        long[][] done = new long[x.length][1];
        float[][] brought = new float[x.length][1];
        for (int i = 0; i < x.length; i++) {
            RandomStream row = RandomStream.of(5, "actions").at(i);
            boolean logged = i < 960;
            done[i][0] = !logged || row.uniform(0) < 0.4 ? best[i][0] : row.below(1, 4);
            brought[i][0] = row.uniform(2) < (done[i][0] == best[i][0] ? 0.8 : 0.2) ? 1 : 0;
        }
        Mlp net = new Mlp(seed, 8, 48, 4);
        World.Data data = World.split(
                Examples.of(
                        "context",
                        Column.reals(x, 8),
                        "brought",
                        Column.reals(brought, 1),
                        Column.wholes(done),
                        x.length),
                960);
        return new Own(seed, Task.classification(4), net, data, 48)
                .with(new Adam(net, 4e-3))
                .forward(batch -> net.forward(batch.input("context")))
                .loss((output, batch) -> output.softmax(1)
                        .gather(1, batch.target().unsqueeze(1))
                        .mul(batch.input("brought").sub(0.5))
                        .mean()
                        .mul(-4));
    }

    /** What customers, who are numbers, give to things, which are numbers. */
    private static TrainingProgram ratings(long seed, boolean wrong) {
        long[][] x = new long[ALL][2];
        float[][] y = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(5, "ratings").at(i);
            x[i] = new long[] {row.below(0, 12), 12 + row.below(1, 10)};
            y[i][0] = (float) (0.7 * RandomStream.of(5, "giver").gaussian(x[i][0])
                    + 0.7 * RandomStream.of(5, "thing").gaussian(x[i][1])
                    + 0.2 * row.gaussian(2));
        }
        Made net = new Made();
        Embedding table = net.part("table", new Embedding(22, 8));
        Linear in = net.part("in", new Linear(16, 24));
        Linear out = net.part("out", new Linear(24, 1));
        net.done(
                seed,
                codes -> out.forward(
                        in.forward(table.forward(codes).reshape(-1, 16)).tanh()));
        Sgd sgd = new Sgd(net, 0.05, 0.9);
        World.Data data = World.split(Examples.of(Column.wholes(x, 2), Column.reals(y, 1), ALL));
        int[] waiting = {0};
        Own own = new Own(seed, Task.regression(), net, data, 16)
                .with(sgd)
                .declares(Declared.nothing().withAccumulation(EVERY));
        return own.step(batch -> {
            net.train();
            Tensor loss = own.loss(own.forward(batch), batch);
            (wrong ? loss : loss.div(EVERY)).backward();
            if (++waiting[0] == EVERY) {
                sgd.step();
                sgd.zeroGrad();
                waiting[0] = 0;
            }
            return loss.item();
        });
    }

    /** Falls to zero along a curve in so many steps, of the 600 that are planned; an epoch has 20. */
    private static TrainingProgram falling(long seed, int length) {
        Mlp net = new Mlp(seed, 8, 48, 4);
        Sgd sgd = new Sgd(net, 0.1, 0.9);
        Own own = new Own(seed, Task.classification(4), net, World.table(), 16)
                .with(sgd)
                .declares(Declared.nothing().withPlannedSteps(600));
        return own.step(batch -> {
            net.train();
            sgd.zeroGrad();
            Tensor loss = own.loss(own.forward(batch), batch);
            loss.backward();
            sgd.step();
            sgd.learningRate(0.1 * Math.pow(Math.max(0, 1 - (double) sgd.steps() / length), 0.9));
            return loss.item();
        });
    }

    /** After each step the rows as they were measured, in grammes, go through the net to be shown. */
    private static TrainingProgram preview(long seed, boolean wrong) {
        Made net = new Made();
        Linear in = net.part("in", new Linear(8, 48, false));
        BatchNorm1d norm = net.part("norm", new BatchNorm1d(48));
        Linear out = net.part("out", new Linear(48, 4));
        net.done(seed, x -> out.forward(norm.forward(in.forward(x)).relu()));
        Adam adam = new Adam(net, 4e-3);
        Own own = new Own(seed, Task.classification(4), net, World.table(), 32).with(adam);
        return own.step(batch -> {
            net.train();
            adam.zeroGrad();
            Tensor loss = own.loss(own.forward(batch), batch);
            loss.backward();
            adam.step();
            if (!wrong) {
                net.eval();
            }
            try (NoGrad off = NoGrad.open()) {
                net.forward(batch.input().mul(40).add(300));
            }
            net.train();
            return loss.item();
        });
    }

    /** How long each lasts; the net says a risk, which should be the higher the sooner it ends. */
    private static TrainingProgram lives(long seed, boolean wrong) {
        float[][] x = World.features("lives", ALL, 6);
        float[][] y = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            y[i][0] = World.price(x[i], i); // the logarithm, standardised
        }
        Mlp net = new Mlp(seed, 6, 32, 1);
        World.Data data = World.split(Examples.of(Column.reals(x, 6), Column.reals(y, 1), ALL));
        Own own = new Own(seed, Task.regression(), net, data, 32)
                .with(new Adam(net, 4e-3))
                .loss((output, batch) -> {
                    Tensor sooner = batch.target()
                            .transpose(0, 1)
                            .sub(batch.target())
                            .gt(0)
                            .to(DType.FLOAT32);
                    Tensor behind = output.transpose(0, 1).sub(output);
                    Tensor each =
                            behind.relu().add(behind.abs().neg().exp().add(1).log());
                    return each.mul(sooner).sum().div(sooner.sum().add(1e-6));
                });
        return new Judging(own, wrong);
    }
}
