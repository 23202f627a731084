package io.souschef.recipe.hindsight;

import io.souschef.data.Images;
import io.souschef.data.learner.PatchFeatures;
import io.souschef.data.table.CategoryColumn;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Pictures in groups of their own kind, by features that know no label: k-means, begun at pictures that are far apart. */
final class Clusters {
    private static final int PATCH = 6, FILTERS = 30, GRID = 2;
    private static final int COUNT = 16, ROUNDS = 15, AT_ONCE = 256;

    private Clusters() {}

    /** For these pictures, the cluster that each is in: a column as long as {@code ids}. */
    static CategoryColumn of(Images images, int[] ids, long seed) {
        int patch = Math.min(PATCH, Math.min(images.height(), images.width()) / 2);
        float[][] features = features(images, ids, Math.max(1, patch), seed);
        int[] in = grouped(features, Math.min(COUNT, Math.max(1, ids.length / 20)), seed);
        List<String> names =
                IntStream.rangeClosed(1, COUNT).mapToObj(k -> "no. " + k).toList();
        return new CategoryColumn("group of alike pictures", in, names);
    }

    private static float[][] features(Images images, int[] ids, int patch, long seed) {
        PatchFeatures patches = PatchFeatures.cut(images, ids, new PatchFeatures.Plan(patch, FILTERS, GRID), seed);
        float[][] rows = new float[ids.length][];
        int width = patches.width();
        for (int from = 0; from < ids.length; from += AT_ONCE) {
            int[] some = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + AT_ONCE));
            try (Scope scope = Scope.open("features");
                    NoGrad off = NoGrad.open()) {
                float[] all = patches.of(some).toFloats();
                for (int i = 0; i < some.length; i++) {
                    rows[from + i] = Arrays.copyOfRange(all, i * width, (i + 1) * width);
                }
            }
        }
        scale(rows);
        return rows;
    }

    /** Every feature to deviate by 1. */
    private static void scale(float[][] rows) {
        for (int f = 0; f < rows[0].length; f++) {
            double mean = 0;
            double squares = 0;
            for (float[] row : rows) {
                mean += row[f] / rows.length;
            }
            for (float[] row : rows) {
                squares += (row[f] - mean) * (row[f] - mean) / rows.length;
            }
            double deviation = Math.max(1e-6, Math.sqrt(squares));
            for (float[] row : rows) {
                row[f] = (float) ((row[f] - mean) / deviation);
            }
        }
    }

    static int[] grouped(float[][] rows, int count, long seed) {
        double[][] centres = begun(rows, count, seed);
        int[] in = new int[rows.length];
        for (int round = 0; round < ROUNDS; round++) {
            IntStream.range(0, rows.length).parallel().forEach(i -> in[i] = nearest(rows[i], centres));
            double[][] sums = new double[count][rows[0].length];
            int[] sizes = new int[count];
            for (int i = 0; i < rows.length; i++) {
                sizes[in[i]]++;
                for (int f = 0; f < rows[i].length; f++) {
                    sums[in[i]][f] += rows[i][f];
                }
            }
            for (int k = 0; k < count; k++) {
                for (int f = 0; f < sums[k].length && sizes[k] > 0; f++) {
                    centres[k][f] = sums[k][f] / sizes[k];
                }
            }
        }
        return in;
    }

    /** Each next centre is drawn with a probability that grows with its squared distance from those before (k-means++). */
    private static double[][] begun(float[][] rows, int count, long seed) {
        RandomStream random = RandomStream.of(seed, "clusters");
        double[][] centres = new double[count][];
        double[] distances = new double[rows.length];
        Arrays.fill(distances, 1);
        for (int k = 0; k < count; k++) {
            double aim = random.uniform(k) * Arrays.stream(distances).sum();
            int drawn = 0;
            for (double sum = distances[0]; sum < aim && drawn < rows.length - 1; ) {
                drawn++;
                sum += distances[drawn];
            }
            centres[k] = new double[rows[drawn].length];
            for (int f = 0; f < centres[k].length; f++) {
                centres[k][f] = rows[drawn][f];
            }
            for (int i = 0; i < rows.length; i++) {
                double distance = distance(rows[i], centres[k]);
                distances[i] = k == 0 ? distance : Math.min(distances[i], distance);
            }
        }
        return centres;
    }

    private static int nearest(float[] row, double[][] centres) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < centres.length; k++) {
            double distance = distance(row, centres[k]);
            if (distance < least) {
                least = distance;
                best = k;
            }
        }
        return best;
    }

    private static double distance(float[] row, double[] centre) {
        double sum = 0;
        for (int f = 0; f < row.length; f++) {
            sum += (row[f] - centre[f]) * (row[f] - centre[f]);
        }
        return sum;
    }
}
