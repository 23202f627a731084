package io.souschef.check.skeleton;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.train.Evaluation;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the program's evaluation says after a few steps, twice, beside a plain one of ours on the same net and the same batches. */
record Evaluated() implements Probe<Evaluated.Measured> {
    private static final int STEPS = 5;

    /**
     * @param loss that the program says
     * @param again what it says the second time
     * @param mean over the examples of the split
     * @param meanOfBatches mean over the batches of their mean losses
     * @param split examples in it
     * @param plainAtStart whether, before the first step, the program says what the plain one does; one that evaluates an average of
     *     its weights does then, and later has another loss with good reason
     * @param carries whether a state goes on from batch to batch on purpose, so that no two evaluations are alike
     * @param missing of these, not evaluated
     * @param unknown evaluated and not in the split
     * @param repeated predictions beyond the one of each example, or of each position that counts
     */
    record Measured(
            String metricName,
            double metric,
            double loss,
            double again,
            double mean,
            double meanOfBatches,
            boolean plainAtStart,
            boolean carries,
            int split,
            long missing,
            long unknown,
            long repeated) {}

    @Override
    public Measured measure(Subject subject) {
        return subject.fresh(Evaluated::on);
    }

    private static Measured on(TrainingProgram program) {
        double atStart = program.evaluate().loss();
        boolean plainAtStart = WholeTestSet.equal(
                atStart, Evaluation.of(program, program.evaluation()).loss());
        FewSteps.train(program, STEPS);
        Evaluation theirs = program.evaluate();
        Evaluation again = program.evaluate();
        Evaluation plain = Evaluation.of(program, program.evaluation());
        Set<Long> split = new HashSet<>();
        double means = 0;
        int from = 0;
        int batches = 0;
        for (Batch batch : program.evaluation()) {
            try (batch) {
                int to = end(plain, from, batch.ids());
                means += Arrays.stream(plain.losses(), from, to).average().orElse(0);
                from = to;
                batches++;
                for (long id : batch.ids()) {
                    split.add(id);
                }
            }
        }
        if (split.isEmpty()) {
            throw new CouldNotJudge("evaluation() has no examples");
        }
        Map<Long, Integer> due = counts(plain);
        Map<Long, Integer> seen = counts(theirs);
        long repeated = seen.entrySet().stream()
                .mapToLong(entry -> entry.getValue() - due.getOrDefault(entry.getKey(), entry.getValue()))
                .filter(more -> more > 0)
                .sum();
        return new Measured(
                program.task().metric(),
                theirs.metric(),
                theirs.loss(),
                again.loss(),
                plain.loss(),
                means / batches,
                plainAtStart,
                program.declares().looping().carriesState(),
                split.size(),
                split.stream()
                        .filter(id -> due.containsKey(id) && !seen.containsKey(id))
                        .count(),
                seen.keySet().stream().filter(id -> !split.contains(id)).count(),
                repeated);
    }

    /** Where the predictions of a batch end: each example has as many as count. */
    private static int end(Evaluation all, int from, long[] ids) {
        Set<Long> mine = new HashSet<>();
        for (long id : ids) {
            mine.add(id);
        }
        int to = from;
        while (to < all.size() && mine.contains(all.ids()[to])) {
            to++;
        }
        return to;
    }

    private static Map<Long, Integer> counts(Evaluation evaluation) {
        Map<Long, Integer> counts = new HashMap<>();
        for (long id : evaluation.ids()) {
            counts.merge(id, 1, Integer::sum);
        }
        return counts;
    }
}
