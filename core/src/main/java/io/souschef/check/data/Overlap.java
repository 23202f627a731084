package io.souschef.check.data;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import java.util.HashMap;
import java.util.Map;

/** How many evaluation examples are in training too, to the last bit. */
public record Overlap() implements Probe<Overlap.Shared> {
    /**
     * @param examples of the evaluation that are in training
     * @param of how many were compared
     * @param first one of them, by the ids that it has; empty if there is none
     */
    public record Shared(int examples, int of, String first) {
        public double share() {
            return (double) examples / Math.max(1, of);
        }
    }

    /** Share of the training examples that are equal to another; where it is larger, evaluation shares some by chance. */
    private static final double REPEATS = 0.01;

    @Override
    public Shared measure(Subject subject) {
        Streams streams = subject.measured(new Reading());
        Map<Long, Example> training = new HashMap<>();
        for (Pass epoch : streams.training()) {
            epoch.examples().forEach(example -> training.putIfAbsent(example.hash(), example));
            if (epoch.ofImages()) {
                for (Example example : epoch.kept()) {
                    float[] mirrored = Turn.LEFT_TO_RIGHT.of(example.input(), epoch.side(1), epoch.side(2));
                    training.putIfAbsent(Pass.hash(mirrored), example);
                }
            }
        }
        int shared = 0;
        String first = "";
        for (Example example : streams.evaluation().examples()) {
            Example same = training.get(example.hash());
            if (same != null) {
                first = shared == 0 ? example.id() + ", in training " + same.id() : first;
                shared++;
            }
        }
        if (shared > 0 && !Distinct.in(streams.first()) && repeats(streams.first()) > REPEATS) {
            throw new CouldNotJudge("whole inputs repeat by nature: no feature has many different values");
        }
        return new Shared(shared, streams.evaluation().size(), first);
    }

    private static double repeats(Pass pass) {
        long distinct =
                pass.byId().values().stream().map(Example::hash).distinct().count();
        return 1 - (double) distinct / pass.byId().size();
    }
}
