package io.souschef.gallery.neighbours;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Checkpointed;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.nn.Safetensors;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Sgd;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loops that do something only now and then: every second batch, every fifth epoch, at three milestones. */
final class NeighboursOfLoops {
    private NeighboursOfLoops() {}

    /** The planted bugs. */
    static List<Trap> traps() {
        return List.of(
                new Trap(
                        "the best of every fifth epoch, and the last one kept",
                        "best-weights-not-restored",
                        "H8",
                        seed -> new EveryFifth(seed, true),
                        seed -> new EveryFifth(seed, false)),
                new Trap(
                        "two batches an update, and a checkpoint without Adam's memory",
                        "checkpoint-incomplete",
                        "H9",
                        seed -> new TwoAnUpdate(seed, true),
                        seed -> new TwoAnUpdate(seed, false)));
    }

    /** Healthy programs that look as if they had one. */
    static List<Healthy> healthy() {
        return List.of(
                new Healthy("a fifth at 60, 120 and 160 of 200 epochs", "rate-decays-to-zero-early", Fifths::new));
    }

    private static final class EveryFifth extends TableClassifier {
        private final boolean wrong;
        private final Shelf shelf = new Shelf("best weights");
        private final Map<String, Tensor> best = new LinkedHashMap<>();
        private double least = Double.POSITIVE_INFINITY;

        EveryFifth(long seed, boolean wrong) {
            super(seed);
            this.wrong = wrong;
        }

        @Override
        public Declared declares() {
            return Declared.nothing().keepingBest();
        }

        @Override
        public void epochEnded(int epoch) {
            double loss = epoch % 5 == 4 ? evaluate().loss() : Double.POSITIVE_INFINITY;
            if (loss < least) {
                least = loss;
                try (Scope scope = Scope.open("remember")) {
                    net.state().forEach((name, tensor) -> best.put(name, shelf.keep(tensor.copy())));
                }
            }
        }

        @Override
        public void trainingEnded() {
            if (!wrong && !best.isEmpty()) {
                net.load(best);
            }
        }

        @Override
        public void close() {
            shelf.close();
            super.close();
        }
    }

    /** Nothing is saved of an update that has begun: it is saved after an update, or at the end of an epoch, which has six batches. */
    private static final class TwoAnUpdate extends Checkpointed {
        private final boolean wrong;

        TwoAnUpdate(long seed, boolean wrong) {
            super(seed);
            this.wrong = wrong;
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withAccumulation(2);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            Tensor loss = loss(forward(batch), batch);
            loss.div(2).backward();
            if (++calls % 2 == 0) {
                optimizer.step();
                optimizer.zeroGrad();
            }
            return loss.item();
        }

        @Override
        public void resume(Path file) {
            try (Scope scope = Scope.open("resume")) {
                Safetensors saved = Safetensors.read(file);
                calls = steps(saved);
                net.load(part(saved, "net."));
                if (!wrong) {
                    optimizer.load(part(saved, "adam."), calls / 2);
                }
            }
        }
    }

    /** Zagoruyko and Komodakis 2016, in 40 epochs: below a hundredth of its peak for the last fifth of the training, and worth its while. */
    private static final class Fifths extends TableClassifier {
        private static final int EPOCHS = 40;
        private int epoch;

        Fifths(long seed) {
            super(seed, net -> new Sgd(net, 0.1, 0.9));
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withPlannedSteps(EPOCHS * 6);
        }

        @Override
        public double step(Batch batch) {
            int done = 10 * epoch / EPOCHS;
            optimizer.learningRate(
                    0.1 * Math.pow(0.2, (done >= 3 ? 1 : 0) + (done >= 6 ? 1 : 0) + (done >= 8 ? 1 : 0)));
            return super.step(batch);
        }

        @Override
        public void epochEnded(int ended) {
            epoch = ended + 1;
        }
    }
}
