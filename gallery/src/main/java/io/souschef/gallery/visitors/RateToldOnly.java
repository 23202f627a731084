package io.souschef.gallery.visitors;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Optimizer;
import io.souschef.train.Sgd;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A cosine is computed, logged and told, and the optimiser never hears of it. What to see: the rates that the program says change, the
 * optimiser's doesn't.
 */
final class RateToldOnly {
    private RateToldOnly() {}

    static Trap trap() {
        return new Trap(
                "a schedule that is told and not set",
                "schedule-not-applied",
                "K4",
                seed -> new Program(seed, true),
                seed -> new Program(seed, false));
    }

    private static final class Program extends Visitor {
        private static final int PLANNED = 600;
        private static final double RATE = 0.1;

        private final boolean wrong;
        private final Sgd sgd;
        private int steps;

        Program(long seed, boolean wrong) {
            super(seed, Rows.clouds(), new Mlp(seed, 8, 32, 3));
            this.wrong = wrong;
            this.sgd = new Sgd(net(), RATE, 0.9);
        }

        private double rate() {
            return RATE * (0.05 + 0.95 * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, (double) steps / PLANNED))));
        }

        @Override
        public OptionalDouble learningRate() {
            return OptionalDouble.of(rate());
        }

        @Override
        public Optional<Optimizer> optimizer() {
            return Optional.of(sgd);
        }

        @Override
        public double step(Batch batch) {
            if (!wrong) {
                sgd.learningRate(rate());
            }
            steps++;
            net().train();
            sgd.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            sgd.step();
            return loss.item();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withPlannedSteps(PLANNED);
        }
    }
}
