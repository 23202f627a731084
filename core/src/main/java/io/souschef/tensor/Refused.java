package io.souschef.tensor;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.util.Arrays;
import java.util.stream.Collectors;

/** An operation refused its operands. Names the operation, what it got, what it wanted, and libtorch's own first line. */
public final class Refused extends Problem {
    Refused(String operation, String rule, Tensor[] operands, RuntimeException libtorch) {
        super(
                Message.of(operation + " refused its operands")
                        .got(describe(operands))
                        .expected(rule)
                        .libtorch(String.valueOf(libtorch.getMessage())),
                libtorch);
    }

    private static String describe(Tensor[] operands) {
        boolean plain = Arrays.stream(operands).allMatch(t -> t.dtype() == DType.FLOAT32);
        return Arrays.stream(operands)
                .map(t -> plain ? t.shape().toString() : t.shape() + " " + t.dtype())
                .collect(Collectors.joining(" and "));
    }
}
