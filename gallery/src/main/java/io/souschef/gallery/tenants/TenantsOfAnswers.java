package io.souschef.gallery.tenants;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.World;
import io.souschef.gallery.newcomers.Written;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Programs with metrics, evaluations and losses of their own. */
final class TenantsOfAnswers {
    private static final int ALL = 520, TRAIN = 392, SIDE = 6, RUNGS = 5, KINDS = 12, PLACES = 3, TIMES = 9, WORDS = 5;

    private TenantsOfAnswers() {}

    static List<Trap> traps() {
        return List.of(Guests.trap("spots, by half of their overlap", "metric-wrong", "I5", TenantsOfAnswers::spots));
    }

    static List<Healthy> healthy() {
        return List.of(
                new Healthy("rungs of a ladder, by how many it is off", "metric-wrong", TenantsOfAnswers::rungs),
                new Healthy("one of twelve, among the first five", "metric-wrong", TenantsOfAnswers::amongFive),
                new Healthy("one of twelve, each found as often", "metric-wrong", TenantsOfAnswers::eachKind),
                new Healthy("the logarithm of what it gave the right one", "metric-wrong", TenantsOfAnswers::likely),
                new Healthy("the loudest label, where some have none", "metric-wrong", TenantsOfAnswers::loudest),
                new Healthy("a yes from seven in ten on", "metric-wrong", TenantsOfAnswers::fromSeventy),
                new Healthy("four that stand together vote", "metric-over-wrong-axis", TenantsOfAnswers::voting),
                new Healthy(
                        "three words, by what has to be mended", "metric-over-wrong-axis", TenantsOfAnswers::mended),
                new Healthy("counts, evaluated by their deviance", "evaluation-on-part", TenantsOfAnswers::counts),
                new Healthy("whether, and how much", "evaluation-on-part", TenantsOfAnswers::hurdle),
                new Healthy(
                        "three words somewhere in nine moments",
                        "cannot-overfit-one-batch",
                        TenantsOfAnswers::somewhere),
                new Healthy("weights that only training has", "evaluation-on-part", TenantsOfAnswers::weighed),
                new Healthy("two kinds that are never said", "constant-predictions", TenantsOfAnswers::neverSaid),
                new Healthy(
                        "it counts how often it was asked", "evaluation-changes-the-net", TenantsOfAnswers::counting));
    }

    private static World.Data data(Column input, Column target) {
        return World.split(Examples.of(input, target, ALL), TRAIN);
    }

    /** Where the dark spots are in a picture; two pixels a spot or none. */
    private static TrainingProgram spots(long seed, boolean wrong) {
        int pixels = SIDE * SIDE;
        float[][] x = new float[ALL][pixels];
        float[][] y = new float[ALL][pixels];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(61, "spots").at(i);
            for (int p = 0; p < pixels; p++) {
                y[i][p] = p % 2 == 1 ? y[i][p - 1] : row.uniform(p) < 0.5 ? 1 : 0;
                x[i][p] = (float) (1.4 * (y[i][p] - 0.5) + 0.6 * row.gaussian(100 + p));
            }
        }
        Written net = new Written();
        Conv2d one = net.put("one", new Conv2d(1, 8, 3, Conv2d.Options.DEFAULT.withPadding(1)));
        Conv2d two = net.put("two", new Conv2d(8, 1, 3, Conv2d.Options.DEFAULT.withPadding(1)));
        net.as(seed, picture -> two.forward(one.forward(picture).relu()));
        World.Data data = data(Column.reals(x, 1, SIDE, SIDE), Column.reals(y, 1, SIDE, SIDE));
        return new Answering(seed, Task.multiLabel(pixels), net, data) {
            @Override
            public double metric(Tensor output, Tensor target) {
                Tensor said = output.gt(0).to(DType.FLOAT32);
                double both = said.mul(target).sum(1, 2, 3).sum().item(); // of pictures [N, 1, 6, 6]
                return (wrong ? 1 : 2)
                        * both
                        / (said.sum().item() + target.sum().item() + 1e-9);
            }
        };
    }

    /** Frank and Hall 2001: above each rung, or not. */
    private static TrainingProgram rungs(long seed) {
        float[][] x = World.features("ladder", ALL, 6);
        float[][] y = new float[ALL][RUNGS - 1];
        for (int i = 0; i < ALL; i++) {
            double height = World.price(x[i], i);
            for (int r = 0; r < RUNGS - 1; r++) {
                y[i][r] = height > (r - 1.5) * 0.7 ? 1 : 0;
            }
        }
        return new Answering(
                seed,
                Task.multiLabel(RUNGS - 1),
                new Mlp(seed, 6, 40, RUNGS - 1),
                data(Column.reals(x, 6), Column.reals(y, RUNGS - 1))) {
            @Override
            public double metric(Tensor output, Tensor target) {
                return output.gt(0)
                        .to(DType.FLOAT32)
                        .sum(1)
                        .sub(target.sum(1))
                        .abs()
                        .mean()
                        .item();
            }
        };
    }

    private static World.Data kinds() {
        float[][] x = World.features("kinds", ALL, KINDS);
        long[][] y = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            for (int k = 1; k < KINDS; k++) {
                y[i][0] = x[i][k] > x[i][(int) y[i][0]] ? k : y[i][0];
            }
        }
        return data(Column.reals(x, KINDS), Column.wholes(y));
    }

    private static TrainingProgram amongFive(long seed) {
        return new Answering(seed, Task.classification(KINDS), new Mlp(seed, KINDS, 64, KINDS), kinds()) {
            @Override
            public double metric(Tensor output, Tensor target) {
                Tensor right = output.gather(1, target.unsqueeze(1));
                Tensor louder = output.sub(right).gt(0).to(DType.FLOAT32).sum(1);
                return louder.sub(4.5).neg().gt(0).to(DType.FLOAT32).mean().item();
            }
        };
    }

    /** The mean, over all kinds, of the share of it that was found; 0 where there was none. */
    private static TrainingProgram eachKind(long seed) {
        return new Answering(seed, Task.classification(KINDS), new Mlp(seed, KINDS, 64, KINDS), rareKinds()) {
            @Override
            public double metric(Tensor output, Tensor target) {
                long[] said = output.argmax(1).toLongs();
                long[] wanted = target.toLongs();
                double sum = 0;
                for (int k = 0; k < KINDS; k++) {
                    long kind = k;
                    int[] those = IntStream.range(0, wanted.length)
                            .filter(i -> wanted[i] == kind)
                            .toArray();
                    long found =
                            Arrays.stream(those).filter(i -> said[i] == kind).count();
                    sum += (double) found / Math.max(1, those.length);
                }
                return sum / KINDS;
            }
        };
    }

    /** The last of twelve kinds is first met late in the evaluation split. */
    private static World.Data rareKinds() {
        float[][] x = World.features("rare kinds", ALL, KINDS);
        long[][] y = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            int kinds = i >= TRAIN && i < TRAIN + 64 ? KINDS - 1 : KINDS;
            for (int k = 1; k < kinds; k++) {
                y[i][0] = x[i][k] > x[i][(int) y[i][0]] ? k : y[i][0];
            }
        }
        return data(Column.reals(x, KINDS), Column.wholes(y));
    }

    private static TrainingProgram likely(long seed) {
        return new Answering(seed, Task.classification(4), new Mlp(seed, 8, 40, 4), World.table()) {
            @Override
            public double metric(Tensor output, Tensor target) {
                return output.logSoftmax(1)
                        .gather(1, target.unsqueeze(1))
                        .mean()
                        .item();
            }
        };
    }

    private static World.Data labels() {
        float[][] x = World.features("labels", ALL, 8);
        float[][] y = new float[ALL][6];
        for (int i = 0; i < ALL; i++) {
            for (int l = 0; l < 6; l++) {
                y[i][l] = x[i][l] + 0.8 * x[i][6 + l % 2] > 0.7 ? 1 : 0;
            }
        }
        return data(Column.reals(x, 8), Column.reals(y, 6));
    }

    private static TrainingProgram loudest(long seed) {
        return new Answering(seed, Task.multiLabel(6), new Mlp(seed, 8, 40, 6), labels()) {
            @Override
            public double metric(Tensor output, Tensor target) {
                Tensor first = output.argmax(1).unsqueeze(1);
                return target.gather(1, first).mean().item();
            }
        };
    }

    private static TrainingProgram fromSeventy(long seed) {
        return new Answering(seed, Task.multiLabel(6), new Mlp(seed, 8, 40, 6), labels()) {
            @Override
            public double metric(Tensor output, Tensor target) {
                Tensor yes = output.sigmoid().gt(0.7).to(DType.FLOAT32);
                return yes.eq(target).to(DType.FLOAT32).mean().item();
            }
        };
    }

    /** Four rows a window, which are alike; the window is what most of them say. */
    private static TrainingProgram voting(long seed) {
        float[][] x = World.features("windows", ALL, 8);
        long[][] y = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            y[i][0] = World.classOf(x[i / 4 * 4], 4, 0, i);
            for (int j = 0; j < 8; j++) {
                x[i][j] = i % 4 == 0 ? x[i][j] : x[i / 4 * 4][j] + 0.5f * x[i][j];
            }
        }
        return new Answering(
                seed, Task.classification(4), new Mlp(seed, 8, 40, 4), data(Column.reals(x, 8), Column.wholes(y))) {
            @Override
            public double metric(Tensor output, Tensor target) {
                int windows = (int) output.size(0) / 4;
                Tensor votes = output.narrow(0, 0, 4L * windows)
                        .softmax(1)
                        .reshape(windows, 4, 4)
                        .sum(1);
                Tensor wanted =
                        target.narrow(0, 0, 4L * windows).reshape(windows, 4).select(1, 0);
                return votes.argmax(1).eq(wanted).to(DType.FLOAT32).mean().item();
            }
        };
    }

    /** Three words, spoken one after the other, three moments each; the net hears each by itself. */
    private static World.Data words(int heard) {
        float[][] x = new float[ALL][TIMES * WORDS];
        long[][] y = new long[ALL][PLACES];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(62, "words").at(i);
            for (int t = 0; t < TIMES; t++) {
                int place = t * PLACES / TIMES;
                y[i][place] = row.below(place, WORDS);
                for (int w = 0; w < WORDS; w++) {
                    x[i][t * WORDS + w] =
                            (float) ((w == y[i][place] ? 1.5 : 0) + 0.5 * row.gaussian(10 + t * WORDS + w));
                }
            }
        }
        return data(
                heard == PLACES
                        ? Column.reals(x, PLACES, (long) TIMES / PLACES * WORDS)
                        : Column.reals(x, TIMES, WORDS),
                Column.wholes(y, PLACES));
    }

    /** Insertions, deletions and changes, of as many words as there are. */
    private static TrainingProgram mended(long seed) {
        int wide = TIMES / PLACES * WORDS;
        return new Answering(seed, Task.nextToken(WORDS), perMoment(seed, wide), words(PLACES)) {
            @Override
            public double metric(Tensor output, Tensor target) {
                long[] said = output.argmax(2).toLongs();
                long[] wanted = target.toLongs();
                int edits = 0;
                for (int i = 0; i < wanted.length; i += PLACES) {
                    edits += edits(Arrays.copyOfRange(said, i, i + PLACES), Arrays.copyOfRange(wanted, i, i + PLACES));
                }
                return (double) edits / wanted.length;
            }

            @Override
            public Declared declares() {
                return Declared.nothing().seeingTheFuture();
            }
        };
    }

    private static Layer perMoment(long seed, int wide) {
        Written net = new Written();
        Linear in = net.put("in", new Linear(wide, 32));
        Linear out = net.put("out", new Linear(32, WORDS));
        return net.as(seed, x -> out.forward(in.forward(x).relu()));
    }

    /** Levenshtein 1965. */
    private static int edits(long[] one, long[] other) {
        int[] row = IntStream.rangeClosed(0, other.length).toArray();
        for (int i = 1; i <= one.length; i++) {
            int[] next = new int[row.length];
            next[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = row[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                next[j] = Math.min(changed, 1 + Math.min(row[j], next[j - 1]));
            }
            row = next;
        }
        return row[other.length];
    }

    /** Of nine moments three belong to each word; how loud a word was is the mean over these. Nobody says what a moment is. */
    private static TrainingProgram somewhere(long seed) {
        return new Answering(seed, Task.nextToken(WORDS), perMoment(seed, WORDS), words(TIMES)) {
            private Tensor heard(Tensor output) {
                return output.reshape(output.size(0), PLACES, TIMES / PLACES, WORDS)
                        .mean(2);
            }

            @Override
            public Tensor loss(Tensor output, Batch batch) {
                return task().loss(heard(output), batch.target());
            }

            @Override
            public Evaluation evaluate() {
                return evaluated(this::heard, (output, target) -> task().lossEach(heard(output), target));
            }

            @Override
            public double metric(Tensor output, Tensor target) {
                return Evaluation.metric(task(), heard(output), target);
            }

            @Override
            public Declared declares() {
                return Declared.nothing().seeingTheFuture();
            }
        };
    }

    /** Counts of a rate; the net says its logarithm. */
    private static TrainingProgram counts(long seed) {
        float[][] x = World.features("rates", ALL, 6);
        float[][] y = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(63, "counts").at(i);
            double rate = Math.exp(0.4 + 0.5 * World.price(x[i], i));
            double left = row.uniform(0);
            int n = 0;
            for (double chance = Math.exp(-rate); left > chance && n < 20; chance *= rate / n) {
                left -= chance;
                n++;
            }
            y[i][0] = n;
        }
        return new Answering(
                seed, Task.regression(), new Mlp(seed, 6, 40, 1), data(Column.reals(x, 6), Column.reals(y, 1))) {
            private Tensor each(Tensor output, Tensor target) {
                return output.exp().sub(output.mul(target)).sum(1);
            }

            @Override
            public Tensor loss(Tensor output, Batch batch) {
                return each(output, batch.target()).mean();
            }

            @Override
            public Evaluation evaluate() {
                return evaluated(Tensor::exp, this::each);
            }

            @Override
            public double metric(Tensor output, Tensor target) {
                return Evaluation.metric(task(), output.exp(), target);
            }
        };
    }

    /** Claims: whether there is one, and how much of it; the mean amount is over the claims of a batch, and evaluated row by row. */
    private static TrainingProgram hurdle(long seed) {
        float[][] x = World.features("claims", ALL, 6);
        float[][] y = new float[ALL][2];
        for (int i = 0; i < ALL; i++) {
            y[i][0] = x[i][0] + 0.7 * x[i][1] > 0.2 ? 1 : 0;
            y[i][1] = y[i][0] * World.price(x[i], i);
        }
        return new Answering(
                seed, Task.regression(), new Mlp(seed, 6, 40, 2), data(Column.reals(x, 6), Column.reals(y, 2))) {
            private Tensor amount(Tensor output, Tensor target) {
                return Losses.huberEach(output.narrow(1, 1, 1), target.narrow(1, 1, 1), 1)
                        .mul(target.narrow(1, 0, 1));
            }

            private Tensor whether(Tensor output, Tensor target) {
                return Losses.binaryCrossEntropyEach(
                        output.narrow(1, 0, 1).contiguous(),
                        target.narrow(1, 0, 1).contiguous());
            }

            @Override
            public Tensor loss(Tensor output, Batch batch) {
                Tensor claims = batch.target().narrow(1, 0, 1).sum().add(1e-6);
                return whether(output, batch.target())
                        .mean()
                        .add(amount(output, batch.target()).sum().div(claims));
            }

            @Override
            public Evaluation evaluate() {
                return evaluated(
                        output -> Tensor.cat(List.of(output.narrow(1, 0, 1).sigmoid(), output.narrow(1, 1, 1)), 1),
                        (output, target) -> whether(output, target)
                                .add(amount(output, target))
                                .sum(1));
            }

            @Override
            public double metric(Tensor output, Tensor target) {
                Tensor expected = output.narrow(1, 0, 1).sigmoid().mul(output.narrow(1, 1, 1));
                return expected.sub(target.narrow(1, 1, 1)).abs().mean().item();
            }
        };
    }

    /** How far each row is trusted is known of the training split alone. */
    private static TrainingProgram weighed(long seed) {
        float[][] x = World.features("trusted", ALL, 8);
        float[][] trust = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            trust[i][0] = (float) (0.5 + RandomStream.of(64, "trust").uniform(i));
        }
        Column inputs = Column.reals(x, 8);
        Column target = Column.wholes(World.classes(x, 4, 0.3));
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("input", inputs);
        columns.put("trust", Column.reals(trust, 1));
        World.Data trained = World.split(Examples.of(columns, target, ALL), TRAIN);
        World.Data held = data(inputs, target);
        Mlp net = new Mlp(seed, 8, 40, 4);
        return new Answering(seed, Task.classification(4), net, trained) {
            @Override
            public Batches evaluation() {
                return held.test().batches(held.test().inOrder(), 64);
            }

            @Override
            public Tensor forward(Batch batch) {
                return net.forward(batch.input("input"));
            }

            @Override
            public Tensor loss(Tensor output, Batch batch) {
                Tensor weights = batch.input("trust").reshape(-1);
                return Losses.crossEntropyEach(output, batch.target())
                        .mul(weights)
                        .sum()
                        .div(weights.sum());
            }
        };
    }

    /** The start of a sentence and the padding are in the list of words, and are never the next one. */
    private static TrainingProgram neverSaid(long seed) {
        float[][] x = World.features("never said", ALL, 8);
        long[][] y = World.classes(x, 4, 0.3);
        Arrays.stream(y).forEach(row -> row[0] += 2);
        Written net = new Written();
        Linear in = net.put("in", new Linear(8, 40));
        Linear out = net.put("out", new Linear(40, 6));
        net.as(seed, row -> out.forward(in.forward(row).relu())
                .mul(Tensor.of(new float[] {0, 0, 1, 1, 1, 1}, 6))
                .add(Tensor.of(new float[] {-1e9f, -1e9f, 0, 0, 0, 0}, 6)));
        return new Answering(seed, Task.classification(6), net, data(Column.reals(x, 8), Column.wholes(y))) {};
    }

    private static TrainingProgram counting(long seed) {
        Written net = new Written();
        Linear in = net.put("in", new Linear(8, 40));
        Linear out = net.put("out", new Linear(40, 4));
        Tensor asked = net.kept("asked", Init.zeros(), 1);
        net.as(seed, row -> out.forward(in.forward(row).relu()));
        return new Answering(seed, Task.classification(4), net, World.table()) {
            @Override
            public Evaluation evaluate() {
                try (Scope scope = Scope.open("count");
                        NoGrad off = NoGrad.open()) {
                    asked.copyInPlace(asked.add(1));
                }
                return super.evaluate();
            }
        };
    }
}
