package io.souschef.data.outlier;

import io.souschef.data.learner.Features;
import io.souschef.data.source.Progress;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Distances to nearest neighbours, exactly: |q − t|² is least where 2 q · t − |t|² is largest, one matrix product for many. */
final class NearestDistances {
    private static final int BLOCK = 512;

    private NearestDistances() {}

    /**
     * Of each of {@code ids} the mean distance to the {@code k} nearest of {@code reference}, itself left out.
     *
     * @param reference ascending
     */
    static double[] mean(Features features, int[] ids, int[] reference, int k, Progress progress) {
        double[] means = new double[ids.length];
        try (Scope scope = Scope.open("nearest distances");
                NoGrad off = NoGrad.open()) {
            Tensor known = features.of(reference); // [M, D]
            Tensor squares = known.mul(known).sum(1).unsqueeze(0); // [1, M]
            Tensor across = known.transpose(0, 1).mul(2).contiguous(); // [D, M]
            for (int from = 0; from < ids.length; from += BLOCK) {
                int[] some = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + BLOCK));
                try (Scope block = Scope.open("queries")) {
                    Tensor query = features.of(some);
                    double[] own = query.mul(query).sum(1).toDoubles();
                    List<Tensor> top = query.matmul(across).sub(squares).topk(Math.min(reference.length, k + 1));
                    means(some, reference, own, top, means, from);
                }
                progress.at(Math.min(ids.length, from + BLOCK), ids.length);
            }
        }
        return means;
    }

    private static void means(int[] ids, int[] reference, double[] own, List<Tensor> top, double[] means, int from) {
        float[] closeness = top.get(0).toFloats();
        long[] nearest = top.get(1).toLongs();
        int each = closeness.length / ids.length;
        for (int i = 0; i < ids.length; i++) {
            double sum = 0;
            int count = 0;
            for (int j = i * each; j < (i + 1) * each && count < Math.max(1, each - 1); j++) {
                if (reference[(int) nearest[j]] != ids[i]) {
                    sum += Math.sqrt(Math.max(0, own[i] - closeness[j]));
                    count++;
                }
            }
            means[from + i] = count == 0 ? 0 : sum / count;
        }
    }
}
