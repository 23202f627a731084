package io.souschef.data.learner;

import io.souschef.tensor.DType;
import io.souschef.tensor.LinearAlgebra;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Refused;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Classes by ridge regression on features: each class has a weighted sum that should be 1 for its members and 0 for all others, and the
 * largest one says the class. Solved in one step from the sums of squares and products, which are kept for every fold apart, so that
 * leaving one out costs a subtraction. Wrong labels move such an average little, and it can't learn them by heart.
 *
 * @see <a href="https://web.stanford.edu/~hastie/ElemStatLearn/">Hastie, Tibshirani and Friedman 2009, 3.4.1 and 4.2</a>
 */
public final class Ridge {
    /** The penalty, in mean squares of a feature. Of 0.001 to 0.1, all within half a point of accuracy on digits and Fashion-MNIST. */
    static final double PENALTY = 0.01;

    private static final double MOST_PENALTY = 100;

    /** Of a feature, in squares of its mean: sums of products of float32 are this exact, and more by a factor of a hundred. */
    private static final double LEAST_VARIANCE = 1e-4;

    /** Multiply-adds of sums that are done in float64: where there are fewer examples than features, nothing less is exact enough. */
    private static final double CHEAP = 5e9;

    /** Of the time for an example that it is fitted on. */
    private static final double SUMMING = 0.6;

    private Ridge() {}

    /** Is told how much is done, 0 … 1. */
    public interface Progress {
        void at(double share);
    }

    /**
     * What the learner says of every example, fitted without the fold that it is in, or on all folds where it is in none: [n, classes], higher is
     * likelier.
     *
     * @param ids the examples
     * @param labels by place in {@code ids}
     */
    public static float[][] leftOut(
            Features features, int[] ids, int[] labels, int classes, Folds folds, Progress progress) {
        return leftOut(features, features, ids, labels, classes, folds, i -> true, progress);
    }

    /**
     * The same, where those that it is asked about are shown otherwise than those that it was fitted on.
     *
     * @param asked features of the same width
     */
    public static float[][] leftOut(
            Features features, Features asked, int[] ids, int[] labels, int classes, Folds folds, Progress progress) {
        return leftOut(features, asked, ids, labels, classes, folds, i -> true, progress);
    }

    /**
     * The same, fitted on some of the examples only, and asked about all.
     *
     * @param trusted by place in {@code ids}: whether it is fitted on this example
     */
    public static float[][] leftOut(
            Features features,
            int[] ids,
            int[] labels,
            int classes,
            Folds folds,
            IntPredicate trusted,
            Progress progress) {
        return leftOut(features, features, ids, labels, classes, folds, trusted, progress);
    }

    private static float[][] leftOut(
            Features features,
            Features asked,
            int[] ids,
            int[] labels,
            int classes,
            Folds folds,
            IntPredicate trusted,
            Progress progress) {
        float[][] said = new float[ids.length][];
        try (Scope scope = Scope.open("ridge");
                NoGrad off = NoGrad.open()) {
            int[] rest = members(folds, Folds.NONE);
            int known = ids.length - rest.length;
            double begun = SUMMING * known / (known + (1 - SUMMING) * rest.length);
            List<Tensor> sums =
                    sums(features, ids, labels, classes, folds, trusted, share -> progress.at(begun * share));
            Tensor whole = sums.get(0);
            for (Tensor sum : sums.subList(1, sums.size())) {
                whole = whole.add(sum);
            }
            int[] done = {0};
            IntConsumer tell = more -> progress.at(begun + (1 - begun) * (done[0] += more) / ids.length);
            for (int fold = 0; fold < folds.count(); fold++) {
                try (Scope one = Scope.open("fold")) {
                    int[] members = members(folds, fold);
                    Tensor weights = solve(
                            whole.sub(sums.get(fold)), features.width(), features.penalty(known - members.length));
                    say(asked, ids, members, weights, said, tell);
                }
            }
            if (rest.length > 0) {
                say(asked, ids, rest, solve(whole, features.width(), features.penalty(known)), said, tell);
            }
        }
        return said;
    }

    /** Per fold Aᵀ(A, Y) with A the features and a 1, Y the classes one-hot: [D + 1, D + 1 + classes], float64. */
    private static List<Tensor> sums(
            Features features,
            int[] ids,
            int[] labels,
            int classes,
            Folds folds,
            IntPredicate trusted,
            Progress progress) {
        int width = features.width() + 1;
        int known = ids.length - members(folds, Folds.NONE).length;
        DType type = (double) known * width * width < CHEAP ? DType.FLOAT64 : DType.FLOAT32;
        List<Tensor> sums = new ArrayList<>();
        int done = 0;
        for (int fold = 0; fold < folds.count(); fold++) {
            Tensor sum = Tensor.zeros(width, width + classes).to(DType.FLOAT64);
            int[] all = members(folds, fold);
            int[] members = Arrays.stream(all).filter(trusted).toArray();
            for (int from = 0; from < members.length; from += features.block()) {
                int[] some = Arrays.copyOfRange(members, from, Math.min(members.length, from + features.block()));
                try (Scope block = Scope.open("block")) {
                    Tensor a = rows(features, ids, some).to(type);
                    Tensor y = Tensor.of(
                                    Arrays.stream(some)
                                            .mapToLong(i -> labels[i])
                                            .toArray(),
                                    some.length)
                            .oneHot(classes)
                            .to(type);
                    sum.addInPlace(
                            a.transpose(0, 1)
                                    .matmul(Tensor.cat(List.of(a, y), 1))
                                    .to(DType.FLOAT64),
                            1);
                }
                progress.at((double) (done + from) / known);
            }
            done += all.length;
            sums.add(sum);
        }
        return sums;
    }

    /** [n, D + 1]; the last is 1. */
    private static Tensor rows(Features features, int[] ids, int[] places) {
        Tensor x = features.of(Arrays.stream(places).map(i -> ids[i]).toArray());
        return Tensor.cat(List.of(x, Tensor.ones(places.length, 1)), 1);
    }

    /** Features are centred and brought to deviation 1 through the sums. → [D + 1, classes], the last row an offset. */
    private static Tensor solve(Tensor sums, int width, double penalty) {
        double count = sums.select(0, width).select(0, width).item();
        Tensor mean = sums.narrow(0, 0, width).narrow(1, width, 1).div(count); // [D, 1]
        Tensor products =
                sums.narrow(0, 0, width).narrow(1, 0, width).div(count).sub(mean.mul(mean.transpose(0, 1)));
        long classes = sums.size(1) - width - 1;
        Tensor shares = sums.narrow(0, width, 1).narrow(1, width + 1, classes).div(count); // [1, K]
        Tensor answers = sums.narrow(0, 0, width)
                .narrow(1, width + 1, classes)
                .div(count)
                .sub(mean.mul(shares)); // [D, K]
        // what varies by less than float32 can tell beside its mean counts for nothing
        Tensor deviation = diagonal(products, width)
                .maximum(mean.mul(mean).mul(LEAST_VARIANCE).add(1e-10))
                .sqrt(); // [D, 1]
        Tensor scaled = products.div(deviation).div(deviation.transpose(0, 1));
        Tensor weights = penalised(scaled, answers.div(deviation), penalty).div(deviation);
        Tensor offset = shares.sub(mean.transpose(0, 1).matmul(weights));
        return Tensor.cat(List.of(weights, offset), 0).to(DType.FLOAT32);
    }

    /** Where features are so much alike that sums of float32 are no products of anything any more, a larger penalty makes them so. */
    static Tensor penalised(Tensor products, Tensor answers, double penalty) {
        try {
            return LinearAlgebra.solvePositive(
                    products.add(identity((int) products.size(0)).mul(penalty)), answers);
        } catch (Refused e) {
            if (penalty >= MOST_PENALTY) {
                throw e;
            }
            return penalised(products, answers, 10 * penalty);
        }
    }

    private static Tensor diagonal(Tensor square, int width) {
        return square.mul(identity(width)).sum(1).unsqueeze(1);
    }

    private static Tensor identity(int width) {
        return Tensor.arange(width).oneHot(width).to(DType.FLOAT64);
    }

    private static void say(
            Features asked, int[] ids, int[] members, Tensor weights, float[][] said, IntConsumer tell) {
        for (int from = 0; from < members.length; from += asked.block()) {
            int[] some = Arrays.copyOfRange(members, from, Math.min(members.length, from + asked.block()));
            try (Scope block = Scope.open("block")) {
                Tensor scores = rows(asked, ids, some).matmul(weights);
                int classes = (int) scores.size(1);
                float[] all = scores.toFloats();
                for (int i = 0; i < some.length; i++) {
                    said[some[i]] = Arrays.copyOfRange(all, i * classes, (i + 1) * classes);
                }
            }
            tell.accept(some.length);
        }
    }

    private static int[] members(Folds folds, int fold) {
        return IntStream.range(0, folds.of().length)
                .filter(i -> folds.of()[i] == fold)
                .toArray();
    }
}
