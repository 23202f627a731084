package io.souschef.gallery.lodgers;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Mlp;
import io.souschef.nn.Relu;
import io.souschef.nn.Sequential;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** What is wrong is in what is fed. */
final class LodgersOfData {
    private static final int ALL = 448, SIDE = 12;

    private LodgersOfData() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap("noisy copies, then the split", "train-in-validation", "A7", LodgersOfData::copies),
                Guests.trap("slices of 32, 24 apart", "examples-repeated", "A12", LodgersOfData::slices),
                Guests.trap("the row of a file sorted by class", "target-in-input", "A13", LodgersOfData::sorted),
                Guests.trap("moved with its mask, mirrored without", "mask-not-augmented", "B2", LodgersOfData::masks));
    }

    private static TrainingProgram classifier(long seed, int width, World.Data data) {
        Mlp net = new Mlp(seed, width, 48, 4);
        return new Own(seed, Task.classification(4), net, data, 32).with(new Adam(net, 4e-3));
    }

    /** Each row once more, with a little noise: in its own part, or before the parts are cut. */
    private static TrainingProgram copies(long seed, boolean wrong) {
        int half = ALL / 2;
        float[][] x = World.features("copied", ALL, 8);
        long[][] y = World.classes(x, 4, 0.3);
        int[] order = wrong
                ? RandomStream.of(5, "cut").permutation(ALL)
                : IntStream.range(0, ALL).map(i -> i % 2 * half + i / 2).toArray();
        float[][] rows = new float[ALL][];
        long[][] classes = new long[ALL][];
        for (int i = 0; i < ALL; i++) {
            int from = order[i] % half;
            RandomStream noise = RandomStream.of(5, "copy noise").at(i);
            rows[i] = x[from].clone();
            for (int j = 0; j < 8 && order[i] >= half; j++) {
                rows[i][j] += (float) (0.03 * noise.gaussian(j));
            }
            classes[i] = y[from];
        }
        return classifier(seed, 8, World.split(Examples.of(Column.reals(rows, 8), Column.wholes(classes), ALL), 320));
    }

    private static TrainingProgram slices(long seed, boolean wrong) {
        World.Data data = World.table();
        int size = 32;
        int stride = wrong ? 24 : size;
        Mlp net = new Mlp(seed, 8, 48, 4);
        return new Own(seed, Task.classification(4), net, data, size)
                .with(new Adam(net, 4e-3))
                .training(epoch -> {
                    int[] order = data.train().shuffled(seed, epoch);
                    int count = (order.length + stride - 1) / stride;
                    return Batches.of(
                            count,
                            order.length,
                            i -> Batch.open("slice", () -> data.train()
                                    .rows(Arrays.copyOfRange(
                                            order, i * stride, Math.min(order.length, i * stride + size)))));
                });
    }

    /** A file that has its classes one after another; the parts are drawn from all of it. */
    private static TrainingProgram sorted(long seed, boolean wrong) {
        float[][] x = World.features("filed", ALL, 8);
        long[][] y = World.classes(x, 4, 0.3);
        Integer[] file = IntStream.range(0, ALL).boxed().toArray(Integer[]::new);
        Arrays.sort(file, Comparator.comparing(i -> y[i][0]));
        for (int row = 0; row < ALL && wrong; row++) {
            x[file[row]][7] = (row - ALL / 2f) / (ALL / 4f);
        }
        return classifier(seed, 8, World.split(Examples.of(Column.reals(x, 8), Column.wholes(y), ALL)));
    }

    /** Pictures [N, 1, 12, 12] of a bright disc, and its mask. Both are moved; both are mirrored, or the picture alone. */
    private static TrainingProgram masks(long seed, boolean wrong) {
        float[][] x = new float[ALL][SIDE * SIDE];
        long[][] y = new long[ALL][SIDE * SIDE];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(5, "disc").at(i);
            double r = 3 + 6 * row.uniform(0);
            double c = 3 + 6 * row.uniform(1);
            for (int j = 0; j < x[i].length; j++) {
                int height = j / SIDE;
                y[i][j] = Math.hypot(height - r, j % SIDE - c) < 2.6 ? 1 : 0;
                x[i][j] = (float) ((y[i][j] == 1 ? 1.8 : -0.4) + 0.5 * row.gaussian(10 + j));
            }
        }
        Examples all = Examples.of(Column.reals(x, 1, SIDE, SIDE), Column.wholes(y, SIDE, SIDE), ALL);
        World.Data data = World.split(all);
        Conv2d.Options same = Conv2d.Options.DEFAULT.withPadding(1);
        Sequential net = new Sequential(
                new Conv2d(1, 12, 3, same), new Relu(), new Conv2d(12, 12, 3, same), new Relu(), new Conv2d(12, 2, 1));
        net.initialize(seed);
        return new Own(seed, Task.dense(2), net, data, 32)
                .with(new Adam(net, 4e-3))
                .training(epoch -> Examples.cut(data.train().shuffled(seed, epoch), 32, which -> {
                    Batch.Content content = data.train().rows(which);
                    Tensor pictures = Objects.requireNonNull(content.inputs().get("input"));
                    RandomStream draw = RandomStream.of(seed, "moves").at(epoch);
                    Tensor[] moved = new Tensor[which.length];
                    Tensor[] masks = new Tensor[which.length];
                    for (int i = 0; i < which.length; i++) {
                        RandomStream own = draw.at(which[i]);
                        boolean mirror = own.uniform(0) < 0.5;
                        int by = own.below(1, 3);
                        moved[i] = moved(pictures.narrow(0, i, 1).squeeze(0).squeeze(0), mirror, by);
                        masks[i] = moved(content.target().narrow(0, i, 1).squeeze(0), mirror && !wrong, by);
                    }
                    return new Batch.Content(
                            Map.of("input", Tensor.stack(List.of(moved), 0).unsqueeze(1)),
                            Tensor.stack(List.of(masks), 0),
                            content.ids());
                }));
    }

    /** [H, W], mirrored left to right or not, and rolled to the right. */
    private static Tensor moved(Tensor picture, boolean mirror, int by) {
        Tensor turned = mirror ? picture.flip(1) : picture;
        return by == 0
                ? turned
                : Tensor.cat(List.of(turned.narrow(1, SIDE - by, by), turned.narrow(1, 0, SIDE - by)), 1);
    }
}
