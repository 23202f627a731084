package io.souschef.gallery.boarders;

import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Adam;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;

/** Load on a grid, forecast from the twelve hours before; from one autumn on there are more heat pumps. */
final class BoardersOfSeries {
    private static final int WINDOW = 12, TRAIN = 300, ALL = 420, HOURS = ALL + WINDOW + 1;
    private static final double[] LOAD = load();

    private BoardersOfSeries() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "evaluation windows scaled by the autumn's own numbers",
                        "evaluation-normalised-differently",
                        "A3",
                        (seed, wrong) -> forecast(
                                seed,
                                scaler(0, TRAIN + WINDOW),
                                scaler(wrong ? TRAIN : 0, wrong ? HOURS : TRAIN + WINDOW))),
                Guests.trap(
                        "a series scaled before it is cut",
                        "scaler-fitted-on-all-data",
                        "A8",
                        (seed, wrong) -> forecast(
                                seed,
                                scaler(0, wrong ? HOURS : TRAIN + WINDOW),
                                scaler(0, wrong ? HOURS : TRAIN + WINDOW))));
    }

    private static double[] load() {
        double[] load = new double[HOURS];
        double weather = 0;
        for (int t = 0; t < HOURS; t++) {
            weather = 0.8 * weather + RandomStream.of(5, "weather").gaussian(t);
            load[t] = 120 + 14 * Math.sin(t * Math.PI / 6) + 6 * weather + (t < TRAIN + WINDOW ? 0 : 22);
        }
        return load;
    }

    /** Mean and deviation of some hours. */
    private static double[] scaler(int from, int to) {
        double mean = Arrays.stream(LOAD, from, to).average().orElseThrow();
        double variance = Arrays.stream(LOAD, from, to)
                .map(load -> (load - mean) * (load - mean))
                .average()
                .orElseThrow();
        return new double[] {mean, Math.sqrt(variance)};
    }

    private static TrainingProgram forecast(long seed, double[] scaler, double[] evaluation) {
        float[][] x = new float[ALL][WINDOW];
        float[][] y = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            double[] by = i < TRAIN ? scaler : evaluation;
            for (int t = 0; t < WINDOW; t++) {
                x[i][t] = (float) ((LOAD[i + t] - by[0]) / by[1]);
            }
            y[i][0] = (float) ((LOAD[i + WINDOW] - scaler[0]) / scaler[1]);
        }
        Mlp net = new Mlp(seed, WINDOW, 32, 1);
        World.Data data = World.split(Examples.of(Column.reals(x, WINDOW), Column.reals(y, 1), ALL), TRAIN);
        return new Own(seed, Task.regression(scaler[0], scaler[1], "MW"), net, data, 30).with(new Adam(net, 3e-3));
    }
}
