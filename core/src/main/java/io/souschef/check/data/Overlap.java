package io.souschef.check.data;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import java.util.HashMap;
import java.util.Map;

/** How many evaluation examples are in training too, to the last bit; those that hold nothing, silence say, left out. */
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

    /** Equal pairs: where none was seen, fewer than three were due, with 95 % certainty (the rule of three). */
    private static final double RARE = 3;

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
        Blank blank = Blank.in(streams.first());
        int shared = 0;
        String first = "";
        for (Example example : streams.evaluation().examples()) {
            Example same = training.get(example.hash());
            if (same != null && !blank.is(example)) {
                first = shared == 0 ? example.id() + ", in training " + same.id() : first;
                shared++;
            }
        }
        if (shared > 0 && !Distinct.toTheLastDigit(streams.first())) {
            if (!Distinct.in(streams.first()) && repeats(streams.first()) > REPEATS) {
                throw new CouldNotJudge("whole inputs repeat by nature: no feature has many different values");
            }
            double chance = chance(streams.first(), streams.evaluation().size());
            if (shared <= chance) {
                throw new CouldNotJudge(
                        "%d of %d evaluation examples are in training too; inputs of few values or digits meet by chance, up to %.0f here",
                        shared, streams.evaluation().size(), chance);
            }
        }
        return new Shared(shared, streams.evaluation().size(), first);
    }

    /**
     * How many evaluation examples may be equal to one of training by chance, from how many pairs are equal within training: a
     * number of pairs that would be rare beyond what was seen, scaled to the pairs between the two, and three deviations more.
     */
    private static double chance(Pass training, int evaluated) {
        Map<Long, Integer> times = new HashMap<>();
        training.byId().values().forEach(example -> times.merge(example.hash(), 1, Integer::sum));
        double n = training.byId().size();
        double equal =
                times.values().stream().mapToDouble(k -> k * (k - 1) / 2.0).sum();
        double expected = (equal + RARE) * 2 * evaluated / Math.max(1, n);
        return expected + 3 * Math.sqrt(expected);
    }

    private static double repeats(Pass pass) {
        long distinct =
                pass.byId().values().stream().map(Example::hash).distinct().count();
        return 1 - (double) distinct / pass.byId().size();
    }
}
