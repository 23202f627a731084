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
import io.souschef.nn.Conv2d;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;

/** What is unusual, or wrong, is in what is fed. */
final class BoardersOfStreams {
    private static final int ALL = 448, TRAIN = 320, SIDE = 9, CROP = 7;

    private BoardersOfStreams() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "noise by the place in the batch",
                        "augmentation-repeats",
                        "A11",
                        (seed, wrong) -> noisy(seed, wrong)),
                Guests.trap(
                        "scaled over both years, gaps filled afterwards",
                        "scaler-fitted-on-all-data",
                        "A8",
                        BoardersOfStreams::gaps));
    }

    static List<Healthy> healthy() {
        return List.of(new Healthy(
                "crops in training, whole pictures in evaluation",
                "evaluation-normalised-differently",
                BoardersOfStreams::crops));
    }

    private static TrainingProgram noisy(long seed, boolean bySlot) {
        World.Data data = World.table();
        Mlp net = new Mlp(seed, 8, 48, 4);
        return new Own(seed, Task.classification(4), net, data, 32)
                .with(new Adam(net, 4e-3))
                .training(epoch -> Examples.cut(data.train().shuffled(seed, epoch), 32, rows -> {
                    Batch.Content plain = data.train().rows(rows);
                    RandomStream noise = RandomStream.of(seed, "noise");
                    float[] x = plain.inputs().values().iterator().next().toFloats();
                    for (int i = 0; i < x.length; i++) {
                        int slot = i / 8;
                        x[i] += (float) (0.2 * (bySlot ? noise.at(slot) : noise.at(epoch, rows[slot])).gaussian(i % 8));
                    }
                    return Batch.Content.of(Tensor.of(x, rows.length, 8), plain.target(), plain.ids());
                }));
    }

    /** Two columns of eight have gaps, which are filled with the mean; the second year is another in half of them. */
    private static TrainingProgram gaps(long seed, boolean both) {
        float[][] x = World.features("years", ALL, 8);
        long[][] y = World.classes(x, 4, 0.3);
        for (int j = 0; j < 8; j++) {
            double sum = 0;
            double squares = 0;
            int fitted = both ? ALL : TRAIN;
            for (int i = 0; i < ALL; i++) {
                x[i][j] += (float) (i >= TRAIN && j % 2 == 0 ? 0.7 : 0);
                sum += i < fitted ? x[i][j] : 0;
                squares += i < fitted ? x[i][j] * x[i][j] : 0;
            }
            double mean = sum / fitted;
            double deviation = Math.sqrt(squares / fitted - mean * mean);
            for (int i = 0; i < ALL; i++) {
                boolean gap = j > 5 && RandomStream.of(5, "gaps").at(i, j).uniform(0) < 0.25;
                x[i][j] = gap ? 0 : (float) ((x[i][j] - mean) / deviation);
            }
        }
        Mlp net = new Mlp(seed, 8, 48, 4);
        World.Data data = World.split(Examples.of(Column.reals(x, 8), Column.wholes(y), ALL));
        return new Own(seed, Task.classification(4), net, data, 32).with(new Adam(net, 4e-3));
    }

    /** Averages over all places, so that pictures may have any size. */
    private static final class Pooled extends Layer {
        private final Conv2d first = add("first", new Conv2d(1, 8, 3, Conv2d.Options.DEFAULT.withPadding(1)));
        private final Conv2d second = add("second", new Conv2d(8, 8, 3, Conv2d.Options.DEFAULT.withPadding(1)));
        private final Linear head = add("head", new Linear(8, 3));

        Pooled(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return head.forward(second.forward(first.forward(x).relu()).relu().mean(2, 3));
        }
    }

    /** Stripes along, stripes across, or checks. */
    private static float pixel(int row, int at) {
        int i = at / SIDE;
        int j = at % SIDE;
        int on = row % 3 == 0 ? i % 2 : row % 3 == 1 ? j % 2 : (i + j) % 2;
        return (float)
                (1.6 * on - 0.8 + 0.4 * RandomStream.of(5, "weave").at(row).gaussian(at));
    }

    private static TrainingProgram crops(long seed) {
        Pooled net = new Pooled(seed);
        return new Own(seed, Task.classification(3), net, World.table(), 32)
                .with(new Adam(net, 5e-3))
                .training(epoch ->
                        pictures(RandomStream.of(seed, "order").at(epoch).permutation(TRAIN), CROP, epoch, seed))
                .evaluation(() -> {
                    int[] rest = new int[ALL - TRAIN];
                    for (int i = 0; i < rest.length; i++) {
                        rest[i] = TRAIN + i;
                    }
                    return pictures(rest, SIDE, 0, seed);
                });
    }

    private static Batches pictures(int[] order, int side, int epoch, long seed) {
        return Examples.cut(order, 32, rows -> {
            float[] x = new float[rows.length * side * side];
            long[] y = new long[rows.length];
            long[] ids = new long[rows.length];
            for (int n = 0; n < rows.length; n++) {
                RandomStream corner = RandomStream.of(seed, "corner").at(epoch, rows[n]);
                int down = corner.below(0, SIDE - side + 1);
                int right = corner.below(1, SIDE - side + 1);
                for (int i = 0; i < side * side; i++) {
                    x[n * side * side + i] = pixel(rows[n], (i / side + down) * SIDE + i % side + right);
                }
                y[n] = rows[n] % 3;
                ids[n] = rows[n];
            }
            return Batch.Content.of(Tensor.of(x, rows.length, 1, side, side), Tensor.of(y, rows.length), ids);
        });
    }
}
