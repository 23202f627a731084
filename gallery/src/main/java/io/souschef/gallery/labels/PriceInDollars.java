package io.souschef.gallery.labels;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;

/** The price is predicted in dollars, by a net whose outputs start around zero. */
final class PriceInDollars {
    private PriceInDollars() {}

    static TrainingProgram wrong(long seed) {
        Rows houses = Data.houses();
        double[][] dollars =
                Arrays.stream(houses.y()).map(y -> new double[] {1000 * y[0]}).toArray(double[][]::new);
        return program(seed, houses.withTargets(dollars), Task.regression());
    }

    static TrainingProgram right(long seed) {
        return program(seed, Data.standardHouses(), Task.regression(250_000, 78_000, "USD"));
    }

    private static TrainingProgram program(long seed, Rows rows, Task task) {
        return Fed.of(
                task,
                new Mlp(seed, 5, 24, 1),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> rows.batches(Data.HELD, 50));
    }
}
