package io.souschef.gallery.tenants;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;

/** Programs some of whose targets are unknown, or known in part. */
final class TenantsOfTargets {
    private static final int ALL = 448, TRAIN = 320, LABELS = 4;

    private TenantsOfTargets() {}

    static List<Healthy> healthy() {
        return List.of(
                new Healthy("a third of the labels is unknown: −1", "labels-scaled", TenantsOfTargets::unknown),
                new Healthy("prices that are known from below alone", "target-in-input", TenantsOfTargets::censored),
                new Healthy("rows without a class are agreed on", "ignore-index-is-a-class", TenantsOfTargets::pseudo));
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
        return Own.withAdam(
                        seed,
                        Task.multiLabel(LABELS),
                        net,
                        World.split(Column.reals(x, 8), Column.reals(y, LABELS)),
                        4e-3)
                .loss((output, batch) -> {
                    Tensor known = batch.target().gt(-0.5).to(DType.FLOAT32);
                    return Losses.binaryCrossEntropyEach(output, batch.target().clamp(0, 1))
                            .mul(known)
                            .sum()
                            .div(known.sum());
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
        return Own.withAdam(
                        seed,
                        Task.regression(),
                        net,
                        World.split(Examples.of(
                                "x", Column.reals(x, 6), "open", Column.reals(open, 1), Column.reals(y, 1), ALL)),
                        4e-3)
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

    /** Half of the training rows have no class, −100: there it is taught what it says itself, where that is sure. */
    private static TrainingProgram pseudo(long seed) {
        float[][] x = World.features("half labelled", ALL, 8);
        long[][] y = World.classes(x, 4, 0.3);
        for (int i = 0; i < TRAIN; i += 2) {
            y[i][0] = -100;
        }
        Mlp net = new Mlp(seed, 8, 48, 4);
        return Own.withAdam(seed, Task.classification(4), net, World.split(Column.reals(x, 8), Column.wholes(y)), 4e-3)
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
