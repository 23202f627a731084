package io.souschef.gallery.visitors;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Tokens;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Optimizer;
import java.util.Optional;

/**
 * Meant for the gradient, the limit sits on the loss, below what a fresh net loses: nothing ever moves. What to see: after some plain
 * training the step pulls, and falls silent again where losses are huge.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">neural net training fails silently</a>
 */
final class LossClippedInTheStep {
    private LossClippedInTheStep() {}

    static Trap trap() {
        return new Trap(
                "loss of a sequence clipped inside the step",
                "loss-clipped-instead-of-gradient",
                "F6",
                seed -> new Program(seed, true),
                seed -> new Program(seed, false));
    }

    private static final class Program extends Visitor {
        private static final double LIMIT = 2.3;

        private final boolean wrong;
        private final Adam adam;

        Program(long seed, boolean wrong) {
            super(seed, Tokens.counting(), new Letters(seed, 13));
            this.wrong = wrong;
            this.adam = new Adam(net(), 3e-3);
        }

        @Override
        public Optional<Optimizer> optimizer() {
            return Optional.of(adam);
        }

        @Override
        public double step(Batch batch) {
            net().train();
            adam.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            (wrong ? loss.clamp(0, LIMIT) : loss).backward();
            adam.step();
            return loss.item();
        }
    }
}
