package io.souschef.gallery.guests;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.nn.ConvNet;
import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** What is wrong is in the feed. */
final class GuestsOfData {
    private GuestsOfData() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "one of two inputs in another order",
                        "labels-shuffled-against-inputs",
                        "A5",
                        GuestsOfData::halfShuffled),
                Guests.trap(
                        "columns scaled by their extremes over everything",
                        "scaler-fitted-on-all-data",
                        "A8",
                        GuestsOfData::extremes),
                Guests.trap(
                        "a category replaced by the mean target of its rows",
                        "target-in-input",
                        "A13",
                        GuestsOfData::targetEncoded),
                Guests.trap("unknown incomes as minus nine", "missing-values-as-numbers", "A14", GuestsOfData::unknown),
                Guests.trap("bars turned by a quarter", "augmentation-changes-label", "B6", GuestsOfData::turned));
    }

    private static TrainingProgram halfShuffled(long seed, boolean wrong) {
        World.Data data = World.customers();
        Customer net = new Customer(seed);
        return new Own(seed, Task.classification(3), net, data, 32)
                .with(new Adam(net, 3e-3))
                .training(epoch -> {
                    int[] order = data.train().shuffled(seed, epoch);
                    int[] other = wrong ? data.train().shuffled(seed + 1, epoch) : order;
                    return Examples.cut(IntStream.range(0, order.length).toArray(), 32, places -> {
                        Batch.Content one = data.train()
                                .rows(Arrays.stream(places).map(i -> order[i]).toArray());
                        Batch.Content two = data.train()
                                .rows(Arrays.stream(places).map(i -> other[i]).toArray());
                        Map<String, Tensor> inputs = new LinkedHashMap<>();
                        inputs.put("numbers", one.inputs().get("numbers"));
                        inputs.put("codes", two.inputs().get("codes"));
                        return new Batch.Content(inputs, one.target(), one.ids());
                    });
                })
                .forward(batch -> net.forward(batch.input("numbers"), batch.input("codes")));
    }

    private static TrainingProgram extremes(long seed, boolean wrong) {
        int n = 448;
        float[][] x = World.features("extremes", n, 5);
        long[][] y = World.classes(x, 3, 0.3);
        for (int j = 0; j < 5; j++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < (wrong ? n : 320); i++) {
                low = Math.min(low, x[i][j]);
                high = Math.max(high, x[i][j]);
            }
            for (int i = 0; i < n; i++) {
                x[i][j] = (float) (2 * (x[i][j] - low) / (high - low) - 1);
            }
        }
        World.Data data = World.split(Examples.of(Column.reals(x, 5), Column.wholes(y), n));
        Mlp net = new Mlp(seed, 5, 48, 3);
        return new Own(seed, Task.classification(3), net, data, 32).with(new Adam(net, 5e-3));
    }

    private static TrainingProgram targetEncoded(long seed, boolean wrong) {
        int n = 448;
        float[][] x = World.features("shops", n, 5);
        float[][] y = new float[n][1];
        int[] shop = new int[n];
        double[] sum = new double[300];
        int[] count = new int[300];
        for (int i = 0; i < n; i++) {
            y[i][0] = (float) (World.price(x[i], i)
                    + 0.6 * RandomStream.of(4, "more noise").gaussian(i));
            shop[i] = RandomStream.of(4, "shop").below(i, 300);
            sum[shop[i]] += y[i][0];
            count[shop[i]]++;
        }
        float[][] seen = new float[n][6];
        for (int i = 0; i < n; i++) {
            System.arraycopy(x[i], 0, seen[i], 0, 5);
            seen[i][5] = (float)
                    (wrong
                            ? sum[shop[i]] / count[shop[i]]
                            : RandomStream.of(4, "size of the shop").gaussian(shop[i]));
        }
        World.Data data = World.split(Examples.of(Column.reals(seen, 6), Column.reals(y, 1), n));
        Mlp net = new Mlp(seed, 6, 48, 1);
        return new Own(seed, Task.regression(), net, data, 32).with(new Adam(net, 2e-3));
    }

    private static TrainingProgram unknown(long seed, boolean wrong) {
        int n = 448;
        float[][] x = World.features("unknown", n, 6);
        long[][] y = World.classes(x, 3, 0.2);
        for (int i = 0; i < n; i++) {
            if (RandomStream.of(4, "unknown").uniform(i) < 0.08) {
                x[i][2] = wrong ? -9 : 0;
            }
        }
        World.Data data = World.split(Examples.of(Column.reals(x, 6), Column.wholes(y), n));
        Mlp net = new Mlp(seed, 6, 48, 3);
        return new Own(seed, Task.classification(3), net, data, 32).with(new Adam(net, 2e-3));
    }

    private static TrainingProgram turned(long seed, boolean wrong) {
        World.Data data = Sights.figures(); // 0 lies, 1 stands
        Layer net = new ConvNet(
                seed, 1, 10, 10, 4, ConvNet.Options.DEFAULT.withWidth(12).withDepth(1));
        return new Own(seed, Task.classification(4), net, data, 32)
                .with(new Adam(net, 3e-3))
                .declares(Declared.nothing().withAugmentations(Set.of("turn")))
                .training(epoch -> data.train().batches(data.train().shuffled(seed, epoch), 32, content -> {
                    Tensor x = Objects.requireNonNull(content.inputs().get("input"));
                    Tensor other = wrong ? x.transpose(2, 3).flip(3) : x.flip(2, 3); // a quarter, or a half turn
                    return Batch.Content.of(
                            either(drawn(seed, epoch, content), other, x), content.target(), content.ids());
                }));
    }

    /** One or zero for each picture of a batch. */
    private static Tensor drawn(long seed, int epoch, Batch.Content content) {
        float[] on = new float[content.ids().length];
        for (int i = 0; i < on.length; i++) {
            on[i] = RandomStream.of(seed, "coin").at(epoch, content.ids()[i]).uniform(0) < 0.5 ? 1 : 0;
        }
        return Tensor.of(on, on.length, 1, 1, 1);
    }

    private static Tensor either(Tensor on, Tensor yes, Tensor no) {
        return yes.mul(on).add(no.mul(Tensor.ones(1).sub(on)));
    }
}
