package io.souschef.check;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the program does while a check, or a measurement, is at work: in which of its methods it is, and what wasn't finite. */
final class Turn {
    private volatile @Nullable Call call;
    private volatile @Nullable Hung left;
    private NotFiniteSeen seen = NotFiniteSeen.NOTHING;

    /** A method of the program that hasn't come back. */
    record Call(String method, long since) {}

    /**
     * What wasn't finite.
     *
     * @param numbers what the net, the loss, the step or the evaluation gave; empty if all was
     * @param targets what was wanted; empty if all was
     * @param inputs what went in; empty if all was
     * @param ran whether the net did
     */
    record NotFiniteSeen(String numbers, String targets, String inputs, boolean ran) {
        static final NotFiniteSeen NOTHING = new NotFiniteSeen("", "", "", false);

        /** The first of both. */
        NotFiniteSeen and(NotFiniteSeen later) {
            return new NotFiniteSeen(
                    first(numbers, later.numbers),
                    first(targets, later.targets),
                    first(inputs, later.inputs),
                    ran || later.ran);
        }

        /** What of it the program's data is: not what its net or its loss gave. */
        NotFiniteSeen ofData() {
            return new NotFiniteSeen("", targets, inputs, ran);
        }

        private static String first(String one, String other) {
            return one.isEmpty() ? other : one;
        }

        /** What was compared: of a net that ran its results, which may be sound although its inputs aren't; else the inputs. And the targets. */
        Optional<String> compared() {
            String given = first(targets, numbers);
            return Optional.of(ran ? given : first(given, inputs)).filter(text -> !text.isEmpty());
        }

        /** Whether it is nothing but targets. */
        boolean targetsAlone() {
            return numbers.isEmpty() && !targets.isEmpty();
        }
    }

    /** The call that is going on, if there is one. */
    Optional<Call> call() {
        return Optional.ofNullable(call);
    }

    /** Goes into a method, and says which one it came from. */
    @Nullable
    Call enter(String method) {
        Hung reason = left;
        if (reason != null) {
            throw reason;
        }
        Call outer = call;
        call = outer == null ? new Call(method, System.nanoTime()) : outer;
        return outer;
    }

    void leave(@Nullable Call outer) {
        call = outer;
    }

    /** Nobody waits for it any more: whatever it still calls ends it. */
    void abandon(Hung reason) {
        left = reason;
    }

    boolean isAbandoned() {
        return left != null;
    }

    void saw(NotFiniteSeen what) {
        seen = seen.and(what);
    }

    NotFiniteSeen seen() {
        return seen;
    }

    /** Begins anew, and gives back what was seen so far. */
    NotFiniteSeen fresh() {
        NotFiniteSeen before = seen;
        seen = NotFiniteSeen.NOTHING;
        return before;
    }
}
