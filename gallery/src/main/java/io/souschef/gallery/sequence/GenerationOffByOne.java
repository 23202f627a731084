package io.souschef.gallery.sequence;

import io.souschef.data.Batches;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;
import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Lstm;
import io.souschef.nn.Sequential;
import io.souschef.tensor.Tensor;
import io.souschef.train.Generates;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Optional;

/**
 * Training begins a sequence with a state of zeros; generation feeds the first token twice, once to warm up. What to see: other logits
 * after the same prefix.
 */
final class GenerationOffByOne {
    private GenerationOffByOne() {}

    static Trap trap() {
        return new Trap(
                "GenerationOffByOne on an LSTM",
                "generation-differs",
                "L10",
                seed -> new Program(seed, true),
                seed -> new Program(seed, false));
    }

    /** An LSTM language model that generates token by token. */
    private static final class Program implements TrainingProgram, Generates {
        private final boolean wrong;
        private final Embedding tokens = new Embedding(13, 16);
        private final Lstm lstm = new Lstm(16, 24);
        private final Linear head = new Linear(24, 13);
        private final Layer net = new Sequential(tokens, lstm, head);
        private final Plain plain;

        Program(long seed, boolean wrong) {
            this.wrong = wrong;
            net.initialize(seed);
            plain = Plain.of(seed, net, Tokens.counting());
        }

        @Override
        public Tensor nextLogits(Tensor prefix) {
            Tensor zeros = Tensor.zeros(1, prefix.size(0), 24);
            Lstm.State state = new Lstm.State(zeros, zeros);
            if (wrong) {
                state = lstm.forward(tokens.forward(prefix.narrow(1, 0, 1)), state)
                        .state();
            }
            Tensor last = zeros;
            for (int t = 0; t < prefix.size(1); t++) {
                Lstm.Output out = lstm.forward(tokens.forward(prefix.narrow(1, t, 1)), state);
                state = out.state();
                last = out.sequence();
            }
            return head.forward(last.select(1, 0));
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
