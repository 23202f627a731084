package io.souschef.check.skeleton;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.data.Namesakes;
import io.souschef.check.data.Reading;
import io.souschef.check.data.Streams;
import io.souschef.check.evaluation.Assessed;
import io.souschef.check.regularization.Sampled;
import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the program's evaluation says after a few steps, twice, beside a plain one of ours on the same net and the same batches. */
record Evaluated() implements Probe<Evaluated.Measured> {
    /** A loss that is neither the task's over the same examples nor a mean of it over batches. */
    enum Another {
        /** What is known doesn't make it one. */
        NONE,
        /** The one that the program is trained for, or one for what it makes of the net's outputs, and it is trained for another than the task's, too. */
        THE_AUTHORS,
        /** It is trained for the task's; this one is another, of each example. */
        UNLIKE_TRAINING
    }

    /**
     * @param loss that the program says
     * @param again what it says the second time
     * @param mean over the examples of the split
     * @param meanOfBatches mean over the batches of their mean losses
     * @param plainAtStart whether, before the first step, the program says what the plain one does; one that evaluates an average of
     *     its weights does then, and later has another loss with good reason
     * @param severalViews whether it evaluates, in evaluation mode, the mean of several passes over the same examples (mirrored copies,
     *     members of an ensemble), or numbers that it makes of the net's, counts of logarithms; a loss of its own then, and nobody else's
     * @param ownLoss whether it says of every example the output that the plain one does, or that it has none, and the program is trained for another loss than
     *     the task's: the weights of examples, or what of them counts, are the author's then, also in his evaluation
     * @param another which loss of the author's own it says, if any; none where a layer is in training mode meanwhile
     * @param otherInputs whether the second time it says another loss, and evaluation() gives the same ids and other inputs each time it is read
     * @param carries whether a state goes on from batch to batch on purpose, so that no two evaluations are alike
     * @param drawn whether numbers are drawn on purpose: a code, weights, or dropout in the mean of several passes; asked only where the losses
     *     differ
     * @param split examples in it
     * @param missing of these, not evaluated
     * @param unknown evaluated and not in the split
     * @param repeated predictions beyond the one of each example, or of each position that counts; none where an example's numbers are
     *     rows of their own, each of them once
     */
    record Measured(
            String metricName,
            double metric,
            double loss,
            double again,
            double mean,
            double meanOfBatches,
            boolean plainAtStart,
            boolean severalViews,
            boolean ownLoss,
            Another another,
            boolean otherInputs,
            boolean carries,
            boolean drawn,
            int split,
            long missing,
            long unknown,
            long repeated) {}

    @Override
    public Measured measure(Subject subject) {
        Assessed.View view = subject.measured(new Assessed());
        Set<Long> split = new HashSet<>();
        boolean carries = subject.fresh(program -> {
            for (Batch batch : program.evaluation()) {
                try (batch) {
                    Arrays.stream(batch.ids()).forEach(split::add);
                }
            }
            return program.declares().looping().carriesState();
        });
        if (split.isEmpty()) {
            throw new CouldNotJudge("evaluation() has no examples");
        }
        Evaluation plain = view.canonical();
        Evaluation theirs = view.user();
        Map<Long, Integer> due = counts(plain);
        Map<Long, Integer> seen = counts(theirs);
        long repeated = sameNumbers(theirs, plain, seen, due) || (alike(seen, due) && !twice(theirs))
                ? 0
                : seen.entrySet().stream()
                        .mapToLong(entry -> entry.getValue() - due.getOrDefault(entry.getKey(), entry.getValue()))
                        .filter(more -> more > 0)
                        .sum();
        return new Measured(
                plain.task().metric(),
                theirs.metric(),
                theirs.loss(),
                view.again().loss(),
                plain.loss(),
                Arrays.stream(view.batchLosses()).average().orElse(Double.NaN),
                WholeTestSet.equal(theirs.loss(), plain.loss()) || subject.fresh(Evaluated::plain),
                severalViews(view),
                saysTheSame(theirs.outputs(), plain.outputs()) && !Assessed.close(view.ownLoss(), plain.loss()),
                another(view),
                !WholeTestSet.equal(theirs.loss(), view.again().loss()) && otherInputs(subject),
                carries,
                view.drawsOften() || (!isSettled(view) && subject.measured(new Sampled())),
                split.size(),
                split.stream()
                        .filter(id -> due.containsKey(id) && !seen.containsKey(id))
                        .count(),
                seen.keySet().stream().filter(id -> !split.contains(id)).count(),
                repeated);
    }

    private static boolean otherInputs(Subject subject) {
        try {
            Streams streams = subject.measured(new Reading());
            return Namesakes.of(streams.evaluation(), streams.again()).changed() > 0;
        } catch (CouldNotJudge unread) {
            return false;
        }
    }

    /** Whether it says twice what the plain evaluation does. */
    private static boolean isSettled(Assessed.View view) {
        double loss = view.user().loss();
        return WholeTestSet.equal(loss, view.again().loss())
                && WholeTestSet.equal(loss, view.canonical().loss());
    }

    /** Whether a program that hasn't trained yet says what the plain evaluation does. */
    private static boolean plain(TrainingProgram program) {
        double theirs = program.evaluate().loss();
        return WholeTestSet.equal(
                theirs, Evaluation.of(program, program.evaluation()).loss());
    }

    /**
     * Twice the passes or more, or numbers made of the net's; none in training mode, other outputs than the net's alone, and the task's
     * loss of these.
     */
    private static boolean severalViews(Assessed.View view) {
        Evaluation theirs = view.user();
        if ((view.views() < 2 && !(theirs.task() instanceof Task.Regression))
                || !view.inTraining().isEmpty()
                || Arrays.equals(theirs.outputs(), view.canonical().outputs())) {
            return false;
        }
        return ofTheirOutputs(theirs);
    }

    /** Whether the loss is the task's, of the outputs that it says. */
    private static boolean ofTheirOutputs(Evaluation theirs) {
        try (Scope scope = Scope.open("losses of their outputs")) {
            int n = theirs.size();
            Tensor outputs = Tensor.of(theirs.outputs(), n, theirs.outputs().length / n);
            Tensor targets = Tensor.of(theirs.targets(), n, theirs.targets().length / n);
            boolean classes = theirs.targets().length == n
                    && !(theirs.task() instanceof Task.Regression || theirs.task() instanceof Task.MultiLabel);
            Tensor each = theirs.task()
                    .lossEach(outputs, classes ? targets.reshape(-1).to(DType.INT64) : targets);
            return WholeTestSet.equal(each.mean().item(), theirs.loss());
        } catch (RuntimeException ofAnotherShape) {
            return false;
        }
    }

    /**
     * Two losses that differ say nothing of what was left out. The task's own of other outputs than the net's does, and so does what is
     * added to each example alike.
     */
    private static Another another(Assessed.View view) {
        Evaluation theirs = view.user();
        Evaluation plain = view.canonical();
        if (!view.inTraining().isEmpty()) {
            return Another.NONE;
        }
        boolean trainedForAnother = !Assessed.close(view.ownLoss(), plain.loss());
        if (trainedForAnother && WholeTestSet.equal(theirs.loss(), view.ownLoss())) {
            return Another.THE_AUTHORS;
        }
        boolean same = saysTheSame(theirs.outputs(), plain.outputs());
        if (same ? added(theirs, plain) : ofTheirOutputs(theirs)) {
            return Another.NONE;
        }
        return trainedForAnother ? Another.THE_AUTHORS : Another.UNLIKE_TRAINING;
    }

    /** Whether each loss is the task's and one number more. */
    private static boolean added(Evaluation theirs, Evaluation plain) {
        if (theirs.losses().length != plain.losses().length) {
            return false;
        }
        double more = theirs.loss() - plain.loss();
        for (int i = 0; i < plain.losses().length; i++) {
            if (!WholeTestSet.equal(theirs.losses()[i], plain.losses()[i] + more)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether these are the plain evaluation's numbers in rows of another width: its targets, each of them once, an output for each,
     * and of every example as many rows as of any other. What counts twice has its targets twice.
     */
    private static boolean sameNumbers(
            Evaluation theirs, Evaluation plain, Map<Long, Integer> seen, Map<Long, Integer> due) {
        return theirs.outputs().length == plain.outputs().length
                && seen.entrySet().stream()
                        .allMatch(entry -> (long) entry.getValue() * plain.size()
                                == (long) due.getOrDefault(entry.getKey(), 0) * theirs.size())
                && Arrays.equals(sorted(theirs.targets()), sorted(plain.targets()));
    }

    /** To the bit; but where nothing is predicted the author may have put a number of his own, one and the same. */
    static boolean saysTheSame(float[] theirs, float[] plain) {
        if (theirs.length != plain.length) {
            return false;
        }
        Set<Float> blanks = new HashSet<>();
        int kept = 0;
        for (int i = 0; i < plain.length && blanks.size() <= 1; i++) {
            if (Float.compare(theirs[i], plain[i]) == 0) {
                kept++;
            } else {
                blanks.add(theirs[i]);
            }
        }
        return blanks.size() <= 1 && (plain.length == 0 || kept > 0);
    }

    /** Whether every example counts as often as any other: items of a list, totals beside what they are the sum of. */
    private static boolean alike(Map<Long, Integer> seen, Map<Long, Integer> due) {
        return seen.keySet().equals(due.keySet())
                && seen.values().stream().distinct().count() == 1
                && due.values().stream().distinct().count() == 1;
    }

    /** Whether every row is there more than once, to the bit. */
    private static boolean twice(Evaluation theirs) {
        int n = Math.max(1, theirs.size());
        int outputs = theirs.outputs().length / n;
        int targets = theirs.targets().length / n;
        Map<List<Number>, Integer> rows = new HashMap<>();
        for (int i = 0; i < theirs.size(); i++) {
            float[] output = Arrays.copyOfRange(theirs.outputs(), i * outputs, (i + 1) * outputs);
            float[] target = Arrays.copyOfRange(theirs.targets(), i * targets, (i + 1) * targets);
            rows.merge(List.of(theirs.ids()[i], Arrays.hashCode(output), Arrays.hashCode(target)), 1, Integer::sum);
        }
        return rows.values().stream().allMatch(count -> count > 1);
    }

    private static float[] sorted(float[] numbers) {
        float[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static Map<Long, Integer> counts(Evaluation evaluation) {
        Map<Long, Integer> counts = new HashMap<>();
        for (long id : evaluation.ids()) {
            counts.merge(id, 1, Integer::sum);
        }
        return counts;
    }
}
