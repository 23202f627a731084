package io.souschef.check.loss;

import io.souschef.data.Batch;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the gradient of a loss with respect to made outputs does.
 *
 * @param taken whether the loss takes a gradient at all
 * @param doubled norm of a row's gradient when the batch is repeated, over that before: 0.5 for a mean, 1 for a sum
 * @param outlier share of the outliers whose gradient is exactly zero
 * @param usual the same share of ordinary rows
 * @param silenced share of the outliers whose gradient is exactly zero, among rows whose gradient isn't when their loss is less
 * @param along cosine between this gradient and that of the task's own loss; NaN where that can't be taken
 */
record LossGradients(boolean taken, double doubled, double outlier, double usual, double silenced, double along) {
    static LossGradients of(MadeOutputs made) {
        return new Taken(made).gradients();
    }

    /** The gradients of a loss, taken at one output after another. */
    private record Taken(MadeOutputs made) {
        LossGradients gradients() {
            Tensor plain = made.plain();
            Tensor watched = plain.copy().requiresGrad(true);
            if (!made.program.loss(watched, made.batch).requiresGrad()) {
                return new LossGradients(false, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
            }
            double[] usual = rows(plain, made.batch);
            double[] outliers = rows(made.outliers(), made.batch);
            double[] small = rows(made.nearlyRight(), made.batch);
            return new LossGradients(
                    true,
                    doubled(plain, usual),
                    zeros(outliers),
                    zeros(usual),
                    silenced(usual, small, outliers),
                    along(plain));
        }

        /** Of the rows that pull when their loss is ordinary or small, the share that doesn't when it is huge. */
        private static double silenced(double[] usual, double[] small, double[] outliers) {
            int pulling = 0;
            int silenced = 0;
            for (int row = 0; row < usual.length; row++) {
                if (usual[row] > 0 || small[row] > 0) {
                    pulling++;
                    silenced += outliers[row] == 0 ? 1 : 0;
                }
            }
            return pulling == 0 ? 0 : (double) silenced / pulling;
        }

        private double along(Tensor plain) {
            Tensor mine = plain.copy().requiresGrad(true);
            Tensor task = plain.copy().requiresGrad(true);
            try {
                Tensor a = gradient(made.program.loss(mine, made.batch), mine);
                Tensor b = gradient(made.program.task().loss(task, made.batch.target()), task);
                return a.mul(b).sum().item() / (a.norm().item() * b.norm().item());
            } catch (RuntimeException otherShape) {
                return Double.NaN;
            }
        }

        private static Tensor gradient(Tensor loss, Tensor of) {
            return loss.gradOf(List.of(of)).get(0).orElseGet(() -> of.detach().mul(0));
        }

        private static double zeros(double[] norms) {
            return Arrays.stream(norms).filter(norm -> norm == 0).count() / (double) norms.length;
        }

        /** For each example the size of the gradient at its outputs. */
        private double[] rows(Tensor at, Batch batch) {
            Tensor watched = at.copy().requiresGrad(true);
            return gradient(made.program.loss(watched, batch), watched)
                    .flatten()
                    .abs()
                    .sum(1)
                    .toDoubles();
        }

        private double doubled(Tensor plain, double[] once) {
            Batch batch = made.batch;
            long[] ids = batch.ids();
            long[] twice = new long[2 * ids.length];
            System.arraycopy(ids, 0, twice, 0, ids.length);
            System.arraycopy(ids, 0, twice, ids.length, ids.length);
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            batch.inputs().forEach((name, input) -> inputs.put(name, Tensor.cat(List.of(input, input), 0)));
            Tensor target = Tensor.cat(List.of(batch.target(), batch.target()), 0);
            try (Batch both = Batch.open("twice", () -> new Batch.Content(inputs, target, twice))) {
                double[] after = rows(Tensor.cat(List.of(plain, plain), 0), both);
                double sum = 0;
                double before = 0;
                for (int i = 0; i < once.length; i++) {
                    sum += after[i];
                    before += once[i];
                }
                return sum / before;
            } catch (RuntimeException fixedSize) {
                return Double.NaN;
            }
        }
    }
}
