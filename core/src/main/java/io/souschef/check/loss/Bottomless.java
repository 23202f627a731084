package io.souschef.check.loss;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Unit;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import java.util.List;

/**
 * Whether a loss over numbers has no lowest value: some outputs, taken ever larger, cost ever less, without end. No answer is the best
 * one then, least of all the right one. A net whose outputs are bounded, unit vectors, say, can't go that way: of what it can say, the right
 * answers should cost least.
 *
 * @param falls whether the loss falls without end along some direction or, where the net's outputs are bounded, other answers cost less
 * @param peaks whether right answers cost more than answers a fifth below or above them, or than all others that were tried where the
 *     net's outputs are bounded: the loss upside down
 * @param bounded whether it would fall without end, and the net's outputs can't go there
 * @param reached whether they are bounded and the right answers are within these bounds: then it is with what the net can give that they were compared
 */
record Bottomless(boolean falls, boolean peaks, boolean bounded, boolean reached) {
    private static final double FIRST = 10, SECOND = 100, THIRD = 1000;

    /** How many times as far it falls from the second size to the third, ten times as long a way, as from the first to the second; a logarithm falls as far. */
    private static final double GROWS = 3;

    private static final double ROUNDING = 1e-5;

    /** How far right answers may lie beyond what a net gives for one batch: of unit vectors none need point straight along an axis. */
    private static final double BEYOND = 1.05;

    /** Asks the loss. */
    record Asked() implements Probe<Bottomless> {
        @Override
        public Bottomless measure(Subject subject) {
            return subject.fresh(program -> {
                try (Batch batch = program.training(0).open(0);
                        NoGrad off = NoGrad.open()) {
                    MadeOutputs made = new MadeOutputs(program, batch);
                    Tensor right = made.right(1);
                    Tensor up = Tensor.ones(right.shape().toArray());
                    double at = loss(made, right);
                    boolean falls =
                            List.of(right, right.neg(), up, up.neg()).stream().anyMatch(way -> falls(made, right, way));
                    double reach = falls ? Unit.reach(program, batch) : Double.POSITIVE_INFINITY;
                    if (Double.isFinite(reach) && right.abs().max().item() <= BEYOND * reach) {
                        return within(made, right, at);
                    }
                    boolean peaks = at > loss(made, right.mul(0.8)) && at > loss(made, right.mul(1.2));
                    return new Bottomless(falls, peaks, Double.isFinite(reach), false);
                }
            });
        }
    }

    /** Right answers beside those that are right for others, and those that the net gives. */
    private static Bottomless within(MadeOutputs made, Tensor right, double at) {
        long n = right.size(0);
        Tensor others = n > 1 ? Tensor.cat(List.of(right.narrow(0, 1, n - 1), right.narrow(0, 0, 1)), 0) : right;
        List<Double> losses = List.of(loss(made, others), loss(made, made.own()));
        double clearly = ROUNDING * Math.max(1, Math.abs(at));
        return new Bottomless(
                losses.stream().anyMatch(loss -> loss < at - clearly),
                losses.stream().allMatch(loss -> loss < at - clearly),
                true,
                true);
    }

    private static boolean falls(MadeOutputs made, Tensor right, Tensor way) {
        double near = loss(made, right.add(way.mul(FIRST)));
        double far = loss(made, right.add(way.mul(SECOND)));
        double farther = loss(made, right.add(way.mul(THIRD)));
        return near < loss(made, right) && far < near && near - far < (far - farther) / GROWS;
    }

    private static double loss(MadeOutputs made, Tensor output) {
        return made.program.loss(output, made.batch).item();
    }
}
