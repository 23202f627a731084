package io.souschef.gallery.sequence;

import io.souschef.data.Batches;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;
import io.souschef.nn.Gpt;
import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;
import io.souschef.train.Generates;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Optional;

/**
 * Generation in the middle of training, without eval(): dropout is on. What to see: the logits agree once the net is in evaluation
 * mode.
 */
final class GenerationWithDropout {
    private GenerationWithDropout() {}

    static Trap trap() {
        return new Trap(
                "GenerationWithDropout on a GPT",
                "generation-differs",
                "L10",
                seed -> new Program(seed, true),
                seed -> new Program(seed, false));
    }

    /** A GPT with dropout that writes a sample now and then. */
    private static final class Program implements TrainingProgram, Generates {
        private final boolean wrong;
        private final Gpt net;
        private final Plain plain;

        Program(long seed, boolean wrong) {
            this.wrong = wrong;
            this.net = new Gpt(seed, Gpt.Options.of(13, 12, 2, 2, 24).withDropout(0.2));
            this.plain = Plain.of(seed, net, Tokens.counting());
        }

        @Override
        public Tensor nextLogits(Tensor prefix) {
            boolean before = net.isTraining();
            if (!wrong) {
                net.eval();
            }
            Tensor logits = net.forward(prefix).select(1, prefix.size(1) - 1);
            if (before) {
                net.train();
            }
            return logits;
        }

        @Override
        public Task task() {
            return plain.task();
        }

        @Override
        public Layer net() {
            return net;
        }

        @Override
        public Batches training(int epoch) {
            return plain.training(epoch);
        }

        @Override
        public Batches evaluation() {
            return plain.evaluation();
        }

        @Override
        public Optional<Optimizer> optimizer() {
            return plain.optimizer();
        }
    }
}
