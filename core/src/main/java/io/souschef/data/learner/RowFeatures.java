package io.souschef.data.learner;

import io.souschef.data.Table;
import io.souschef.data.TableEncoding;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import java.util.List;

/**
 * A row as a net would see it, and cosines of random sums of that: a weighted sum of them is a smooth function of the row (a Gaussian
 * kernel, approximately), one of the row itself a linear one.
 *
 * @see <a href="https://papers.nips.cc/paper/3182-random-features-for-large-scale-kernel-machines">Rahimi and Recht 2007</a>
 */
public final class RowFeatures implements Features {
    /** Rows between which distances are measured, to find their scale. */
    private static final int MEASURED = 200;

    private final Table table;
    private final TableEncoding encoding;
    private final int cosines;
    private final long seed;
    private final double scale;

    private RowFeatures(Table table, TableEncoding encoding, int cosines, long seed, double scale) {
        this.table = table;
        this.encoding = encoding;
        this.cosines = cosines;
        this.seed = seed;
        this.scale = scale;
    }

    /** @param from the rows that the encoding and the scale are fitted on */
    public static RowFeatures fit(Table table, int[] from, int cosines, long seed) {
        TableEncoding encoding = TableEncoding.fit(table, from);
        int[] some = RandomStream.of(seed, "measured").permutation(from.length);
        double sum = 0;
        int count = 0;
        int n = Math.min(MEASURED, some.length);
        float[][] rows = new float[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = encoding.encode(table, from[some[i]]);
            for (int j = 0; j < i; j++) {
                sum += square(rows[i], rows[j]);
                count++;
            }
        }
        return new RowFeatures(table, encoding, cosines, seed, Math.sqrt(Math.max(1e-12, sum / Math.max(1, count))));
    }

    private static double square(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (double) (a[i] - b[i]);
        }
        return sum;
    }

    @Override
    public int width() {
        return encoding.width() + cosines;
    }

    /** A row is small, and products of longer blocks cost less. */
    @Override
    public int block() {
        return 512;
    }

    @Override
    public Tensor of(int... ids) {
        Tensor x = rows(ids);
        RandomStream random = RandomStream.of(seed, "cosines");
        // a kernel as wide as rows lie apart, root mean square: exp(−d² / s²)
        Tensor weights = random.named("weights").normal(0, Math.sqrt(2) / scale, encoding.width(), cosines);
        Tensor phases = random.named("phases").uniform(0, 2 * Math.PI, 1, cosines);
        return Tensor.cat(List.of(x, x.matmul(weights).add(phases).cos()), 1);
    }

    /** [ids.length, columns as a net sees them]. */
    public Tensor rows(int... ids) {
        return Tensor.of(encoding.encode(table, ids), ids.length, encoding.width());
    }
}
