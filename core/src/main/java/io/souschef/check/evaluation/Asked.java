package io.souschef.check.evaluation;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.loss.Ignored;
import io.souschef.check.wiring.Unit;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What the program's own metric says to answers that are all right, half right, all wrong, and to the same in another order. */
public record Asked() implements Probe<Asked.View> {
    private static final int EXAMPLES = 48, FEW = 8;

    /** How sure the answers are: barely, a little more, and very. */
    private static final double BARELY = 0.2, HARDLY = 0.3, VERY = 6;

    /** A little below and a little above one half, in logits; a softmax over four classes gets past one half at 0.549. */
    private static final double BELOW_HALF = 0.499, ABOVE_HALF = 0.501;

    /** What a metric may differ by for nothing. */
    private static final double SLACK = 1e-4;

    /**
     * What a metric says.
     *
     * @param right the metric of right answers, barely sure, a little more and very sure
     * @param half where every second answer is wrong
     * @param wrong where all are
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
    public record Scores(double[] right, double half, double wrong) {
        /** Whether the metric gives numbers; decibels of right answers have no end, and are numbers all the same. */
        boolean answered() {
            return Stream.of(right, new double[] {half, wrong})
                    .flatMapToDouble(Arrays::stream)
                    .noneMatch(Double::isNaN);
        }

        double surely() {
            return right[right.length - 1];
        }

        /** Whether less is said of right answers than of half right ones, and of these than of wrong ones. */
        boolean turned() {
            return surely() < half - SLACK && half < wrong - SLACK;
        }

        /** Whether right answers are the best, and wrong ones the worst. */
        boolean ordered() {
            return surely() > half + SLACK && half > wrong + SLACK;
        }

        /** An error, a rate of errors, how far off: none where answers are right, however sure. */
        boolean error() {
            return Math.abs(surely()) < SLACK && right[0] == surely() && turned();
        }

        /** An error or a loss with a minus before it: nothing is better than none. A share isn't below zero. */
        boolean lost() {
            return ordered() && surely() <= SLACK && wrong < -SLACK;
        }

        /** Whether right answers are at the end of a scale that is in use: 1 or 100 of a score, 0 of an error. */
        boolean perfect() {
            boolean told = !Double.isNaN(surely() - wrong); // infinity of all is none
            return told && (surely() >= 1 - SLACK || error() || lost());
        }
    }

    /**
     * @param scores of the first targets of the evaluation split
     * @param even of targets among which no class, and neither yes nor no, is missing or rare
     * @param task what the task's own metric says of the first targets
     * @param alone of a right answer alone, to a regression; else NaN
     * @param padded how far the metric moves with the answers at positions that don't count
     * @param moved how far the metric of random answers moves when the examples come in another order; of answers at many places, how far when
     *     the places do, and 0 where right ones score perfectly
     * @param atHalf how far it moves where all right answers, from a little less sure than one half, get a little surer, in logits
     * @param nearlyAll of answers of which one is wrong, where half wrong ones and wrong ones score 0, the better of some; else NaN
     * @param probabilities whether the net gives numbers from 0 to 1
     * @param yesOrNo whether the answers are a yes or a no, of labels or of two classes
     */
    public record View(
            Scores scores,
            Scores even,
            Scores task,
            double alone,
            double padded,
            double moved,
            double atHalf,
            double nearlyAll,
            boolean probabilities,
            boolean yesOrNo) {
        double[] right() {
            return scores.right();
        }

        double half() {
            return scores.half();
        }

        double wrong() {
            return scores.wrong();
        }

        boolean answered() {
            return scores.answered();
        }

        /** What a check says that would compare them, where they are none. */
        Finding unanswered(Finding.Draft draft) {
            return draft.error(
                    "the metric of made answers is no number: right ones score %s (barely, hardly and very sure), half right %.4g, wrong %.4g",
                    text(right()), half(), wrong());
        }

        /** Whether the metric says of right, half right and wrong answers what the task's own says. */
        boolean asTask() {
            return scores.surely() == task.surely() && half() == task.half() && wrong() == task.wrong();
        }
    }

    @Override
    public View measure(Subject subject) {
        return subject.fresh(program -> {
            try (Batch batch = program.evaluation().open(0);
                    NoGrad off = NoGrad.open()) {
                program.net().eval();
                Tensor output = program.forward(batch);
                boolean probabilities = Unit.bounds(program, output, batch);
                program.forward(
                        batch); // what a metric takes beside the output is left by it, of the weights as they are
                return asked(program, batch, MadeAnswers.like(program.task(), output, batch.target(), probabilities));
            }
        });
    }

    /** Of some examples; where the metric takes something that forward() left of all of them, of all. */
    private static View asked(TrainingProgram program, Batch batch, MadeAnswers made) {
        int n = Math.min(EXAMPLES, batch.size());
        if (n < 4) {
            throw new CouldNotJudge("it needs four evaluation examples in a batch, there are %d", n);
        }
        try {
            return asked(program, made, batch.target().narrow(0, 0, n), n == batch.size());
        } catch (RuntimeException ofAll) {
            if (n == batch.size()) {
                throw ofAll;
            }
            return asked(program, made, batch.target(), true);
        }
    }

    private static View asked(TrainingProgram program, MadeAnswers made, Tensor target, boolean all) {
        Task task = program.task();
        Scores first = scores(program::metric, made, target);
        Scores even = even(program, made, target, first);
        Scores scores = first.answered() ? first : even;
        double moved;
        double alone;
        try {
            moved = MadeAnswers.isOfMany(task)
                    ? scores.perfect() ? 0 : movedPlaces(program, made, target)
                    : moved(program, made, target);
            alone = alone(program, made, target);
        } catch (RuntimeException ofAllAlone) {
            if (!all) {
                throw ofAllAlone;
            }
            moved = 0;
            alone = Double.NaN;
        }
        return new View(
                scores,
                even,
                scores((output, wanted) -> Evaluation.metric(task, output, wanted), made, target),
                alone,
                padded(program, made, target),
                moved,
                atHalf(program, made, target),
                nearlyAll(program, made, target, scores),
                made.probabilities(),
                task instanceof Task.MultiLabel || (task instanceof Task.Classification && task.outputs() == 2));
    }

    private static Scores scores(ToDoubleBiFunction<Tensor, Tensor> metric, MadeAnswers made, Tensor target) {
        return new Scores(
                DoubleStream.of(BARELY, HARDLY, VERY)
                        .map(sure -> metric.applyAsDouble(made.right(target, sure), target))
                        .toArray(),
                metric.applyAsDouble(made.half(target, VERY), target),
                metric.applyAsDouble(made.wrong(target, VERY), target));
    }

    /** A metric that takes something else of these very examples can't be asked about others. */
    private static Scores even(TrainingProgram program, MadeAnswers made, Tensor target, Scores first) {
        if (program.task() instanceof Task.Regression) {
            return first;
        }
        try {
            Scores even = scores(program::metric, made, made.even(target));
            return even.answered() ? even : first;
        } catch (RuntimeException ofTheseAlone) {
            return first;
        }
    }

    private static double alone(TrainingProgram program, MadeAnswers made, Tensor target) {
        Tensor first = target.narrow(0, 0, 1);
        return program.task() instanceof Task.Regression ? program.metric(made.right(first, VERY), first) : Double.NaN;
    }

    /** A threshold at one half is meant for probabilities; one elsewhere was chosen. */
    private static double atHalf(TrainingProgram program, MadeAnswers made, Tensor target) {
        double scale = program.task() instanceof Task.MultiLabel ? 1 : 2; // how sure answers are, and their logits
        double below = program.metric(made.right(target, scale * BELOW_HALF), target);
        double above = program.metric(made.right(target, scale * ABOVE_HALF), target);
        return Math.abs(below - above);
    }

    /** What a metric that says nothing but 0 of right answers and wrong ones together says of all right ones but one, the best of the first few. */
    private static double nearlyAll(TrainingProgram program, MadeAnswers made, Tensor target, Scores scores) {
        if (Math.abs(scores.half()) > SLACK || Math.abs(scores.wrong()) > SLACK) {
            return Double.NaN;
        }
        double best = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < Math.min(FEW, target.size(0)); row++) {
            best = Math.max(best, program.metric(made.allBut(target, VERY, row), target));
        }
        return best;
    }

    private static double padded(TrainingProgram program, MadeAnswers made, Tensor target) {
        long ignored = Ignored.ofTask(program.task()).orElse(Long.MIN_VALUE);
        if (Arrays.stream(target.toLongs()).noneMatch(one -> one == ignored)) {
            return 0;
        }
        double[] told = new double[2];
        for (int k = 0; k < 2; k++) {
            long there = k;
            told[k] = program.metric(
                    made.ofMany(target, VERY, (place, wanted) -> wanted == ignored ? there : wanted), target);
        }
        return Math.abs(told[0] - told[1]);
    }

    /** How far the metric moves when the places of all examples, with what they are and what is said of them, come in another order. */
    private static double movedPlaces(TrainingProgram program, MadeAnswers made, Tensor target) {
        int axis = made.axisOfPlaces();
        if (axis < 0) {
            return 0;
        }
        Tensor answers = made.half(target, VERY);
        int places = (int) target.size(1);
        double before = program.metric(answers, target);
        if (program.metric(answers, target) != before) {
            return 0; // it draws
        }
        double moved = 0;
        for (int trial = 0; trial < 3; trial++) {
            int[] order = RandomStream.of(trial, "places").permutation(places);
            Tensor index = Tensor.of(Arrays.stream(order).asLongStream().toArray(), places);
            double after = program.metric(answers.indexSelect(axis, index), target.indexSelect(1, index));
            moved = Math.max(moved, Math.abs(after - before));
        }
        return moved;
    }

    /**
     * How far the metric moves when the same random answers come in another order: of as many examples as there are outputs, so
     * that a metric over the wrong axis finds what it looks for. One that draws says nothing of it. One of examples that belong together, as
     * they stand side by side, moves, too; but right answers are perfect to it in any order, and over the wrong axis they aren't.
     */
    private static double moved(TrainingProgram program, MadeAnswers made, Tensor target) {
        if (!(program.task() instanceof Task.Classification c)) {
            return 0;
        }
        int n = Math.min((int) target.size(0), Math.max(4, c.classes()));
        Tensor few = target.narrow(0, 0, n);
        int each = (int) (made.right(few, VERY).numel() / n);
        double moved = 0;
        boolean perfect = true;
        for (int trial = 0; trial < 12; trial++) {
            float[] drawn = RandomStream.of(trial, "answers")
                    .uniform(made.probabilities() ? 0 : -1, 1, n, each)
                    .toFloats();
            Tensor answers = made.laidOut(drawn, n);
            int[] order = RandomStream.of(trial, "order").permutation(n);
            Tensor index = Tensor.of(Arrays.stream(order).asLongStream().toArray(), n);
            double before = program.metric(answers, few);
            Tensor others = few.indexSelect(0, index);
            double there = program.metric(answers.indexSelect(0, index), others);
            if (program.metric(answers, few) == before) {
                moved = Math.max(moved, Math.abs(there - before));
            }
            perfect &= moved <= SLACK || scores(program::metric, made, others).perfect();
        }
        return perfect ? 0 : moved;
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
