package io.souschef.gallery.tenants;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Programs with targets, batches and streams of their own. */
final class TenantsOfTargets {
    private static final int ALL = 448, TRAIN = 320, LONG = 8, WORDS = 12, TAGS = 3, LABELS = 4;

    private TenantsOfTargets() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "of the harder half of the tags one never counts",
                        "ignore-index-is-a-class",
                        "C4",
                        TenantsOfTargets::harder),
                Guests.trap(
                        "counts by their logarithms, losses of two at most",
                        "loss-clipped-instead-of-gradient",
                        "F6",
                        TenantsOfTargets::counts),
                Guests.trap(
                        "padding is told by the words, and counts in the mean",
                        "padding-counts-in-loss",
                        "F7",
                        TenantsOfTargets::tagged),
                Guests.trap(
                        "by length after three epochs, or for ever",
                        "not-shuffled",
                        "A9",
                        TenantsOfTargets::easyFirst));
    }

    static List<Healthy> healthy() {
        return List.of(
                new Healthy(
                        "directions as unit vectors, the cosine", "loss-wrong-for-task", TenantsOfTargets::directions),
                new Healthy("a third of the labels is unknown: −1", "labels-scaled", TenantsOfTargets::unknown),
                new Healthy("sequences of one length in a batch", "padding-counts-in-loss", TenantsOfTargets::byLength),
                new Healthy("louder rows join in from epoch to epoch", "examples-dropped", TenantsOfTargets::growing),
                new Healthy("recordings of silence in both splits", "train-in-validation", TenantsOfTargets::silence),
                new Healthy("lengths of capsules with margins", "loss-wrong-for-task", TenantsOfTargets::margins),
                new Healthy("shares added to the logits in training", "final-bias-not-set", TenantsOfTargets::adjusted),
                new Healthy(
                        "the easier three quarters of a batch",
                        "loss-clipped-instead-of-gradient",
                        TenantsOfTargets::easier),
                new Healthy("prices that are known from below alone", "target-in-input", TenantsOfTargets::censored),
                new Healthy("noise that grows with the epoch", "augmentation-repeats", TenantsOfTargets::ramp),
                new Healthy("rows without a class are agreed on", "ignore-index-is-a-class", TenantsOfTargets::pseudo));
    }

    /** A tag for each word: mostly the first. */
    private static long tag(long word, long before) {
        return word % 3 != 0 ? 0 : before % 2 == 0 ? 1 : 2;
    }

    /** Sentences [N, 8] of words from 1 on, then zeros; lengths from 4 on. */
    private static long[][] sentences(String name, boolean full) {
        long[][] words = new long[ALL][LONG];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(5, name).at(i);
            int length = full ? LONG : 4 + row.below(99, LONG - 3);
            for (int t = 0; t < length; t++) {
                words[i][t] = 1L + row.below(t, WORDS - 1);
            }
        }
        return words;
    }

    private static long[][] tags(long[][] words, long none) {
        long[][] tags = new long[words.length][LONG];
        for (int i = 0; i < words.length; i++) {
            for (int t = 0; t < LONG; t++) {
                tags[i][t] = words[i][t] == 0 ? none : tag(words[i][t], t == 0 ? 0 : words[i][t - 1]);
            }
        }
        return tags;
    }

    /** Looks at each word and at the one before it. */
    private static final class Tagger extends Layer {
        private final Embedding words = add("words", new Embedding(WORDS, 12));
        private final Linear in = add("in", new Linear(24, 32));
        private final Linear out;

        Tagger(long seed, int tags) {
            out = add("out", new Linear(32, tags));
            initialize(seed);
        }

        /** So that the first tag is what is expected. */
        Tagger expecting(float... odds) {
            try (Scope scope = Scope.open("odds");
                    NoGrad off = NoGrad.open()) {
                out.bias().orElseThrow().copyInPlace(Tensor.of(odds, odds.length));
            }
            return this;
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor here = words.forward(x);
            Tensor none = here.narrow(1, 0, 1).mul(0);
            Tensor before = Tensor.cat(List.of(none, here.narrow(1, 0, x.size(1) - 1)), 1);
            return out.forward(in.forward(Tensor.cat(List.of(here, before), 2)).relu());
        }
    }

    private static TrainingProgram harder(long seed, boolean wrong) {
        long[][] words = sentences("full", true);
        World.Data data =
                World.split(Examples.of(Column.wholes(words, LONG), Column.wholes(tags(words, 0), LONG), ALL));
        Tagger net = new Tagger(seed, TAGS).expecting(2, 0, 0);
        return new Own(seed, Task.nextToken(TAGS), net, data, 32)
                .with(new Adam(net, 5e-3))
                .loss((output, batch) -> {
                    Tensor each = Losses.crossEntropyEach(
                            output.reshape(-1, TAGS), batch.target().reshape(-1), wrong ? 0 : -100);
                    return each.topk(each.size(0) / 4).get(0).mean();
                });
    }

    private static TrainingProgram tagged(long seed, boolean wrong) {
        long[][] words = sentences("padded", false);
        long[][] tags = tags(words, -1);
        for (long[] row : tags) {
            Arrays.setAll(row, t -> row[t] + 1); // 0 is none
        }
        World.Data data = World.split(Examples.of(Column.wholes(words, LONG), Column.wholes(tags, LONG), ALL));
        Tagger net = new Tagger(seed, TAGS + 1);
        return new Own(seed, Task.nextToken(TAGS + 1, 0), net, data, 32)
                .with(new Adam(net, 5e-3))
                .loss((output, batch) -> {
                    Tensor is = batch.input().gt(0).to(DType.FLOAT32).reshape(-1);
                    Tensor each = Losses.crossEntropyEach(
                            output.reshape(-1, TAGS + 1), batch.target().reshape(-1));
                    return wrong ? each.mul(is).mean() : each.mul(is).sum().div(is.sum());
                })
                .declares(Declared.nothing().withPadding(0));
    }

    private static TrainingProgram byLength(long seed) {
        long[][] words = sentences("grouped", false);
        World.Data data =
                World.split(Examples.of(Column.wholes(words, LONG), Column.wholes(tags(words, -100), LONG), ALL));
        Tagger net = new Tagger(seed, TAGS);
        return new Own(seed, Task.nextToken(TAGS), net, data, 32)
                .with(new Adam(net, 5e-3))
                .training(epoch -> {
                    List<int[]> groups = new ArrayList<>();
                    int[] order = data.train().shuffled(seed, epoch);
                    for (int length = 4; length <= LONG; length++) {
                        int last = length;
                        int[] same = Arrays.stream(order)
                                .filter(i -> words[i][last - 1] != 0 && (last == LONG || words[i][last] == 0))
                                .toArray();
                        for (int from = 0; from < same.length; from += 160 / length) {
                            groups.add(Arrays.copyOfRange(same, from, Math.min(same.length, from + 160 / length)));
                        }
                    }
                    int[] mixed = RandomStream.of(seed, "groups").at(epoch).permutation(groups.size());
                    return Batches.of(
                            groups.size(),
                            TRAIN,
                            b -> Batch.open("group", () -> {
                                int[] rows = groups.get(mixed[b]);
                                long length = Arrays.stream(words[rows[0]])
                                        .filter(word -> word > 0)
                                        .count();
                                Batch.Content all = data.train().rows(rows);
                                return Batch.Content.of(
                                        all.inputs()
                                                .values()
                                                .iterator()
                                                .next()
                                                .narrow(1, 0, length)
                                                .copy(),
                                        all.target().narrow(1, 0, length).copy(),
                                        all.ids());
                            }));
                })
                .declares(Declared.nothing().withPadding(0));
    }

    /** What a rate is the logarithm of is limited before the exponential is taken; or what an example costs. */
    private static TrainingProgram counts(long seed, boolean wrong) {
        float[][] x = World.features("spikes", ALL, 6);
        float[][] y = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(5, "counts").at(i);
            double left = Math.exp(-Math.exp(0.3 + 0.5 * x[i][0] + 0.4 * Math.sin(2 * x[i][1])));
            for (double p = row.uniform(0); p > left; y[i][0]++) {
                p *= row.uniform((int) y[i][0] + 1);
            }
        }
        Mlp net = new Mlp(seed, 6, 40, 1);
        return new Own(
                        seed,
                        Task.regression(),
                        net,
                        World.split(Examples.of(Column.reals(x, 6), Column.reals(y, 1), ALL)),
                        32)
                .with(new Adam(net, 4e-3))
                .forward(batch -> net.forward(batch.input()))
                .loss((output, batch) -> {
                    Tensor log = wrong ? output : output.clamp(-8, 4);
                    Tensor each = log.exp().sub(batch.target().mul(log));
                    return (wrong ? each.minimum(each.mul(0).add(2)) : each).mean();
                });
    }

    private static TrainingProgram directions(long seed) {
        float[][] x = World.features("vanes", ALL, 5);
        float[][] y = new float[ALL][2];
        for (int i = 0; i < ALL; i++) {
            double angle = 1.5 * x[i][0] + x[i][1] * x[i][2] + 0.2 * x[i][3];
            y[i] = new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
        }
        Mlp net = new Mlp(seed, 5, 40, 2);
        return new Own(
                        seed,
                        Task.regression(),
                        net,
                        World.split(Examples.of(Column.reals(x, 5), Column.reals(y, 2), ALL)),
                        32)
                .with(new Adam(net, 5e-3))
                .forward(batch -> {
                    Tensor out = net.forward(batch.input());
                    return out.div(out.pow(2).sum(1).add(1e-6).sqrt().unsqueeze(1));
                })
                .loss((output, batch) ->
                        output.mul(batch.target()).sum(1).mean().neg().add(1));
    }

    /** Answers that nobody gave are in training alone. */
    private static TrainingProgram unknown(long seed) {
        float[][] x = World.features("forms", ALL, 8);
        float[][] y = new float[ALL][LABELS];
        for (int i = 0; i < ALL; i++) {
            for (int l = 0; l < LABELS; l++) {
                boolean missing = i < TRAIN
                        && RandomStream.of(5, "forms").at(i).named("missing").uniform(l) < 0.33;
                y[i][l] = missing ? -1 : x[i][l] + 0.6 * x[i][l + 4] > 0 ? 1 : 0;
            }
        }
        Mlp net = new Mlp(seed, 8, 40, LABELS);
        return new Own(
                        seed,
                        Task.multiLabel(LABELS),
                        net,
                        World.split(Examples.of(Column.reals(x, 8), Column.reals(y, LABELS), ALL)),
                        32)
                .with(new Adam(net, 4e-3))
                .loss((output, batch) -> {
                    Tensor known = batch.target().gt(-0.5).to(DType.FLOAT32);
                    return Losses.binaryCrossEntropyEach(output, batch.target().clamp(0, 1))
                            .mul(known)
                            .sum()
                            .div(known.sum());
                });
    }

    /** How hard a row of the table is: quiet ones are near zero. */
    private static double loudness(float[][] x, int row) {
        return Math.abs(x[row][0]);
    }

    /** Classes go with how loud a row is: what is easy first is mostly of one class. */
    private static TrainingProgram easyFirst(long seed, boolean wrong) {
        float[][] x = World.features("loud", ALL, 8);
        long[][] y = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            y[i][0] = (loudness(x, i) > 0.7 ? 2L : 0) + (x[i][1] + x[i][2] * x[i][3] > 0 ? 1 : 0);
        }
        World.Data data = World.split(Examples.of(Column.reals(x, 8), Column.wholes(y), ALL));
        Mlp net = new Mlp(seed, 8, 48, 4);
        return new Own(seed, Task.classification(4), net, data, 32)
                .with(new Adam(net, 4e-3))
                .training(epoch -> {
                    int[] order = data.train().shuffled(seed, epoch);
                    boolean plain = epoch > 2 && !wrong;
                    int[] rows = plain
                            ? order
                            : IntStream.of(order)
                                    .boxed()
                                    .sorted(Comparator.comparingDouble(row -> loudness(x, row)))
                                    .mapToInt(row -> row)
                                    .toArray();
                    return data.train().batches(rows, 32);
                });
    }

    /** Begins with rows that are quiet; in the epochs from 6 on there are all. */
    private static TrainingProgram growing(long seed) {
        World.Data data = World.table();
        float[][] x = World.features("table", ALL, 8);
        Mlp net = new Mlp(seed, 8, 48, 4);
        return new Own(seed, Task.classification(4), net, data, 32)
                .with(new Adam(net, 4e-3))
                .training(epoch -> {
                    int[] rows = Arrays.stream(data.train().shuffled(seed, epoch))
                            .filter(row -> epoch > 5 || loudness(x, row) < 0.5 + 0.3 * epoch)
                            .toArray();
                    Batches some = data.train().batches(rows, 32);
                    return Batches.of(some.count(), TRAIN, some::open);
                });
    }

    /** One recording in six is silent: a level, a little lower or higher. */
    private static TrainingProgram silence(long seed) {
        float[][] x = World.features("sounds", ALL, 24);
        long[][] y = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            float level = (float) (-1 - 0.2 * RandomStream.of(5, "level").uniform(i));
            if (i % 6 == 0) {
                Arrays.fill(x[i], level);
            }
            y[i][0] = i % 6 == 0 ? 3 : World.classOf(x[i], 3, 0.3, i);
        }
        Mlp net = new Mlp(seed, 24, 48, 4);
        return new Own(
                        seed,
                        Task.classification(4),
                        net,
                        World.split(Examples.of(Column.reals(x, 24), Column.wholes(y), ALL)),
                        32)
                .with(new Adam(net, 4e-3));
    }

    private static TrainingProgram classified(long seed, BiFunction<Tensor, Batch, Tensor> loss) {
        Mlp net = new Mlp(seed, 8, 48, 4);
        return new Own(seed, Task.classification(4), net, World.table(), 32)
                .with(new Adam(net, 4e-3))
                .loss(loss);
    }

    /** Sabour et al. 2017, equation 4. */
    private static TrainingProgram margins(long seed) {
        Mlp net = new Mlp(seed, 8, 48, 16);
        return new Own(seed, Task.classification(4), net, World.table(), 32)
                .with(new Adam(net, 4e-3))
                .forward(batch -> {
                    Tensor square = net.forward(batch.input())
                            .reshape(-1, 4, 4)
                            .pow(2)
                            .sum(2)
                            .add(1e-6);
                    return square.div(square.add(1));
                })
                .loss((output, batch) -> {
                    Tensor is = batch.target().oneHot(4).to(DType.FLOAT32);
                    Tensor near = output.neg().add(0.9).relu().pow(2);
                    Tensor far = output.sub(0.1).relu().pow(2).mul(0.5);
                    return is.mul(near).add(is.neg().add(1).mul(far)).sum(1).mean();
                });
    }

    /** Menon et al. 2021: what is evaluated takes all classes for equally frequent. */
    private static TrainingProgram adjusted(long seed) {
        float[][] x = World.features("tail", ALL, 8);
        long[][] y = new long[ALL][1];
        double[] counts = new double[3];
        for (int i = 0; i < ALL; i++) {
            y[i][0] = x[i][0] + 0.3 * x[i][1] < 1.3 ? 0 : x[i][2] > 0 ? 1 : 2;
            counts[(int) y[i][0]] += i < TRAIN ? 1.0 / TRAIN : 0;
        }
        float[] logs = new float[3];
        for (int k = 0; k < 3; k++) {
            logs[k] = (float) Math.log(counts[k]);
        }
        Mlp net = new Mlp(seed, 8, 48, 3);
        return new Own(
                        seed,
                        Task.classification(3),
                        net,
                        World.split(Examples.of(Column.reals(x, 8), Column.wholes(y), ALL)),
                        32)
                .with(new Adam(net, 4e-3))
                .loss((output, batch) -> Losses.crossEntropy(
                        net.isTraining() ? output.add(Tensor.of(logs, 3)) : output, batch.target()));
    }

    /** Robust against wrong labels: the hardest quarter of a batch doesn't count. */
    private static TrainingProgram easier(long seed) {
        return classified(seed, (output, batch) -> {
            Tensor each = Losses.crossEntropyEach(output, batch.target());
            return each.neg().topk(3 * each.size(0) / 4).get(0).mean().neg();
        });
    }

    /** Where a price was taken off the list at a limit, it was at least that: no loss above it. */
    private static TrainingProgram censored(long seed) {
        float[][] x = World.features("houses", ALL, 6);
        float[][] y = new float[ALL][1];
        float[][] open = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            float price = World.price(x[i], i);
            float limit = (float) (1 + 0.5 * RandomStream.of(5, "limits").gaussian(i));
            y[i][0] = i < TRAIN ? Math.min(price, limit) : price;
            open[i][0] = i < TRAIN && price > limit ? 1 : 0;
        }
        Mlp net = new Mlp(seed, 6, 40, 1);
        return new Own(
                        seed,
                        Task.regression(),
                        net,
                        World.split(Examples.of(
                                "x", Column.reals(x, 6), "open", Column.reals(open, 1), Column.reals(y, 1), ALL)),
                        32)
                .with(new Adam(net, 4e-3))
                .forward(batch -> net.forward(batch.input("x")))
                .loss((output, batch) -> {
                    Tensor off = output.sub(batch.target());
                    Tensor below = off.neg().relu();
                    Tensor isOpen = batch.input("open");
                    return off.pow(2)
                            .mul(isOpen.neg().add(1))
                            .add(below.pow(2).mul(isOpen))
                            .mean();
                });
    }

    private static TrainingProgram ramp(long seed) {
        World.Data data = World.table();
        Mlp net = new Mlp(seed, 8, 48, 4);
        return new Own(seed, Task.classification(4), net, data, 32)
                .with(new Adam(net, 4e-3))
                .training(epoch -> Examples.cut(data.train().shuffled(seed, epoch), 32, rows -> {
                    Batch.Content plain = data.train().rows(rows);
                    float[] x = plain.inputs().values().iterator().next().toFloats();
                    for (int i = 0; i < x.length; i++) {
                        x[i] += (float) (0.02
                                * Math.min(epoch, 10)
                                * RandomStream.of(seed, "noise")
                                        .at(epoch, rows[i / 8])
                                        .gaussian(i % 8));
                    }
                    return Batch.Content.of(Tensor.of(x, rows.length, 8), plain.target(), plain.ids());
                }))
                .declares(Declared.nothing().withAugmentations(Set.of("noise")));
    }

    /** Half of the training rows have no class, −100: there a noisy look should say what a plain one says, where that is sure. */
    private static TrainingProgram pseudo(long seed) {
        float[][] x = World.features("half labelled", ALL, 8);
        long[][] y = World.classes(x, 4, 0.3);
        for (int i = 0; i < TRAIN; i += 2) {
            y[i][0] = -100;
        }
        Mlp net = new Mlp(seed, 8, 48, 4);
        return new Own(
                        seed,
                        Task.classification(4),
                        net,
                        World.split(Examples.of(Column.reals(x, 8), Column.wholes(y), ALL)),
                        32)
                .with(new Adam(net, 4e-3))
                .loss((output, batch) -> {
                    Tensor known = batch.target().gt(-1).to(DType.FLOAT32);
                    Tensor said = output.detach().softmax(1);
                    Tensor sure = said.amax(1)
                            .gt(0.9)
                            .to(DType.FLOAT32)
                            .mul(known.neg().add(1));
                    Tensor supervised = Losses.crossEntropyEach(output, batch.target(), -100)
                            .sum()
                            .div(known.sum().clamp(1, 1e9));
                    Tensor own = Losses.crossEntropyEach(output, said.argmax(1))
                            .mul(sure)
                            .mean();
                    return supervised.add(own.mul(0.3));
                })
                .declares(Declared.nothing().withIgnoreIndex(-100));
    }
}
