package io.souschef.check.evaluation;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Unit;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** What the program's own metric says to answers that are all right, half right, all wrong, and to the same in another order. */
public record Asked() implements Probe<Asked.View> {
    private static final int EXAMPLES = 48;

    /** How sure the answers are: barely, a little more, and very. */
    private static final double[] SURE = {0.2, 0.3, 6};

    /**
     * @param right the metric of right answers, barely sure, a little more and very sure
     * @param half where every second answer is wrong
     * @param wrong where all are
     * @param task what the task's own metric says to the first of the right ones, to half and to wrong ones
     * @param alone of a right answer alone, to a regression; else NaN
     * @param padded how far the metric moves with the answers at positions that don't count
     * @param moved how far the metric of random answers moves when the examples come in another order; where right answers at many places
     *     don't score perfectly, when these places do
     * @param probabilities whether the net gives numbers from 0 to 1
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
    public record View(
            double[] right,
            double half,
            double wrong,
            double[] task,
            double alone,
            double padded,
            double moved,
            boolean probabilities) {
        /** Whether the metric gives numbers; decibels of right answers have no end, and are numbers all the same. */
        boolean answered() {
            return Stream.of(right, new double[] {half, wrong})
                    .flatMapToDouble(Arrays::stream)
                    .noneMatch(Double::isNaN);
        }

        /** What a check says that would compare them, where they are none. */
        Finding unanswered(Finding.Draft draft) {
            return draft.error(
                    "the metric of made answers is no number: right ones score %s (barely, hardly and very sure), half right %.4g, wrong %.4g",
                    text(right), half, wrong);
        }

        /** Whether the metric says of right, half right and wrong answers what the task's own says. */
        boolean asTask() {
            return right[right.length - 1] == task[0] && half == task[1] && wrong == task[2];
        }
    }

    @Override
    public View measure(Subject subject) {
        return subject.fresh(program -> {
            try (Batch batch = program.evaluation().open(0);
                    NoGrad off = NoGrad.open()) {
                program.net().eval();
                return asked(program, batch, Unit.bounds(program, program.forward(batch), batch));
            }
        });
    }

    private static View asked(TrainingProgram program, Batch batch, boolean probabilities) {
        int n = Math.min(EXAMPLES, batch.size());
        if (n < 4) {
            throw new CouldNotJudge("it needs four evaluation examples in a batch, there are %d", n);
        }
        Tensor target = batch.target().narrow(0, 0, n);
        double[] right = new double[SURE.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = program.metric(answer(program.task(), target, SURE[i], probabilities, row -> false), target);
        }
        Tensor half = answer(program.task(), target, SURE[2], probabilities, row -> row % 2 == 0);
        Tensor wrong = answer(program.task(), target, SURE[2], probabilities, row -> true);
        double ofHalf = program.metric(half, target);
        Tensor sure = answer(program.task(), target, SURE[2], probabilities, row -> false);
        double moved = isOfMany(program.task())
                ? right[2] < 1 ? movedPlaces(program, target, probabilities) : 0
                : moved(program, target, probabilities);
        double[] task = {
            io.souschef.train.Evaluation.metric(program.task(), sure, target),
            io.souschef.train.Evaluation.metric(program.task(), half, target),
            io.souschef.train.Evaluation.metric(program.task(), wrong, target)
        };
        return new View(
                right,
                ofHalf,
                program.metric(wrong, target),
                task,
                alone(program, target),
                padded(program, target, probabilities),
                moved,
                probabilities);
    }

    private static double alone(TrainingProgram program, Tensor target) {
        Tensor first = target.narrow(0, 0, 1);
        return program.task() instanceof Task.Regression
                ? program.metric(answer(program.task(), first, SURE[2], false, row -> false), first)
                : Double.NaN;
    }

    private static double padded(TrainingProgram program, Tensor target, boolean probabilities) {
        Task task = program.task();
        long ignored = task instanceof Task.NextToken tokens
                ? tokens.ignoreIndex()
                : task instanceof Task.Dense dense ? dense.ignoreIndex() : Long.MIN_VALUE;
        if (Arrays.stream(target.toLongs()).noneMatch(one -> one == ignored)) {
            return 0;
        }
        double[] told = new double[2];
        for (int k = 0; k < 2; k++) {
            long there = k;
            told[k] = program.metric(
                    ofMany(task, target, SURE[2], probabilities, (place, wanted) -> wanted == ignored ? there : wanted),
                    target);
        }
        return Math.abs(told[0] - told[1]);
    }

    private static boolean isOfMany(Task task) {
        return task instanceof Task.NextToken || task instanceof Task.Dense;
    }

    /** How far the metric moves when the places of all examples, with what they are and what is said of them, come in another order. */
    private static double movedPlaces(TrainingProgram program, Tensor target, boolean probabilities) {
        boolean dense = program.task() instanceof Task.Dense;
        Tensor answers = answer(program.task(), target, SURE[2], probabilities, row -> row % 2 == 0);
        int places = (int) target.size(1);
        double before = program.metric(answers, target);
        double moved = 0;
        for (int trial = 0; trial < 3; trial++) {
            int[] order = RandomStream.of(trial, "places").permutation(places);
            Tensor index = Tensor.of(Arrays.stream(order).asLongStream().toArray(), places);
            double after = program.metric(answers.indexSelect(dense ? 2 : 1, index), target.indexSelect(1, index));
            moved = Math.max(moved, Math.abs(after - before));
        }
        return moved;
    }

    /**
     * How far the metric moves when the same random answers come in another order: of as many examples as there are outputs, so
     * that a metric over the wrong axis finds what it looks for.
     */
    private static double moved(TrainingProgram program, Tensor target, boolean probabilities) {
        if (!(program.task() instanceof Task.Classification c)) {
            return 0;
        }
        int n = Math.min((int) target.size(0), Math.max(4, c.classes()));
        Tensor few = target.narrow(0, 0, n);
        double moved = 0;
        for (int trial = 0; trial < 12; trial++) {
            Tensor answers = RandomStream.of(trial, "answers").uniform(probabilities ? 0 : -1, 1, n, c.classes());
            int[] order = RandomStream.of(trial, "order").permutation(n);
            Tensor index = Tensor.of(Arrays.stream(order).asLongStream().toArray(), n);
            double there = program.metric(answers.indexSelect(0, index), few.indexSelect(0, index));
            moved = Math.max(moved, Math.abs(there - program.metric(answers, few)));
        }
        return moved;
    }

    private static Tensor answer(Task task, Tensor target, double sure, boolean probabilities, IntPredicate wrong) {
        int n = (int) target.size(0);
        float[] targets = target.toFloats();
        int each = targets.length / n;
        if (task instanceof Task.Classification c && each == 1) {
            float[] out = new float[n * c.classes()];
            for (int i = 0; i < n; i++) {
                int k = wrong.test(i) ? ((int) targets[i] + 1) % c.classes() : (int) targets[i];
                for (int j = 0; j < c.classes(); j++) {
                    double low = probabilities ? (1 - (0.5 + sure / 20)) / (c.classes() - 1) : -sure / 2;
                    double high = probabilities ? 0.5 + sure / 20 : sure / 2;
                    out[i * c.classes() + j] = (float) (j == k ? high : low);
                }
            }
            return Tensor.of(out, n, c.classes());
        }
        if (task instanceof Task.MultiLabel) {
            float[] out = new float[targets.length];
            for (int i = 0; i < out.length; i++) {
                boolean yes = targets[i] > 0.5 != wrong.test(i / each);
                double logit = yes ? sure : -sure;
                out[i] = (float) (probabilities ? 0.5 + logit / 20 : logit);
            }
            return Tensor.of(out, n, each);
        }
        if (task instanceof Task.Regression) {
            float[] out = new float[targets.length];
            for (int i = 0; i < out.length; i++) {
                int sign = i / each / 2 % 2 == 0 ? 1 : -1; // errors that a metric of signed ones adds up to nothing
                out[i] = targets[i] + (wrong.test(i / each) ? sign * (1 + i / 4 % 3) : 0);
            }
            return Tensor.of(out, target.shape().toArray());
        }
        if (isOfMany(task)) {
            int places = (int) (target.numel() / n);
            return ofMany(
                    task,
                    target,
                    sure,
                    probabilities,
                    (place, wanted) -> wrong.test(place / places) ? wanted + 1 : wanted);
        }
        throw new CouldNotJudge("perfect answers are made for classes, labels and numbers only");
    }

    /** What is said of a place, from 0 on, at which {@code wanted} would be right; taken modulo the number of classes. */
    private interface Say {
        long of(int place, long wanted);
    }

    /** A class at each of many places; [N, T, V] for tokens, [N, K, H, W] for pixels. Targets that are no class are taken for class 0. */
    private static Tensor ofMany(Task task, Tensor target, double sure, boolean probabilities, Say say) {
        int classes = task.outputs();
        long[] wanted = target.toLongs();
        float[] out = new float[wanted.length * classes];
        double low = probabilities ? (1 - (0.5 + sure / 20)) / (classes - 1) : -sure / 2;
        double high = probabilities ? 0.5 + sure / 20 : sure / 2;
        for (int i = 0; i < wanted.length; i++) {
            long said = say.of(i, wanted[i]);
            long k = wanted[i] < 0 && said == wanted[i] ? 0 : Math.floorMod(said, (long) classes);
            for (int j = 0; j < classes; j++) {
                out[i * classes + j] = (float) (j == k ? high : low);
            }
        }
        long[] shape = Arrays.copyOf(target.shape().toArray(), target.dim() + 1);
        shape[target.dim()] = classes;
        Tensor last = Tensor.of(out, shape);
        return task instanceof Task.Dense ? last.permute(0, 3, 1, 2).contiguous() : last;
    }

    /** Sizes, for messages. */
    static String text(double[] values) {
        List<String> text = new ArrayList<>();
        for (double value : values) {
            text.add(String.format(Locale.ROOT, "%.4g", value));
        }
        return String.join(", ", text);
    }
}
