package io.souschef.gallery.strangers;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.tensor.Tensor;

/** Evaluation mode while training: of a net with BatchNorm, and of a new head with dropout, where only the backbone should be in it. */
final class ModesMixedUp {
    private ModesMixedUp() {}

    static Trap evaluation() {
        return new Trap(
                "digits learnt in evaluation mode", "trained-in-evaluation-mode", "H2", Digits::new, DigitReader::new);
    }

    static Trap head() {
        return new Trap(
                "a new head learnt in evaluation mode",
                "trained-in-evaluation-mode",
                "H2",
                Head::new,
                BackboneBorrower::new);
    }

    private static final class Digits extends DigitReader {
        Digits(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.eval();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            return loss.item();
        }
    }

    private static final class Head extends BackboneBorrower {
        Head(long seed) {
            super(seed);
        }

        @Override
        void modes() {
            net.eval();
        }
    }
}
