package io.souschef.tensor;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An operation refused its operands. Names the operation, what it got, what it wanted, and libtorch's own first line. */
public final class Refused extends Problem {
    private static final Pattern RAISED = Pattern.compile("(?m)^(?:[\\w.]+Error|[\\w.]+Exception): (.+)$");

    private final String reason;

    Refused(String operation, String rule, Tensor[] operands, RuntimeException libtorch) {
        super(
                Message.of(operation + " refused its operands")
                        .got(describe(operands))
                        .expected(rule)
                        .libtorch(reason(libtorch)),
                libtorch);
        this.reason = reason(libtorch);
    }

    /** Why, in libtorch's words: one line. */
    public String reason() {
        return reason;
    }

    /** The first line; of a script's traceback the error that is below it. */
    private static String reason(RuntimeException libtorch) {
        String message = String.valueOf(libtorch.getMessage());
        return message.contains("Traceback of TorchScript")
                ? RAISED.matcher(message)
                        .results()
                        .reduce((first, second) -> second)
                        .map(found -> found.group(1).strip())
                        .orElse(message.lines().findFirst().orElse(""))
                : message.lines().findFirst().orElse("").strip();
    }

    private static String describe(Tensor[] operands) {
        boolean plain = Arrays.stream(operands).allMatch(t -> t.dtype() == DType.FLOAT32);
        return Arrays.stream(operands)
                .map(t -> plain ? t.shape().toString() : t.shape() + " " + t.dtype())
                .collect(Collectors.joining(" and "));
    }
}
