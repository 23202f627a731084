package io.souschef.gallery.tenants;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.World;
import io.souschef.gallery.newcomers.Written;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Programs with metrics of their own. */
final class TenantsOfMetrics {
    private static final int ALL = Answering.ALL, TRAIN = Answering.TRAIN, SIDE = 6, RUNGS = 5, KINDS = 12;

    private TenantsOfMetrics() {}

    static List<Trap> traps() {
        return List.of(Guests.trap("spots, by half of their overlap", "metric-wrong", "I5", TenantsOfMetrics::spots));
    }

    static List<Healthy> healthy() {
        return List.of(
                new Healthy("rungs of a ladder, by how many it is off", "metric-wrong", TenantsOfMetrics::rungs),
                new Healthy("one of twelve, among the first five", "metric-wrong", TenantsOfMetrics::amongFive),
                new Healthy("one of twelve, each found as often", "metric-wrong", TenantsOfMetrics::eachKind),
                new Healthy("the logarithm of what it gave the right one", "metric-wrong", TenantsOfMetrics::likely),
                new Healthy("the loudest label, where some have none", "metric-wrong", TenantsOfMetrics::loudest),
                new Healthy("a yes from seven in ten on", "metric-wrong", TenantsOfMetrics::fromSeventy),
                new Healthy("four that stand together vote", "metric-over-wrong-axis", TenantsOfMetrics::voting));
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
        World.Data data = Answering.data(Column.reals(x, 1, SIDE, SIDE), Column.reals(y, 1, SIDE, SIDE));
        return Answering.program(seed, Task.multiLabel(pixels), net, data).metric((output, target) -> {
            Tensor said = output.gt(0).to(DType.FLOAT32);
            double both = said.mul(target).sum(1, 2, 3).sum().item(); // of pictures [N, 1, 6, 6]
            return (wrong ? 1 : 2) * both / (said.sum().item() + target.sum().item() + 1e-9);
        });
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
        return Answering.program(
                        seed,
                        Task.multiLabel(RUNGS - 1),
                        new Mlp(seed, 6, 40, RUNGS - 1),
                        Answering.data(Column.reals(x, 6), Column.reals(y, RUNGS - 1)))
                .metric((output, target) -> output.gt(0)
                        .to(DType.FLOAT32)
                        .sum(1)
                        .sub(target.sum(1))
                        .abs()
                        .mean()
                        .item());
    }

    private static World.Data kinds() {
        float[][] x = World.features("kinds", ALL, KINDS);
        long[][] y = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            y[i][0] = largest(x[i], KINDS);
        }
        return Answering.data(Column.reals(x, KINDS), Column.wholes(y));
    }

    /** The last of twelve kinds is first met late in the evaluation split. */
    private static World.Data rareKinds() {
        float[][] x = World.features("rare kinds", ALL, KINDS);
        long[][] y = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            y[i][0] = largest(x[i], i >= TRAIN && i < TRAIN + 64 ? KINDS - 1 : KINDS);
        }
        return Answering.data(Column.reals(x, KINDS), Column.wholes(y));
    }

    private static int largest(float[] x, int kinds) {
        int best = 0;
        for (int k = 1; k < kinds; k++) {
            best = x[k] > x[best] ? k : best;
        }
        return best;
    }

    private static TrainingProgram amongFive(long seed) {
        return Answering.program(seed, Task.classification(KINDS), new Mlp(seed, KINDS, 64, KINDS), kinds())
                .metric((output, target) -> {
                    Tensor right = output.gather(1, target.unsqueeze(1));
                    Tensor louder = output.sub(right).gt(0).to(DType.FLOAT32).sum(1);
                    return louder.sub(4.5).neg().gt(0).to(DType.FLOAT32).mean().item();
                });
    }

    /** The mean, over all kinds, of the share of it that was found; 0 where there was none. */
    private static TrainingProgram eachKind(long seed) {
        return Answering.program(seed, Task.classification(KINDS), new Mlp(seed, KINDS, 64, KINDS), rareKinds())
                .metric((output, target) -> {
                    long[] said = output.argmax(1).toLongs();
                    long[] wanted = target.toLongs();
                    double sum = 0;
                    for (int k = 0; k < KINDS; k++) {
                        long kind = k;
                        int[] those = IntStream.range(0, wanted.length)
                                .filter(i -> wanted[i] == kind)
                                .toArray();
                        long found = Arrays.stream(those)
                                .filter(i -> said[i] == kind)
                                .count();
                        sum += (double) found / Math.max(1, those.length);
                    }
                    return sum / KINDS;
                });
    }

    private static TrainingProgram likely(long seed) {
        return Answering.program(seed, Task.classification(4), new Mlp(seed, 8, 40, 4), World.table())
                .metric((output, target) -> output.logSoftmax(1)
                        .gather(1, target.unsqueeze(1))
                        .mean()
                        .item());
    }

    private static World.Data labels() {
        float[][] x = World.features("labels", ALL, 8);
        float[][] y = new float[ALL][6];
        for (int i = 0; i < ALL; i++) {
            for (int l = 0; l < 6; l++) {
                y[i][l] = x[i][l] + 0.8 * x[i][6 + l % 2] > 0.7 ? 1 : 0;
            }
        }
        return Answering.data(Column.reals(x, 8), Column.reals(y, 6));
    }

    private static TrainingProgram loudest(long seed) {
        return Answering.program(seed, Task.multiLabel(6), new Mlp(seed, 8, 40, 6), labels())
                .metric((output, target) -> {
                    Tensor first = output.argmax(1).unsqueeze(1);
                    return target.gather(1, first).mean().item();
                });
    }

    private static TrainingProgram fromSeventy(long seed) {
        return Answering.program(seed, Task.multiLabel(6), new Mlp(seed, 8, 40, 6), labels())
                .metric((output, target) -> {
                    Tensor yes = output.sigmoid().gt(0.7).to(DType.FLOAT32);
                    return yes.eq(target).to(DType.FLOAT32).mean().item();
                });
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
        return Answering.program(
                        seed,
                        Task.classification(4),
                        new Mlp(seed, 8, 40, 4),
                        Answering.data(Column.reals(x, 8), Column.wholes(y)))
                .metric((output, target) -> {
                    int windows = (int) output.size(0) / 4;
                    Tensor votes = output.narrow(0, 0, 4L * windows)
                            .softmax(1)
                            .reshape(windows, 4, 4)
                            .sum(1);
                    Tensor wanted = target.narrow(0, 0, 4L * windows)
                            .reshape(windows, 4)
                            .select(1, 0);
                    return votes.argmax(1).eq(wanted).to(DType.FLOAT32).mean().item();
                });
    }
}
