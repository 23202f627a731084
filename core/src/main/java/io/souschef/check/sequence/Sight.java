package io.souschef.check.sequence;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How far a position sees: single tokens of the input are changed, in evaluation mode, and the outputs that move are looked for, of
 * those that something is asked of: what a prompt says of itself, which may see all of the prompt, counts nowhere.
 */
record Sight() implements Probe<Sight.Seen> {
    /** A position moves if it does by more than this share of the most that any position does. */
    private static final double MOVES = 1e-4;

    /**
     * What a position sees.
     *
     * @param ahead how many positions ahead a change is seen at most; negative if not even at its own place
     * @param past whether a change at the first position is seen at any later one
     * @param self whether a change is seen at its own position
     * @param first position that something is asked of
     */
    record Seen(int ahead, boolean past, boolean self, int length, int first) {
        /** Whether the first position, of those that something is asked of, sees the last: no mask at all, rather than one that is off by one in each layer. */
        boolean seesAll() {
            return ahead == length - 1 - first;
        }

        /**
         * Whether later tokens are seen where one is asked for that stands at the same place or before it, {@code asked} ahead: an input that is
         * read before anything is said, to be said again, or one that is read from its end.
         */
        boolean readsFirst(int asked) {
            return asked <= 0 && ahead >= 1;
        }
    }

    @Override
    public Seen measure(Subject subject) {
        Asked.Tokens asked = subject.measured(new Asked());
        return subject.measured(new Of(
                asked.input().orElseGet(() -> asked.shares().keySet().iterator().next())));
    }

    /** The same of one of several inputs. */
    record Of(String input) implements Probe<Seen> {
        @Override
        public Seen measure(Subject subject) {
            return of(subject, input);
        }
    }

    private static Seen of(Subject subject, String input) {
        Asked.Tokens asked = subject.measured(new Asked());
        int length = asked.length();
        if (length < 4) {
            throw new CouldNotJudge("sequences of %d tokens are too short to see who sees whom", length);
        }
        long[] special = special(subject);
        int[] places = {0, length / 3, 2 * length / 3, length - 1};
        List<Answers.Change> changes = new ArrayList<>();
        for (int place : places) {
            changes.add((name, tensor) -> name.equals(input) ? Answers.otherTokens(tensor, place, special) : tensor);
        }
        return seen(Answers.to(subject, changes), places, asked);
    }

    private static long[] special(Subject subject) {
        return subject.fresh(program -> LongStream.concat(
                        program.declares().sequences().padding().stream().asLongStream(),
                        program.declares().sequences().separator().stream().asLongStream())
                .toArray());
    }

    private static Seen seen(List<Answers.Answer> answers, int[] places, Asked.Tokens asked) {
        int length = asked.length();
        int ahead = Integer.MIN_VALUE;
        boolean past = false;
        boolean self = false;
        Answers.Answer base = answers.get(0);
        for (int i = 0; i < places.length; i++) {
            double[] moved = base.changesByPosition(answers.get(i + 1), asked.wanted());
            double most = Arrays.stream(moved).filter(Double::isFinite).max().orElse(0);
            for (int t = 0; t < length; t++) {
                if (moved[t] > MOVES * most) {
                    ahead = Math.max(ahead, places[i] - t);
                    past |= i == 0 && t > 0;
                    self |= t == places[i];
                }
            }
        }
        if (ahead == Integer.MIN_VALUE) {
            throw new CouldNotJudge(
                    base.isFinite()
                            ? "no output moves when a token of the input is changed"
                            : "no output moves when a token of the input is changed, and not all of them are finite");
        }
        int first = asked.wanted().stream().map(i -> i % length).min().orElse(0);
        return new Seen(ahead, past, self, length, first);
    }
}
