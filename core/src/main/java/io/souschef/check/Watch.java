package io.souschef.check;

import io.souschef.check.Turn.Call;
import io.souschef.check.Turn.NotFiniteSeen;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Watches all programs of a subject: which of their methods is going on, which has hung, and what of theirs isn't finite. */
final class Watch {
    private static final String NOT_FINITE = " gave what is not finite";

    private final ThreadLocal<Turn> turn = ThreadLocal.withInitial(Turn::new);
    private final Map<String, String> hung = new ConcurrentHashMap<>();

    /** What happens on this thread from now on counts for this turn. */
    void begin(Turn begun) {
        turn.set(begun);
    }

    Turn turn() {
        return turn.get();
    }

    /** A method that didn't come back: it isn't called again. */
    void hung(String method, Duration waited) {
        hung.put(method, "%s did not return within %s; it is not called again".formatted(method, text(waited)));
    }

    static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    <T> T call(String method, Supplier<T> body) {
        String reason = hung.get(method);
        if (reason != null) {
            throw new Hung(reason);
        }
        Turn mine = turn.get();
        @Nullable Call outer = mine.enter(method);
        try {
            return body.get();
        } finally {
            mine.leave(outer);
        }
    }

    void run(String method, Runnable body) {
        call(method, () -> {
            body.run();
            return method;
        });
    }

    /** Closes what nobody waits for any more, too. */
    void close(Runnable body) {
        if (turn.get().isAbandoned()) {
            body.run();
        } else {
            run("close()", body);
        }
    }

    /** What the net answers; minus infinity is what a mask leaves of an answer that can't be given. */
    Tensor outputs(String method, Supplier<Tensor> body) {
        Tensor given = call(method, body);
        ran(given == null || given.allBelowInfinity() ? "" : method + NOT_FINITE);
        return given;
    }

    Tensor loss(String method, Supplier<Tensor> body) {
        Tensor given = call(method, body);
        ran(given == null || given.allFinite() ? "" : method + NOT_FINITE);
        return given;
    }

    Evaluation evaluation(String method, Supplier<Evaluation> body) {
        Evaluation given = call(method, body);
        ran(given == null || isFinite(given) ? "" : method + NOT_FINITE);
        return given;
    }

    /** Its losses, and its outputs but for masks. */
    private static boolean isFinite(Evaluation evaluation) {
        for (float output : evaluation.outputs()) {
            if (!(output < Float.POSITIVE_INFINITY)) {
                return false;
            }
        }
        return Arrays.stream(evaluation.losses()).allMatch(Double::isFinite);
    }

    double number(String method, DoubleSupplier body) {
        double given = call(method, body::getAsDouble);
        ran(Double.isFinite(given) ? "" : "%s gave %s".formatted(method, given));
        return given;
    }

    /** Looks at the weights at the end: what isn't finite there, stays. */
    void weights(WatchedProgram program) {
        if (program.used() && turn.get().seen().numbers().isEmpty()) {
            try {
                program.net().parameters().entrySet().stream()
                        .filter(parameter -> !parameter.getValue().allFinite())
                        .findFirst()
                        .ifPresent(parameter -> saw("the parameter '%s' is not finite".formatted(parameter.getKey())));
            } catch (RuntimeException | Hung unknown) {
                return; // closed, or one that throws: then who asks for it will hear of it
            }
        }
    }

    /** The net ran, and what it gave wasn't finite; or nothing. */
    private void ran(String notFinite) {
        turn.get().saw(new NotFiniteSeen(notFinite, "", "", true));
    }

    void saw(String numbers) {
        turn.get().saw(new NotFiniteSeen(numbers, "", "", false));
    }

    void targets(String notFinite) {
        turn.get().saw(new NotFiniteSeen("", notFinite, "", false));
    }

    void inputs(String notFinite) {
        turn.get().saw(new NotFiniteSeen("", "", notFinite, false));
    }
}
