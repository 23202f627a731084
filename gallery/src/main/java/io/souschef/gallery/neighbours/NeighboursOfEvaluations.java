package io.souschef.gallery.neighbours;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Material;
import io.souschef.gallery.base.Rows;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.List;

/** Programs that evaluate more than the loss: a share by hand, rare ones, inputs that were meant to mislead. */
final class NeighboursOfEvaluations {
    private NeighboursOfEvaluations() {}

    /** The planted bugs. */
    static List<Trap> traps() {
        return List.of(new Trap(
                "right answers over all of them, in whole numbers",
                "metric-wrong",
                "I5",
                seed -> new Counted(seed, true),
                seed -> new Counted(seed, false)));
    }

    /** Healthy programs that look as if they had one. */
    static List<Healthy> healthy() {
        return List.of(
                new Healthy("the rare ones, by their F1", "metric-disagrees-with-loss", RareOnes::new),
                new Healthy("inputs that mislead, in the evaluation", "evaluation-changes-the-net", Misled::new));
    }

    /** What to see: it is 0 until every answer is right. */
    private static final class Counted extends TableClassifier {
        private final boolean wrong;

        Counted(long seed, boolean wrong) {
            super(seed);
            this.wrong = wrong;
        }

        @Override
        public double metric(Tensor output, Tensor target) {
            long[] said = output.argmax(1).toLongs();
            long[] wanted = target.toLongs();
            int right = 0;
            for (int i = 0; i < said.length; i++) {
                right += said[i] == wanted[i] ? 1 : 0;
            }
            int whole = right / said.length;
            return wrong ? whole : (double) right / said.length;
        }
    }

    /** At first the net learns to say the majority: the loss falls, and so does the F1 of what it said of the rare ones by chance. */
    private static final class RareOnes extends TableClassifier {
        RareOnes(long seed) {
            super(seed, new Mlp(seed, 6, 32, 2), net -> new Adam(net, 1e-3), heights());
        }

        private static Material heights() {
            Material surface = Rows.surface();
            Material.Column height = surface.column("target");
            return Material.of(
                    Task.classification(2), surface.column("input"), new Material.Column(new long[] {}, true, row ->
                            new double[] {height.of().apply(row)[0] > 1.5 ? 1 : 0}));
        }

        @Override
        public double metric(Tensor output, Tensor target) {
            Tensor said = output.argmax(1).to(DType.FLOAT32);
            Tensor is = target.to(DType.FLOAT32);
            return 2
                    * said.mul(is).sum().item()
                    / Math.max(1, said.sum().item() + is.sum().item());
        }
    }

    /** Goodfellow et al. 2015: its gradients are left behind, and cleared before the next step's. */
    static final class Misled extends TableClassifier {
        private double robust;

        Misled(long seed) {
            super(seed);
        }

        @Override
        public Evaluation evaluate() {
            Evaluation plain = super.evaluate();
            net.eval();
            try (Batch batch = evaluation().open(0)) {
                Tensor input = batch.input().copy().requiresGrad(true);
                Losses.crossEntropy(net.forward(input), batch.target()).backward();
                Tensor slope = input.grad().orElseThrow();
                try (NoGrad off = NoGrad.open()) {
                    Tensor misleading =
                            input.add(slope.div(slope.abs().add(1e-12)).mul(0.1));
                    robust = Evaluation.metric(task(), net.forward(misleading), batch.target());
                }
            }
            net.train();
            return plain;
        }

        /** The share of right answers where the inputs mislead. */
        double robust() {
            return robust;
        }
    }
}
