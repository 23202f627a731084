package io.souschef.gallery.fed;

import io.souschef.data.Batches;
import io.souschef.gallery.Healthy;
import io.souschef.nn.BatchNorm1d;
import io.souschef.nn.ConvNet;
import io.souschef.nn.Dropout;
import io.souschef.nn.GroupNorm;
import io.souschef.nn.Layer;
import io.souschef.nn.LayerNorm;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** Sound programs that look as if something were wrong with their data, labels, evaluation or regularization. */
public final class FedHealthy {
    private FedHealthy() {}

    public static List<Healthy> all() {
        return List.of(
                healthy(
                        "BatchNorm with batches of eight",
                        "batch-norm-on-tiny-batches",
                        seed -> on(seed, normed(seed, new BatchNorm1d(24)), Data.standardFlowers(), 8)),
                healthy(
                        "images in batches of four with BatchNorm",
                        "batch-norm-on-tiny-batches",
                        seed -> pictures(seed, 4)),
                healthy(
                        "GroupNorm",
                        "batch-norm-on-tiny-batches",
                        seed -> on(seed, normed(seed, new GroupNorm(4, 24)), Data.standardFlowers(), 32)),
                healthy(
                        "LayerNorm with batches of two",
                        "batch-norm-on-tiny-batches",
                        seed -> on(seed, normed(seed, new LayerNorm(24)), Data.standardFlowers(), 2)),
                healthy(
                        "dropout of a half",
                        "dropout-inverted",
                        seed -> on(seed, new Mlp(seed, 0.5, 6, 48, 3), Data.standardFlowers(), 32)),
                healthy(
                        "raw numbers into a BatchNorm",
                        "inputs-not-normalised",
                        seed -> on(seed, new First(seed, new BatchNorm1d(6)), Data.flowers(), 32)),
                healthy("bytes divided by 255 in forward", "inputs-not-normalised", seed -> plain(
                                seed, Task.classification(3), new Mlp(seed, 300, 24, 3), Data.fruit(), 32)
                        .withForward((net, batch) -> net.forward(batch.input().div(255)))),
                healthy("imbalance of 1 to 40", "class-imbalance-ignored", FedHealthy::rare),
                healthy("class weights on flowers", "ignore-index-is-a-class", seed -> on(
                                seed, new Mlp(seed, 6, 24, 3), Data.standardFlowers(), 32)
                        .withLoss((output, batch) ->
                                Losses.crossEntropy(output, batch.target(), Tensor.of(new float[] {1, 0.3f, 3}, 3)))),
                healthy(
                        "a quarter of all labels noisy, in both splits",
                        "labels-noisy",
                        seed -> on(seed, new Mlp(seed, 6, 24, 3), noisy(Data.standardFlowers()), 32)),
                healthy("a time series in order, declared", "same-order-every-epoch", FedHealthy::series),
                healthy("very small data", "not-shuffled", FedHealthy::small),
                healthy("oversampled with replacement", "duplicate-examples", FedHealthy::oversampled),
                healthy("weighted sampling, declared", "examples-dropped", seed -> weighted(seed, true)),
                healthy(
                        "constant columns",
                        "inputs-constant",
                        seed -> on(seed, new Mlp(seed, 8, 24, 3), widened(Data.standardFlowers(), 8), 32)),
                healthy("one-hot columns", "duplicate-examples", FedHealthy::categories),
                healthy(
                        "augmented with flips that mean nothing",
                        "flip-without-label",
                        seed -> augmented(seed, (x, own) -> own.uniform(0) < 0.5 ? Pictures.flipped(x, 10) : x)),
                healthy(
                        "augmented with moves",
                        "augmentation-changes-label",
                        seed -> augmented(
                                seed,
                                (x, own) -> Pictures.moved(x, 10, 10, own.below(0, 3) - 1, own.below(1, 3) - 1, 0))),
                healthy(
                        "augmented with brightness",
                        "evaluation-normalised-differently",
                        seed -> augmented(seed, (x, own) -> bright(x, 0.8 + 0.4 * own.uniform(0)))),
                healthy(
                        "augmented with some noise",
                        "augmentation-too-strong",
                        seed -> augmented(seed, FedHealthy::grainy)),
                healthy("a regression with mean 50", "targets-unscaled", FedHealthy::fifty),
                healthy(
                        "evaluated in batches of seven",
                        "mean-of-batch-means",
                        seed -> plain(
                                seed,
                                Task.regression(250, 78, ""),
                                new Mlp(seed, 5, 24, 1),
                                Data.standardHouses(),
                                32,
                                7)),
                healthy(
                        "evaluated in one batch",
                        "evaluation-of-some-batches",
                        seed -> plain(
                                seed,
                                Task.regression(250, 78, ""),
                                new Mlp(seed, 5, 24, 1),
                                Data.standardHouses(),
                                32,
                                500)),
                healthy("the last batch dropped, declared", "examples-dropped", FedHealthy::lastDropped),
                healthy("an evaluation of its own, with a weighted loss", "label-smoothing-in-evaluation", seed -> on(
                                seed, new Mlp(seed, 6, 24, 3), Data.standardFlowers(), 32)
                        .withEvaluate(program -> Evaluation.of(program, program.evaluation()))
                        .withLoss((output, batch) ->
                                Losses.crossEntropy(output, batch.target(), Tensor.of(new float[] {1, 2, 3}, 3)))),
                healthy("label smoothing in training", "label-smoothing-in-evaluation", seed -> on(
                                seed, new Mlp(seed, 6, 24, 3), Data.standardFlowers(), 32)
                        .withLoss((output, batch) -> Losses.crossEntropy(output, batch.target(), 0.1))),
                healthy("the error rate as a metric", "metric-disagrees-with-loss", seed -> on(
                                seed, new Mlp(seed, 6, 24, 3), Data.standardFlowers(), 32)
                        .withMetric((output, target) -> 1
                                - output.argmax(1)
                                        .eq(target)
                                        .to(DType.FLOAT32)
                                        .mean()
                                        .item())),
                healthy("the mean probability of the right class as a metric", "metric-wrong", seed -> on(
                                seed, new Mlp(seed, 6, 24, 3), Data.standardFlowers(), 32)
                        .withMetric((output, target) -> output.softmax(1)
                                .gather(1, target.unsqueeze(1))
                                .mean()
                                .item())),
                healthy("AdamW with a decay of 0.1", "weight-decay-too-strong", FedHealthy::decayed),
                healthy(
                        "a small segmentation net, flipped with its masks",
                        "mask-not-augmented",
                        FedHealthy::segmented));
    }

    private static Healthy healthy(
            String name, String tempts, java.util.function.LongFunction<TrainingProgram> program) {
        return new Healthy(name, tempts, program);
    }

    private static Fed on(long seed, Layer net, Rows rows, int size) {
        return plain(seed, Task.classification(3), net, rows, size);
    }

    private static Fed plain(long seed, Task task, Layer net, Rows rows, int size) {
        return plain(seed, task, net, rows, size, 50);
    }

    private static Fed plain(long seed, Task task, Layer net, Rows rows, int size, int evaluated) {
        return Fed.of(
                task,
                net,
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), size),
                () -> rows.batches(Data.HELD, evaluated));
    }

    private static TrainingProgram pictures(long seed, int size) {
        return on(seed, convNet(seed), Data.fruit().map(Data::pixels), size);
    }

    private static ConvNet convNet(long seed) {
        return new ConvNet(seed, 3, 10, 10, 3, new ConvNet.Options(6, 1, 0));
    }

    private static Layer normed(long seed, Layer norm) {
        return new Normed(seed, norm);
    }

    private static TrainingProgram rare(long seed) {
        RandomStream drawn = RandomStream.of(21, "rare");
        float[][] x = new float[Data.ALL][6];
        double[][] y = new double[Data.ALL][1];
        for (int i = 0; i < x.length; i++) {
            y[i][0] = i % 40 == 3 ? 1 : 0;
            for (int j = 0; j < 6; j++) {
                x[i][j] = (float) (2.5 * y[i][0] + drawn.at(i).gaussian(j));
            }
        }
        Rows rows = new Rows(x, y, new long[] {6}, new long[] {}, true);
        Mlp net = new Mlp(seed, 6, 16, 2);
        return plain(seed, Task.classification(2), net, rows, 32).withOptimizer(new Adam(net, 1e-2));
    }

    private static Rows noisy(Rows rows) {
        RandomStream drawn = RandomStream.of(22, "noise");
        double[][] y = new double[rows.size()][];
        for (int i = 0; i < y.length; i++) {
            y[i] = drawn.uniform(i) < 0.25 ? new double[] {drawn.below(1000 + i, 3)} : rows.y()[i];
        }
        return rows.withTargets(y);
    }

    private static TrainingProgram series(long seed) {
        RandomStream drawn = RandomStream.of(23, "series");
        float[][] x = new float[Data.ALL][4];
        double[][] y = new double[Data.ALL][1];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < 4; j++) {
                x[i][j] = (float) (Math.sin((i + j) / 6.0) + 0.2 * drawn.gaussian(i + j));
            }
            y[i][0] = Math.sin((i + 4) / 6.0);
        }
        Rows rows = new Rows(x, y, new long[] {4}, new long[] {1}, false);
        return Fed.of(
                        Task.regression(),
                        new Mlp(seed, 4, 16, 1),
                        epoch -> rows.batches(Data.TRAINING, 32),
                        () -> rows.batches(Data.HELD, 50))
                .declaring(Declared.nothing().inOrder());
    }

    private static TrainingProgram small(long seed) {
        Rows rows = Data.standardFlowers();
        return Fed.of(
                Task.classification(3),
                new Mlp(seed, 6, 16, 3),
                epoch -> rows.batches(Rows.shuffled(Rows.range(0, 24), seed, epoch), 8),
                () -> rows.batches(Rows.range(240, 264), 24));
    }

    /** Rare species are drawn again until all are equally frequent; a copy gets a number of its own. */
    private static TrainingProgram oversampled(long seed) {
        Rows rows = Data.standardFlowers();
        int[] kept = Arrays.stream(Data.TRAINING)
                .filter(id -> rows.y()[id][0] != 2 || id % 4 == 0)
                .toArray();
        int[] rare = Arrays.stream(kept).filter(id -> rows.y()[id][0] == 2).toArray();
        int[] copies = new int[kept.length + 3 * rare.length];
        System.arraycopy(kept, 0, copies, 0, kept.length);
        for (int i = kept.length; i < copies.length; i++) {
            copies[i] = rare[i % rare.length];
        }
        Rows.Look look = new Rows.Look(i -> rows.x()[copies[i]], i -> rows.y()[copies[i]]);
        return Fed.of(
                Task.classification(3),
                new Mlp(seed, 6, 24, 3),
                epoch -> rows.batches(Rows.shuffled(Rows.range(0, copies.length), seed, epoch), 32, look),
                () -> rows.batches(Data.HELD, 50));
    }

    private static TrainingProgram weighted(long seed, boolean declared) {
        Rows rows = Data.standardFlowers();
        RandomStream drawn = RandomStream.of(seed, "weighted");
        Fed program = Fed.of(
                Task.classification(3),
                new Mlp(seed, 6, 24, 3),
                epoch -> {
                    int[] order = new int[Data.TRAIN];
                    for (int i = 0; i < order.length; i++) {
                        order[i] = drawn.at(epoch).below(i, Data.TRAIN);
                    }
                    return rows.batches(order, 32);
                },
                () -> rows.batches(Data.HELD, 50));
        return declared ? program.declaring(Declared.nothing().withResampling()) : program;
    }

    private static Rows widened(Rows rows, int width) {
        float[][] x =
                Arrays.stream(rows.x()).map(row -> Arrays.copyOf(row, width)).toArray(float[][]::new);
        return rows.withInputs(x, width);
    }

    private static TrainingProgram categories(long seed) {
        RandomStream drawn = RandomStream.of(24, "categories");
        float[][] x = new float[Data.ALL][9];
        double[][] y = new double[Data.ALL][1];
        for (int i = 0; i < x.length; i++) {
            int a = drawn.at(i).below(0, 4);
            int b = drawn.at(i).below(1, 5);
            x[i][a] = 1;
            x[i][4 + b] = 1;
            y[i][0] = drawn.at(i).uniform(2) < 0.85 ? (a + b) % 3 : drawn.at(i).below(3, 3);
        }
        return on(seed, new Mlp(seed, 9, 24, 3), new Rows(x, y, new long[] {9}, new long[] {}, true), 32);
    }

    private interface Change {
        float[] of(float[] x, RandomStream own);
    }

    private static TrainingProgram augmented(long seed, Change change) {
        Rows rows = Data.fruit().map(Data::pixels);
        RandomStream augment = RandomStream.of(seed, "augment");
        IntFunction<Batches> training = epoch -> rows.batches(
                Rows.shuffled(Data.TRAINING, seed, epoch),
                32,
                new Rows.Look(id -> change.of(rows.x()[id], augment.at(epoch, id)), id -> rows.y()[id]));
        return Fed.of(Task.classification(3), convNet(seed), training, () -> rows.batches(Data.HELD, 50))
                .declaring(Declared.nothing().withAugmentations(Set.of("augmented")));
    }

    private static float[] bright(float[] x, double by) {
        UnaryOperator<float[]> change = row -> {
            float[] out = row.clone();
            for (int i = 0; i < out.length; i++) {
                out[i] *= (float) by;
            }
            return out;
        };
        return change.apply(x);
    }

    private static float[] grainy(float[] x, RandomStream own) {
        float[] out = x.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] += (float) (0.3 * own.gaussian(i));
        }
        return out;
    }

    private static TrainingProgram fifty(long seed) {
        Rows houses = Data.standardHouses();
        double[][] y =
                Arrays.stream(houses.y()).map(v -> new double[] {50 + 5 * v[0]}).toArray(double[][]::new);
        Mlp net = new Mlp(seed, 5, 24, 1);
        try (var scope = io.souschef.tensor.Scope.open("bias");
                var off = io.souschef.tensor.NoGrad.open()) {
            net.head().bias().orElseThrow().fillInPlace(50);
        }
        return plain(seed, Task.regression(), net, houses.withTargets(y), 32);
    }

    private static TrainingProgram lastDropped(long seed) {
        Rows rows = Data.standardFlowers();
        return Fed.of(
                        Task.classification(3),
                        new Mlp(seed, 6, 24, 3),
                        epoch -> rows.batches(Arrays.copyOf(Rows.shuffled(Data.TRAINING, seed, epoch), 224), 32),
                        () -> rows.batches(Data.HELD, 50))
                .declaring(Declared.nothing().droppingLast());
    }

    private static TrainingProgram decayed(long seed) {
        Mlp net = new Mlp(seed, 6, 24, 3);
        return on(seed, net, Data.standardFlowers(), 32).withOptimizer(Adam.w(net, 3e-3, 0.1));
    }

    private static TrainingProgram segmented(long seed) {
        Rows rows = Data.cells();
        RandomStream flips = RandomStream.of(seed, "flip");
        return Fed.of(
                Task.dense(2),
                new Segmenter(seed),
                epoch -> rows.batches(
                        Rows.shuffled(Data.TRAINING, seed, epoch),
                        32,
                        new Rows.Look(
                                id -> flips.at(epoch).uniform(id) < 0.5
                                        ? Pictures.flipped(rows.x()[id], 10)
                                        : rows.x()[id],
                                id -> flips.at(epoch).uniform(id) < 0.5
                                        ? Pictures.flipped(rows.y()[id], 10)
                                        : rows.y()[id])),
                () -> rows.batches(Data.HELD, 50));
    }

    /** A norm before everything else. */
    private static final class First extends Layer {
        private final Layer norm;
        private final Linear fc1 = add("fc1", new Linear(6, 24));
        private final Linear fc2 = add("fc2", new Linear(24, 3));

        First(long seed, Layer norm) {
            this.norm = add("norm", norm);
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return fc2.forward(fc1.forward(norm.forward(x)).relu());
        }
    }

    /** A norm behind the first layer, and dropout behind that. */
    private static final class Normed extends Layer {
        private final Linear fc1 = add("fc1", new Linear(6, 24));
        private final Layer norm;
        private final Dropout dropout = add("dropout", new Dropout(0.2));
        private final Linear fc2 = add("fc2", new Linear(24, 3));

        Normed(long seed, Layer norm) {
            this.norm = add("norm", norm);
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return fc2.forward(dropout.forward(norm.forward(fc1.forward(x)).relu()));
        }
    }
}
