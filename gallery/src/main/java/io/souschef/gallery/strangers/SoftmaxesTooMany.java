package io.souschef.gallery.strangers;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;

/** A softmax before a loss that brings its own: once over the examples of the batch, once over the classes. */
final class SoftmaxesTooMany {
    private SoftmaxesTooMany() {}

    static Trap overTheBatch() {
        return new Trap(
                "a softmax over the batch before the loss",
                "softmax-over-wrong-axis",
                "F4",
                OverTheBatch::new,
                AlarmRaiser.OfTwo::new);
    }

    static Trap onRareEvents() {
        return new Trap(
                "a softmax on one alarm in a hundred",
                "softmax-before-cross-entropy",
                "F1",
                OnRareEvents::new,
                AlarmRaiser.OfTwo::new);
    }

    private static final class OverTheBatch extends AlarmRaiser.OfTwo {
        OverTheBatch(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.crossEntropy(output.softmax(0), batch.target());
        }
    }

    private static final class OnRareEvents extends AlarmRaiser.OfTwo {
        OnRareEvents(long seed) {
            super(seed);
        }

        @Override
        public Tensor forward(Batch batch) {
            return net.forward(batch.input()).softmax(1);
        }
    }
}
