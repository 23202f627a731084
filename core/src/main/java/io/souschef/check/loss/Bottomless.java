package io.souschef.check.loss;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import java.util.List;

/**
 * Whether a loss over numbers has no lowest value: some outputs, taken ever larger, cost ever less, without end. No answer is the best
 * one then, least of all the right one.
 *
 * @param falls whether the loss falls without end along some direction
 * @param peaks whether right answers cost more than answers a fifth below or above them: the loss upside down
 */
record Bottomless(boolean falls, boolean peaks) {
    private static final double FIRST = 10, SECOND = 100, THIRD = 1000;

    /** How much further it falls over the second stretch than over the first, nine times as long for the third; a log falls by the same. */
    private static final double GROWS = 3;

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
                    boolean falls =
                            List.of(right, right.neg(), up, up.neg()).stream().anyMatch(way -> falls(made, right, way));
                    double at = loss(made, right);
                    return new Bottomless(falls, at > loss(made, right.mul(0.8)) && at > loss(made, right.mul(1.2)));
                }
            });
        }
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
