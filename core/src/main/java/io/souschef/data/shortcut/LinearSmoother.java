package io.souschef.data.shortcut;

import io.souschef.data.Images;
import io.souschef.data.learner.Folds;
import io.souschef.tensor.DType;
import io.souschef.tensor.LinearAlgebra;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Ridge regression on some pixels as what it is, a weighted mean of the labels of the examples outside of one's own fold: predictions are S
 * · Y. The weights depend on the pixels alone, so that other labels, handed out at random, cost one matrix product.
 *
 * @see <a href="https://web.stanford.edu/~hastie/ElemStatLearn/">Hastie, Tibshirani and Friedman 2009, 5.4.1 and 3.4.1</a>
 */
final class LinearSmoother {
    private static final int FOLDS = 5;

    /** Of the mean square of a pixel. */
    private static final double PENALTY = 0.03;

    private final int n;
    private final float[] weights;

    private LinearSmoother(int n, float[] weights) {
        this.n = n;
        this.weights = weights;
    }

    static LinearSmoother of(Images images, int[] places, int[] labels, int classes, long seed) {
        int n = images.size();
        Folds folds = Folds.stratified(labels, classes, FOLDS, seed);
        float[] weights = new float[n * n];
        try (Scope scope = Scope.open("smoother");
                NoGrad off = NoGrad.open()) {
            Tensor x = pixels(images, places);
            x = x.sub(x.mean(0).unsqueeze(0)); // [N, D]
            int width = (int) x.size(1);
            double penalty = PENALTY * Math.max(1e-6, x.mul(x).mean().item());
            Tensor identity = Tensor.arange(width).oneHot(width).to(DType.FLOAT64);
            for (int fold = 0; fold < FOLDS; fold++) {
                int mine = fold;
                int[] asked =
                        IntStream.range(0, n).filter(i -> folds.of()[i] == mine).toArray();
                int[] fitted =
                        IntStream.range(0, n).filter(i -> folds.of()[i] != mine).toArray();
                try (Scope one = Scope.open("fold")) {
                    Tensor train = x.indexSelect(0, index(fitted));
                    Tensor products = train.transpose(0, 1).matmul(train).to(DType.FLOAT64);
                    Tensor solved = LinearAlgebra.solvePositive(
                            products.add(identity.mul(penalty * fitted.length)),
                            train.transpose(0, 1).to(DType.FLOAT64)); // [D, T]
                    float[] block = x.indexSelect(0, index(asked))
                            .matmul(solved.to(DType.FLOAT32))
                            .toFloats();
                    for (int a = 0; a < asked.length; a++) {
                        for (int t = 0; t < fitted.length; t++) {
                            weights[asked[a] * n + fitted[t]] = block[a * fitted.length + t];
                        }
                    }
                }
            }
        }
        return new LinearSmoother(n, weights);
    }

    private static Tensor index(int[] places) {
        return Tensor.of(Arrays.stream(places).asLongStream().toArray(), places.length);
    }

    private static Tensor pixels(Images images, int[] places) {
        int area = images.height() * images.width();
        int width = places.length * images.channels();
        float[] all = new float[images.size() * width];
        for (int id = 0; id < images.size(); id++) {
            for (int c = 0; c < images.channels(); c++) {
                for (int p = 0; p < places.length; p++) {
                    all[id * width + c * places.length + p] = (images.pixels(id)[c * area + places[p]] & 0xff) / 255f;
                }
            }
        }
        return Tensor.of(all, images.size(), width);
    }

    double balancedAccuracy(int[] labels, int classes) {
        return balancedAccuracies(new int[][] {labels}, classes)[0];
    }

    /** Of several ways to label the examples. */
    double[] balancedAccuracies(int[][] labels, int classes) {
        double[] accuracies = new double[labels.length];
        try (Scope scope = Scope.open("smoothed");
                NoGrad off = NoGrad.open()) {
            Tensor s = Tensor.of(weights, n, n);
            for (int l = 0; l < labels.length; l++) {
                try (Scope one = Scope.open("labels")) {
                    accuracies[l] =
                            balanced(s.matmul(targets(labels[l], classes)).toFloats(), labels[l], classes);
                }
            }
        }
        return accuracies;
    }

    /** [N, classes]: for a member of a class one over its share, less 1, so that frequent classes are worth no more than rare ones. */
    private Tensor targets(int[] labels, int classes) {
        double[] shares = new double[classes];
        Arrays.stream(labels).forEach(k -> shares[k] += 1.0 / n);
        float[] targets = new float[n * classes];
        Arrays.fill(targets, -1);
        for (int i = 0; i < n; i++) {
            targets[i * classes + labels[i]] += (float) (1 / shares[labels[i]]);
        }
        return Tensor.of(targets, n, classes);
    }

    /** Where the scores say nothing, as on a part that is the same everywhere, each class is right once in {@code classes}. */
    private static double balanced(float[] scores, int[] labels, int classes) {
        double[] right = new double[classes];
        double[] members = new double[classes];
        for (int i = 0; i < labels.length; i++) {
            int from = i * classes;
            float most = Float.NEGATIVE_INFINITY;
            int ties = 0;
            for (int k = 0; k < classes; k++) {
                float score = scores[from + k];
                ties = score > most ? 1 : score == most ? ties + 1 : ties;
                most = Math.max(most, score);
            }
            members[labels[i]]++;
            right[labels[i]] += scores[from + labels[i]] == most ? 1.0 / ties : 0;
        }
        return IntStream.range(0, classes)
                .mapToDouble(k -> right[k] / members[k])
                .average()
                .orElse(0);
    }
}
