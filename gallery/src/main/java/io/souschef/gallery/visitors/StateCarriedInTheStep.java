package io.souschef.gallery.visitors;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Material;
import io.souschef.gallery.base.Tokens;
import io.souschef.nn.Lstm;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Optimizer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The step keeps the LSTM's state for the next batch, which is shuffled and has nothing to do with it; forward() doesn't. What to see: in
 * the step the LSTM starts from a state that depends on the batch before.
 */
final class StateCarriedInTheStep {
    private StateCarriedInTheStep() {}

    static Trap trap() {
        return new Trap(
                "state kept inside the step over shuffled batches",
                "hidden-state-carried",
                "H7",
                seed -> new Program(seed, true),
                seed -> new Program(seed, false));
    }

    private static final class Program extends Visitor {
        private final boolean wrong;
        private final Letters net;
        private final Adam adam;
        private @Nullable Shelf shelf;
        private Lstm.@Nullable State state;

        Program(long seed, boolean wrong) {
            this(seed, wrong, Tokens.text());
        }

        private Program(long seed, boolean wrong, Material data) {
            this(seed, wrong, data, new Letters(seed, data.task().outputs()));
        }

        private Program(long seed, boolean wrong, Material data, Letters net) {
            super(seed, data, net);
            this.wrong = wrong;
            this.net = net;
            this.adam = new Adam(net, 3e-3);
        }

        @Override
        public Optional<Optimizer> optimizer() {
            return Optional.of(adam);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            adam.zeroGrad();
            Lstm.Output out = net.lstm.forward(net.embedding.forward(batch.input()), start(batch.size()));
            Tensor loss = loss(net.head.forward(out.sequence()), batch);
            loss.backward();
            adam.step();
            if (wrong) {
                keep(out.state().detach());
            }
            return loss.item();
        }

        private Lstm.State start(int n) {
            Lstm.State kept = state;
            return kept != null && kept.hidden().size(1) == n
                    ? kept
                    : new Lstm.State(Tensor.zeros(1, n, Letters.HIDDEN), Tensor.zeros(1, n, Letters.HIDDEN));
        }

        private void keep(Lstm.State last) {
            Shelf fresh = new Shelf("state");
            try (Scope scope = Scope.open("keep the state")) {
                state = new Lstm.State(
                        fresh.keep(last.hidden().copy()), fresh.keep(last.cell().copy()));
            }
            free();
            shelf = fresh;
        }

        private void free() {
            if (shelf != null) {
                shelf.close();
            }
        }

        @Override
        public void close() {
            free();
            super.close();
        }
    }
}
