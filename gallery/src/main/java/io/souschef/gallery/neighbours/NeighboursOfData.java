package io.souschef.gallery.neighbours;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.ConvNet;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What data, labels and augmentation may be like. */
final class NeighboursOfData {
    private static final int ALL = 448, TRAIN = 320, LABELS = 3, TIMES = 24, SIDE = 8;

    private NeighboursOfData() {}

    /** The planted bugs. */
    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "noise in the step that nothing takes",
                        "augmentation-discarded",
                        "B3",
                        NeighboursOfData::noiseInStep),
                Guests.trap("labels behind a mask of zeros", "all-labels-masked", "C5", NeighboursOfData::masked));
    }

    /** Healthy programs that look as if they had one. */
    static List<Healthy> healthy() {
        return List.of(
                new Healthy("labels that are unknown are NaN", "nan-in-inputs", NeighboursOfData::unknown),
                new Healthy(
                        "each window standardised by itself",
                        "evaluation-normalised-differently",
                        NeighboursOfData::windows),
                new Healthy("shapes with noise, made from the seed", "evaluation-augmented", NeighboursOfData::shapes),
                new Healthy("sales along time, which goes on", "target-in-input", NeighboursOfData::sales));
    }

    /** The step adds noise to its batch, and shows the net the sum, or the batch. */
    private static TrainingProgram noiseInStep(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 8, 48, 4);
        Adam adam = new Adam(net, 4e-3);
        RandomStream noise = RandomStream.of(seed, "noise");
        long[] step = {0};
        return new Own(seed, Task.classification(4), net, World.table(), 32)
                .with(adam)
                .declares(Declared.nothing().withAugmentations(Set.of("noise")))
                .step(batch -> {
                    net.train();
                    Tensor x = batch.input();
                    Tensor noisy = x.add(noise.at(step[0]++).uniform(-0.3, 0.3, batch.size(), 8));
                    Tensor loss = Losses.crossEntropy(net.forward(wrong ? x : noisy), batch.target());
                    adam.zeroGrad();
                    loss.backward();
                    adam.step();
                    return loss.item();
                });
    }

    /** A mask leaves out the labels that are unknown, −1; the wrong way round, where all are known, it leaves none. */
    private static TrainingProgram masked(long seed, boolean wrong) {
        float[][] x = World.features("reactions", ALL, 8);
        return Own.withAdam(
                        seed,
                        Task.multiLabel(LABELS),
                        new Mlp(seed, 8, 40, LABELS),
                        World.split(Column.reals(x, 8), Column.reals(reactions(x, wrong ? 0 : -1), LABELS)),
                        4e-3)
                .loss((output, batch) -> {
                    Tensor known = batch.target().gt(-0.5).to(DType.FLOAT32);
                    Tensor counts = wrong ? known.neg().add(1) : known;
                    return Losses.binaryCrossEntropyEach(output, batch.target().clamp(0, 1))
                            .mul(counts)
                            .mean();
                });
    }

    private static TrainingProgram unknown(long seed) {
        float[][] x = World.features("reactions", ALL, 8);
        return Own.withAdam(
                        seed,
                        Task.multiLabel(LABELS),
                        new Mlp(seed, 8, 40, LABELS),
                        World.split(Column.reals(x, 8), Column.reals(reactions(x, Float.NaN), LABELS)),
                        4e-3)
                .loss((output, batch) -> {
                    Tensor known = batch.target().isFinite();
                    Tensor label = known.where(
                            batch.target(), Tensor.zeros(batch.target().shape().toArray()));
                    Tensor counts = known.to(DType.FLOAT32);
                    return Losses.binaryCrossEntropyEach(output, label)
                            .mul(counts)
                            .sum()
                            .div(counts.sum());
                });
    }

    /** Three labels of each row; a quarter of those of training is {@code unknown}. */
    private static float[][] reactions(float[][] x, float unknown) {
        float[][] y = new float[ALL][LABELS];
        for (int i = 0; i < ALL; i++) {
            for (int l = 0; l < LABELS; l++) {
                boolean missing =
                        i < TRAIN && RandomStream.of(5, "missing").at(i).uniform(l) < 0.25;
                y[i][l] = missing ? unknown : x[i][l] + 0.6 * x[i][l + 3] > 0 ? 1 : 0;
            }
        }
        return y;
    }

    /** Three frequencies in windows [T, 1], each with mean 0 and deviation 1. */
    private static TrainingProgram windows(long seed) {
        float[][] x = new float[ALL][TIMES];
        long[][] y = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(5, "windows").at(i);
            y[i][0] = row.below(0, 3);
            double phase = 6 * row.uniform(1);
            double[] heard = new double[TIMES];
            for (int t = 0; t < TIMES; t++) {
                heard[t] = Math.sin(phase + 0.3 * (y[i][0] + 1) * t)
                        + 0.3 * row.named("noise").gaussian(t);
            }
            double mean = Arrays.stream(heard).average().orElse(0);
            double variance = Arrays.stream(heard)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElse(1);
            for (int t = 0; t < TIMES; t++) {
                x[i][t] = (float) ((heard[t] - mean) / Math.sqrt(variance));
            }
        }
        Mlp net = new Mlp(seed, TIMES, 48, 3);
        return Own.withAdam(
                        seed,
                        Task.classification(3),
                        net,
                        World.split(Column.reals(x, TIMES, 1), Column.wholes(y)),
                        4e-3)
                .forward(batch -> net.forward(batch.input().reshape(batch.size(), TIMES)));
    }

    /** Four lines in turn, which are the same from every seed, and noise that is not. */
    private static TrainingProgram shapes(long seed) {
        float[][] x = new float[ALL][SIDE * SIDE];
        long[][] y = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            int shape = i % 4;
            y[i][0] = shape;
            for (int p = 0; p < x[i].length; p++) {
                int row = p / SIDE;
                int column = p % SIDE;
                boolean on = shape == 0
                        ? row == 3
                        : shape == 1 ? column == 3 : shape == 2 ? row == column : row + column == 7;
                x[i][p] = (float) ((on ? 1.5 : 0)
                        + 0.4 * RandomStream.of(seed, "noise").at(i).gaussian(p));
            }
        }
        return Own.withAdam(
                seed,
                Task.classification(4),
                new ConvNet(seed, 1, SIDE, SIDE, 4),
                World.split(Column.reals(x, 1, SIDE, SIDE), Column.wholes(y)),
                4e-3);
    }

    /** A trend, a season and the weather; the last weeks are for evaluation. The first column counts the days, as ids do. */
    private static TrainingProgram sales(long seed) {
        float[][] x = new float[ALL][4];
        float[][] y = new float[ALL][1];
        for (int day = 0; day < ALL; day++) {
            double season = 2 * Math.PI * day / 61;
            float weather = (float) RandomStream.of(5, "weather").gaussian(day);
            x[day] = new float[] {3.4f * day / ALL - 1.2f, (float) Math.sin(season), (float) Math.cos(season), weather};
            y[day][0] = (float) (0.7 * x[day][0]
                    + 0.5 * x[day][1]
                    + 0.3 * weather
                    + 0.1 * RandomStream.of(5, "buyers").gaussian(day));
        }
        return Own.withAdam(
                seed,
                Task.regression(),
                new Mlp(seed, 4, 48, 1),
                World.split(Examples.of(Column.reals(x, 4), Column.reals(y, 1), ALL)),
                4e-3);
    }
}
