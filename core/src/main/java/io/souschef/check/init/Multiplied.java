package io.souschef.check.init;

import io.souschef.check.wiring.Chart;
import io.souschef.check.wiring.Op;
import io.souschef.check.wiring.Source;
import java.util.List;
import java.util.Optional;

/**
 * An operation that multiplies with a layer's weights.
 *
 * @param weight the parameter
 * @param turned whether it is turned round just before: x · Wᵀ, by hand
 */
record Multiplied(Op op, Source weight, boolean turned) {
    /** In order. */
    static List<Multiplied> all(Chart chart) {
        return chart.ops().stream().flatMap(op -> of(chart, op).stream()).toList();
    }

    private static Optional<Multiplied> of(Chart chart, Op op) {
        return op.multiplies()
                ? op.weight().filter(weight -> !mixesPlaces(op)).map(weight -> new Multiplied(op, weight, false))
                : turned(chart, op).map(weight -> new Multiplied(op, weight, true));
    }

    /** W · x, not x · W: its rows are places, or nodes, and no units. */
    private static boolean mixesPlaces(Op op) {
        return op.sources().get(0).isParameter() && op.is("matmul");
    }

    /** A matrix that nothing else takes before, words' vectors say, and whose products are no part of distances. */
    private static Optional<Source> turned(Chart chart, Op op) {
        if (!op.is("matmul") || op.sources().size() != 2 || !op.sources().get(1).isResult()) {
            return Optional.empty();
        }
        Op turn = chart.op(op.sources().get(1).op());
        return Optional.of(turn.sources().get(0))
                .filter(weight -> turn.is("transpose", "permute")
                        && weight.isParameter()
                        && weight.shape().size() == 2
                        && chart.user(weight.name()).filter(turn::equals).isPresent()
                        && standsAlone(chart, op));
    }

    /** Whether its result goes on without being added to another or divided by one, of lengths, say. */
    private static boolean standsAlone(Chart chart, Op op) {
        Op at = op;
        while (true) {
            List<Op> after = chart.after(at);
            if (after.isEmpty()) {
                return true;
            }
            at = after.get(0);
            if (!chart.isLinear(at)) {
                return at.is("matmul", "linear", "conv2d")
                        || at.sources().stream().filter(Source::isResult).count() == 1;
            }
        }
    }

    /** How many numbers each unit takes: of x · W those of a column, else those of a row, or of a kernel. */
    long fanIn() {
        List<Long> shape = weight.shape();
        return byColumns()
                ? shape.get(shape.size() - 2)
                : shape.subList(1, shape.size()).stream().reduce(1L, Math::multiplyExact);
    }

    /** Whether a unit is a column of the matrix. */
    boolean byColumns() {
        return op.is("matmul") && !turned;
    }
}
