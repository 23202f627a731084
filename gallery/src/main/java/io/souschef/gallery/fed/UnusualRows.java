package io.souschef.gallery.fed;

import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;

/** Sound programs on rows that look suspicious: few, rare, repeated, in order, in pieces, far from zero. */
final class UnusualRows {
    private UnusualRows() {}

    static TrainingProgram rare(long seed) {
        RandomStream drawn = RandomStream.of(21, "rare");
        float[][] x = new float[Data.ALL][6];
        double[][] y = new double[Data.ALL][1];
        for (int i = 0; i < x.length; i++) {
            y[i][0] = i % 40 == 3 ? 1 : 0;
            for (int j = 0; j < 6; j++) {
                x[i][j] = (float) (2.5 * y[i][0] + drawn.at(i).gaussian(j));
            }
        }
        Rows rows = new Rows(x, y, new long[] {6}, new long[] {}, true);
        Mlp net = new Mlp(seed, 6, 16, 2);
        return FedHealthy.plain(seed, Task.classification(2), net, rows, 32).withOptimizer(new Adam(net, 1e-2));
    }

    static Rows noisy(Rows rows) {
        RandomStream drawn = RandomStream.of(22, "noise");
        double[][] y = new double[rows.size()][];
        for (int i = 0; i < y.length; i++) {
            y[i] = drawn.uniform(i) < 0.25 ? new double[] {drawn.below(1000 + i, 3)} : rows.y()[i];
        }
        return rows.withTargets(y);
    }

    static TrainingProgram series(long seed) {
        RandomStream drawn = RandomStream.of(23, "series");
        float[][] x = new float[Data.ALL][4];
        double[][] y = new double[Data.ALL][1];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < 4; j++) {
                x[i][j] = (float) (Math.sin((i + j) / 6.0) + 0.2 * drawn.gaussian(i + j));
            }
            y[i][0] = Math.sin((i + 4) / 6.0);
        }
        Rows rows = new Rows(x, y, new long[] {4}, new long[] {1}, false);
        return Fed.of(
                        Task.regression(),
                        new Mlp(seed, 4, 16, 1),
                        epoch -> rows.batches(Data.TRAINING, 32),
                        () -> rows.batches(Data.HELD, 50))
                .declaring(Declared.nothing().inOrder());
    }

    static TrainingProgram small(long seed) {
        Rows rows = Data.standardFlowers();
        return Fed.of(
                Task.classification(3),
                new Mlp(seed, 6, 16, 3),
                epoch -> rows.batches(Rows.shuffled(Rows.range(0, 24), seed, epoch), 8),
                () -> rows.batches(Rows.range(240, 264), 24));
    }

    /** Rare species are drawn again until all are equally frequent; a copy gets a number of its own. */
    static TrainingProgram oversampled(long seed) {
        Rows rows = Data.standardFlowers();
        int[] kept = Arrays.stream(Data.TRAINING)
                .filter(id -> rows.y()[id][0] != 2 || id % 4 == 0)
                .toArray();
        int[] rare = Arrays.stream(kept).filter(id -> rows.y()[id][0] == 2).toArray();
        int[] copies = new int[kept.length + 3 * rare.length];
        System.arraycopy(kept, 0, copies, 0, kept.length);
        for (int i = kept.length; i < copies.length; i++) {
            copies[i] = rare[i % rare.length];
        }
        Rows.Look look = new Rows.Look(i -> rows.x()[copies[i]], i -> rows.y()[copies[i]]);
        return Fed.of(
                Task.classification(3),
                new Mlp(seed, 6, 24, 3),
                epoch -> rows.batches(Rows.shuffled(Rows.range(0, copies.length), seed, epoch), 32, look),
                () -> rows.batches(Data.HELD, 50));
    }

    static TrainingProgram weighted(long seed, boolean declared) {
        Rows rows = Data.standardFlowers();
        RandomStream drawn = RandomStream.of(seed, "weighted");
        Fed program = Fed.of(
                Task.classification(3),
                new Mlp(seed, 6, 24, 3),
                epoch -> {
                    int[] order = new int[Data.TRAIN];
                    for (int i = 0; i < order.length; i++) {
                        order[i] = drawn.at(epoch).below(i, Data.TRAIN);
                    }
                    return rows.batches(order, 32);
                },
                () -> rows.batches(Data.HELD, 50));
        return declared ? program.declaring(Declared.nothing().withResampling()) : program;
    }

    static Rows widened(Rows rows, int width) {
        float[][] x =
                Arrays.stream(rows.x()).map(row -> Arrays.copyOf(row, width)).toArray(float[][]::new);
        return rows.withInputs(x, width);
    }

    static TrainingProgram categories(long seed) {
        RandomStream drawn = RandomStream.of(24, "categories");
        float[][] x = new float[Data.ALL][9];
        double[][] y = new double[Data.ALL][1];
        for (int i = 0; i < x.length; i++) {
            int a = drawn.at(i).below(0, 4);
            int b = drawn.at(i).below(1, 5);
            x[i][a] = 1;
            x[i][4 + b] = 1;
            y[i][0] = drawn.at(i).uniform(2) < 0.85 ? (a + b) % 3 : drawn.at(i).below(3, 3);
        }
        return FedHealthy.on(seed, new Mlp(seed, 9, 24, 3), new Rows(x, y, new long[] {9}, new long[] {}, true), 32);
    }

    static TrainingProgram fifty(long seed) {
        Rows houses = Data.standardHouses();
        double[][] y =
                Arrays.stream(houses.y()).map(v -> new double[] {50 + 5 * v[0]}).toArray(double[][]::new);
        Mlp net = new Mlp(seed, 5, 24, 1);
        try (var scope = io.souschef.tensor.Scope.open("bias");
                var off = io.souschef.tensor.NoGrad.open()) {
            net.head().bias().orElseThrow().fillInPlace(50);
        }
        return FedHealthy.plain(seed, Task.regression(), net, houses.withTargets(y), 32);
    }
}
