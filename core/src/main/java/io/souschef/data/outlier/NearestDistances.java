package io.souschef.data.outlier;

import io.souschef.data.Progress;
import io.souschef.data.learner.Features;
import io.souschef.tensor.DType;
import io.souschef.tensor.LinearAlgebra;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Distances to nearest neighbours, exactly, in the metric of the features' covariance (Mahalanobis): with A its inverse, d² = (q − t)ᵀ A (q −
 * t) is least where 2 qᵀ A t − tᵀ A t is largest, one matrix product for many. Features are brought to deviation 1 first and their
 * correlations shrunk towards none, or what never varies by nature would count infinitely.
 */
public final class NearestDistances {
    private static final int BLOCK = 512;

    /** Added to the correlation of each feature with itself. */
    private static final double SHRINKAGE = 0.1;

    private NearestDistances() {}

    /**
     * Of each of {@code ids} the mean distance to the {@code k} nearest of {@code reference}, itself left out, per feature (over √D).
     *
     * @param reference ascending
     */
    public static double[] mean(Features features, int[] ids, int[] reference, int k, Progress progress) {
        return mean(features, ids, reference, k, SHRINKAGE, progress);
    }

    /** The same with another shrinkage; a large one leaves each feature by itself. */
    public static double[] mean(
            Features features, int[] ids, int[] reference, int k, double shrinkage, Progress progress) {
        double[] means = new double[ids.length];
        try (Scope scope = Scope.open("nearest distances");
                NoGrad off = NoGrad.open()) {
            Tensor raw = gathered(features, reference); // [M, D]
            Tensor centre = raw.mean(0).unsqueeze(0);
            Tensor deviation =
                    raw.sub(centre).pow(2).mean(0).unsqueeze(0).add(1e-8).sqrt();
            Tensor known = raw.sub(centre).div(deviation);
            Tensor metric = metric(known, shrinkage); // [D, D]
            Tensor weighted = known.matmul(metric); // [M, D]
            Tensor squares = weighted.mul(known).sum(1).unsqueeze(0); // [1, M]
            Tensor across = weighted.transpose(0, 1).mul(2).contiguous(); // [D, M]
            for (int from = 0; from < ids.length; from += BLOCK) {
                int[] some = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + BLOCK));
                try (Scope block = Scope.open("queries")) {
                    Tensor query = features.of(some).sub(centre).div(deviation);
                    double[] own = query.matmul(metric).mul(query).sum(1).toDoubles();
                    List<Tensor> top = query.matmul(across).sub(squares).topk(Math.min(reference.length, k + 1));
                    means(some, reference, own, top, features.width(), means, from);
                }
                progress.at(Math.min(ids.length, from + BLOCK), ids.length);
            }
        }
        return means;
    }

    private static Tensor gathered(Features features, int[] ids) {
        float[] all = new float[Math.multiplyExact(ids.length, features.width())];
        for (int from = 0; from < ids.length; from += BLOCK) {
            int[] some = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + BLOCK));
            try (Scope block = Scope.open("features")) {
                float[] rows = features.of(some).toFloats();
                System.arraycopy(rows, 0, all, from * features.width(), rows.length);
            }
        }
        return Tensor.of(all, ids.length, features.width());
    }

    /** The inverse of the shrunk correlations. */
    private static Tensor metric(Tensor known, double shrinkage) {
        long width = known.size(1);
        Tensor identity = Tensor.arange(width).oneHot(width).to(DType.FLOAT64);
        Tensor correlations =
                known.transpose(0, 1).matmul(known).to(DType.FLOAT64).div(known.size(0));
        return LinearAlgebra.solvePositive(correlations.add(identity.mul(shrinkage)), identity)
                .to(DType.FLOAT32);
    }

    private static void means(
            int[] ids, int[] reference, double[] own, List<Tensor> top, int width, double[] means, int from) {
        float[] closeness = top.get(0).toFloats();
        long[] nearest = top.get(1).toLongs();
        int each = closeness.length / ids.length;
        for (int i = 0; i < ids.length; i++) {
            double sum = 0;
            int count = 0;
            for (int j = i * each; j < (i + 1) * each && count < Math.max(1, each - 1); j++) {
                if (reference[(int) nearest[j]] != ids[i]) {
                    sum += Math.sqrt(Math.max(0, own[i] - closeness[j]) / width);
                    count++;
                }
            }
            means[from + i] = count == 0 ? 0 : sum / count;
        }
    }
}
