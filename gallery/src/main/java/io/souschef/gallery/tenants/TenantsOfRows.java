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
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Programs in which rows come in an order, a number or a form of their own. */
final class TenantsOfRows {
    private static final int ALL = 448, TRAIN = 320;

    private TenantsOfRows() {}

    static List<Trap> traps() {
        return List.of(Guests.trap(
                "by length after three epochs, or for ever", "not-shuffled", "A9", TenantsOfRows::easyFirst));
    }

    static List<Healthy> healthy() {
        return List.of(
                new Healthy("louder rows join in from epoch to epoch", "examples-dropped", TenantsOfRows::growing),
                new Healthy("noise that grows with the epoch", "augmentation-repeats", TenantsOfRows::ramp),
                new Healthy("recordings of silence in both splits", "train-in-validation", TenantsOfRows::silence));
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
        World.Data data = World.split(Column.reals(x, 8), Column.wholes(y));
        Mlp net = new Mlp(seed, 8, 48, 4);
        return Own.withAdam(seed, Task.classification(4), net, data, 4e-3).training(epoch -> {
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
        return Own.withAdam(seed, Task.classification(4), net, data, 4e-3).training(epoch -> {
            int[] rows = Arrays.stream(data.train().shuffled(seed, epoch))
                    .filter(row -> epoch > 5 || loudness(x, row) < 0.5 + 0.3 * epoch)
                    .toArray();
            Batches some = data.train().batches(rows, 32);
            return Batches.of(some.count(), TRAIN, some::open);
        });
    }

    private static TrainingProgram ramp(long seed) {
        World.Data data = World.table();
        Mlp net = new Mlp(seed, 8, 48, 4);
        return Own.withAdam(seed, Task.classification(4), net, data, 4e-3)
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
        return Own.withAdam(
                seed, Task.classification(4), net, World.split(Column.reals(x, 24), Column.wholes(y)), 4e-3);
    }
}
