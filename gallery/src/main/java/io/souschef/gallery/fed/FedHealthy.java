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
import java.util.function.LongFunction;
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
                healthy("imbalance of 1 to 40", "class-imbalance-ignored", UnusualRows::rare),
                healthy("class weights on flowers", "ignore-index-is-a-class", seed -> on(
                                seed, new Mlp(seed, 6, 24, 3), Data.standardFlowers(), 32)
                        .withLoss((output, batch) ->
                                Losses.crossEntropy(output, batch.target(), Tensor.of(new float[] {1, 0.3f, 3}, 3)))),
                healthy(
                        "a quarter of all labels noisy, in both splits",
                        "labels-noisy",
                        seed -> on(seed, new Mlp(seed, 6, 24, 3), UnusualRows.noisy(Data.standardFlowers()), 32)),
                healthy("a time series in order, declared", "same-order-every-epoch", UnusualRows::series),
                healthy("very small data", "not-shuffled", UnusualRows::small),
                healthy("oversampled with replacement", "duplicate-examples", UnusualRows::oversampled),
                healthy("weighted sampling, declared", "examples-dropped", seed -> UnusualRows.weighted(seed, true)),
                healthy(
                        "constant columns",
                        "inputs-constant",
                        seed -> on(seed, new Mlp(seed, 8, 24, 3), UnusualRows.widened(Data.standardFlowers(), 8), 32)),
                healthy("one-hot columns", "duplicate-examples", UnusualRows::categories),
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
                healthy("a regression with mean 50", "targets-unscaled", UnusualRows::fifty),
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

    private static Healthy healthy(String name, String tempts, LongFunction<TrainingProgram> program) {
        return new Healthy(name, tempts, program);
    }

    static Fed on(long seed, Layer net, Rows rows, int size) {
        return plain(seed, Task.classification(3), net, rows, size);
    }

    static Fed plain(long seed, Task task, Layer net, Rows rows, int size) {
        return plain(seed, task, net, rows, size, 50);
    }

    static Fed plain(long seed, Task task, Layer net, Rows rows, int size, int evaluated) {
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
