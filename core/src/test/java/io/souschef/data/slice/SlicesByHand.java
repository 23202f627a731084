package io.souschef.data.slice;

import java.util.List;

/**
 * How often {@link SliceSearch} finds something where nothing is, and a planted part where there is one: by hand, for it takes a minute.
 * What it printed is quoted in WorstSlices.
 */
final class SlicesByHand {
    private static final int SEEDS = 300;

    private SlicesByHand() {}

    public static void main(String[] args) {
        int alarms = 0;
        for (int seed = 1000; seed < 1000 + SEEDS; seed++) {
            SliceSearchTest.Made made = new SliceSearchTest.Made(seed);
            alarms += best(made, made.losses(row -> 0.1), seed) < 0.01 ? 1 : 0;
        }
        System.out.printf("nothing wrong, 10 %% mistakes: %d of %d runs with p < 0.01%n", alarms, SEEDS);
        for (double there : new double[] {0.2, 0.3, 0.4, 0.6}) {
            int found = 0;
            for (int seed = 0; seed < SEEDS / 3; seed++) {
                SliceSearchTest.Made made = new SliceSearchTest.Made(seed);
                double[] losses = made.losses(row -> made.towns[row] == 2 && made.size[row] > 0.5 ? there : 0.1);
                found += best(made, losses, seed) < 0.01 ? 1 : 0;
            }
            System.out.printf(
                    "an eighth of the rows with %.0f %% mistakes: found in %d of %d%n", 100 * there, found, SEEDS / 3);
        }
    }

    private static double best(SliceSearchTest.Made made, double[] losses, int seed) {
        List<Slice> slices = SliceSearch.worst(made.columns(), losses, new int[losses.length], seed);
        return slices.isEmpty() ? 1 : slices.get(0).probability();
    }
}
