package io.souschef.check.evaluation;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.loss.Ignored;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Answers to targets that no net gave, laid out as the net lays out its own: whoever writes a metric writes it for those.
 *
 * @param shape of the net's outputs for a batch of {@code size} examples
 * @param probabilities whether the net gives numbers from 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
record MadeAnswers(Task task, long[] shape, int size, boolean probabilities) {
    /**
     * As {@code output}, of the net for {@code target}.
     *
     * @throws CouldNotJudge where that isn't one number for each class, label or number
     */
    static MadeAnswers like(Task task, Tensor output, Tensor target, boolean probabilities) {
        long each = isOfMany(task)
                ? task.outputs()
                : task instanceof Task.Classification c ? scores(c, output.numel() == target.numel()) : 1;
        if (output.dim() == 0
                || output.size(0) % target.size(0) != 0
                || output.numel() != target.numel() * each
                || (isOfMany(task) && !isLaidOut(task, output, target))) {
            throw new CouldNotJudge(
                    "the net gives outputs %s for targets %s, not one for each answer: none can be made for the metric",
                    output.shape(), target.shape());
        }
        return new MadeAnswers(task, output.shape().toArray(), (int) target.size(0), probabilities);
    }

    /** One for each class; of two classes one for both. */
    private static int scores(Task.Classification task, boolean single) {
        return single && task.classes() == 2 ? 1 : task.classes();
    }

    private static boolean isLaidOut(Task task, Tensor output, Tensor target) {
        int axis = task instanceof Task.Dense ? 1 : output.dim() - 1;
        return (task instanceof Task.NextToken || output.dim() == 4)
                && output.dim() > axis
                && output.size(axis) == task.outputs()
                && target.dim() == (task instanceof Task.Dense ? 3 : 2);
    }

    static boolean isOfMany(Task task) {
        return task instanceof Task.NextToken || task instanceof Task.Dense;
    }

    /** Where the positions of an answer are; they can't be put into another order where there is no such axis. */
    int axisOfPlaces() {
        return task instanceof Task.Dense ? 2 : shape.length == 3 ? 1 : -1;
    }

    Tensor right(Tensor target, double sure) {
        return to(target, sure, row -> false);
    }

    /** To every second example a right answer, to the others a wrong one. */
    Tensor half(Tensor target, double sure) {
        return to(target, sure, row -> row % 2 == 0);
    }

    /** A wrong answer to one example, right ones to the others. */
    Tensor allBut(Tensor target, double sure, int one) {
        return to(target, sure, row -> row == one);
    }

    Tensor wrong(Tensor target, double sure) {
        return to(target, sure, row -> true);
    }

    /** Right answers, so sure, to all examples but those that are to be wrong. */
    private Tensor to(Tensor target, double sure, IntPredicate wrong) {
        int n = (int) target.size(0);
        float[] targets = target.toFloats();
        int each = targets.length / n;
        if (task instanceof Task.Classification && each == 1) {
            return ofClasses(targets, n, sure, wrong);
        }
        if (task instanceof Task.MultiLabel) {
            float[] out = new float[targets.length];
            for (int i = 0; i < out.length; i++) {
                boolean yes = targets[i] > 0.5 != wrong.test(i / each);
                double logit = yes ? sure : -sure;
                out[i] = (float) (probabilities ? 0.5 + logit / 20 : logit);
            }
            return laidOut(out, n);
        }
        if (task instanceof Task.Regression) {
            float[] out = new float[targets.length];
            float far = far(targets);
            for (int i = 0; i < out.length; i++) {
                int sign = i / each / 2 % 2 == 0 ? 1 : -1; // errors that a metric of signed ones adds up to nothing
                out[i] = targets[i] + (wrong.test(i / each) ? sign * far * (1 + i / 4 % 3) : 0);
            }
            return laidOut(out, n);
        }
        if (isOfMany(task)) {
            return ofMany(target, sure, (place, wanted) -> wrong.test(place / each) ? wanted + 1 : wanted);
        }
        throw new CouldNotJudge("perfect answers are made for classes, labels and numbers only");
    }

    /** How far off an answer is wrong: a deviation of the targets, or 1 where that is less. Three years are no wrong guess of an age. */
    private static float far(float[] targets) {
        double mean = 0;
        double square = 0;
        for (float target : targets) {
            mean += target / targets.length;
        }
        for (float target : targets) {
            square += (target - mean) * (target - mean) / targets.length;
        }
        double deviation = Math.sqrt(square);
        return Double.isFinite(deviation) ? (float) Math.max(1, deviation) : 1;
    }

    /** Numbers for {@code n} examples in the shape in which the net gives its outputs. */
    Tensor laidOut(float[] numbers, int n) {
        long[] like = shape.clone();
        like[0] = shape[0] / size * n;
        return Tensor.of(numbers, like);
    }

    private Tensor ofClasses(float[] targets, int n, double sure, IntPredicate wrong) {
        int classes = ((Task.Classification) task).classes();
        boolean single = Arrays.stream(shape).reduce(1, (a, b) -> a * b) == size;
        float[] out = new float[single ? n : n * classes];
        for (int i = 0; i < n; i++) {
            int right = (int) targets[i];
            int said = wrong.test(i) ? (right + 1) % classes : right;
            if (single) {
                out[i] = (float) (probabilities ? 0.5 + (said - 0.5) * sure / 10 : (2 * said - 1) * sure / 2);
            } else {
                fill(out, i, classes, sure, said, right);
            }
        }
        return laidOut(out, n);
    }

    /** What is said gets most, what would have been right least where it isn't said: wrong answers are wrong at any rank. */
    private void fill(float[] out, int row, int classes, double sure, int said, long right) {
        double low = probabilities ? (1 - (0.5 + sure / 20)) / (classes - 1) : -sure / 2;
        double high = probabilities ? 0.5 + sure / 20 : sure / 2;
        double least = probabilities ? low / 2 : 2 * low;
        for (int j = 0; j < classes; j++) {
            out[row * classes + j] = (float) (j == said ? high : j == right ? least : low);
        }
    }

    /** What is said of a place, from 0 on, at which {@code wanted} would be right; taken modulo the number of classes. */
    interface Say {
        long of(int place, long wanted);
    }

    /** A class at each of many places; [N, T, V] for tokens, [N, K, H, W] for pixels. Targets that are no class are taken for class 0. */
    Tensor ofMany(Tensor target, double sure, Say say) {
        int classes = task.outputs();
        long[] wanted = target.toLongs();
        float[] out = new float[wanted.length * classes];
        for (int i = 0; i < wanted.length; i++) {
            long said = say.of(i, wanted[i]);
            long k = wanted[i] < 0 && said == wanted[i] ? 0 : Math.floorMod(said, (long) classes);
            fill(out, i, classes, sure, (int) k, wanted[i]);
        }
        int n = (int) target.size(0);
        if (!(task instanceof Task.Dense)) {
            return laidOut(out, n);
        }
        long[] last = Arrays.copyOf(target.shape().toArray(), target.dim() + 1);
        last[target.dim()] = classes;
        return Tensor.of(out, last).permute(0, 3, 1, 2).contiguous();
    }

    /**
     * Other targets, of the same shape: of every class as many, of every label as many a yes as a no, in each example both where there are
     * several. Of few examples of a split some classes may be missing, and a score that is a mean over classes isn't perfect there. Numbers stay
     * what they are.
     */
    Tensor even(Tensor target) {
        long[] like = target.shape().toArray();
        if (task instanceof Task.Regression) {
            return target;
        }
        int n = (int) like[0];
        int each = (int) (target.numel() / n);
        if (task instanceof Task.MultiLabel) {
            float[] labels = new float[n * each];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = (i / each / 2 + i % each) % 2;
            }
            return Tensor.of(labels, like);
        }
        int classes = task.outputs();
        long ignored = Ignored.ofTask(task).orElse(Long.MIN_VALUE);
        int rows = Math.max(n, (classes + each - 1) / each);
        like[0] = rows;
        long[] wanted = new long[rows * each];
        long[] before = target.toLongs();
        for (int i = 0; i < wanted.length; i++) {
            int k = (i / each + i % each) % classes;
            wanted[i] = i < before.length && before[i] == ignored ? ignored : k == ignored ? (k + 1) % classes : k;
        }
        return Tensor.of(wanted, like);
    }
}
