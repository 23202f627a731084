package io.souschef.check.loss;

import io.souschef.data.Batch;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the gradient of a loss with respect to made outputs does.
 *
 * @param taken whether the loss takes a gradient at all
 * @param doubled norm of a row's gradient when the batch is repeated, over that before: 0.5 for a mean, 1 for a sum
 * @param outlier share of the outliers whose gradient is exactly zero
 * @param usual the same share of ordinary rows
 * @param silenced share of the outliers whose gradient is exactly zero, among rows whose gradient isn't when their loss is less; where
 *     outputs are limited, outliers are targets
 * @param content share of the outputs of ordinary rows that aren't pulled at although others of the row are: those beyond a margin; 1 where no
 *     class is pulled at any more at scores of eight for the right one and of minus eight for the others
 * @param size norm of this gradient over that of the task's own loss, a mean; NaN where that can't be taken
 * @param along cosine between this gradient and that of the task's own loss; NaN where that can't be taken
 */
record LossGradients(
        boolean taken,
        double doubled,
        double outlier,
        double usual,
        double silenced,
        double content,
        double size,
        double along) {
    /** How far off a target is that is an outlier: as far as the made outputs are. */
    private static final double AWAY = 30;

    private static final int ASKED = 8;

    /** Reasoned: of a sigmoid 0.9997 and 0.0003, beyond the margins of 0.9 and 0.1 that lengths of capsules have, and no float's 1. */
    private static final double SURE = 8;

    /** Numbers up to here are taken for logarithms of targets. */
    private static final double LOG = 60;

    static LossGradients of(MadeOutputs made) {
        return new Taken(made).gradients();
    }

    /** The gradients of a loss, taken at one output after another. */
    private record Taken(MadeOutputs made) {
        LossGradients gradients() {
            Tensor plain = made.plain();
            Tensor watched = plain.copy().requiresGrad(true);
            if (!made.program.loss(watched, made.batch).requiresGrad()) {
                double none = Double.NaN;
                return new LossGradients(false, none, none, none, none, none, none, none);
            }
            double[] usual = rows(plain, made.batch);
            double[] outliers = alone(outliers());
            double[] small = rows(made.nearlyRight(), made.batch);
            return new LossGradients(
                    true,
                    doubled(plain, usual),
                    zeros(outliers),
                    zeros(usual),
                    silenced(usual, small, outliers),
                    settled() ? 1 : content(gradient(made.program.loss(watched, made.batch), watched)),
                    compared(plain, false),
                    compared(plain, true));
        }

        /** Margins between lengths are reached by some scores only: a logistic loss still pulls there, by a three-thousandth. */
        private boolean settled() {
            return made.kind == Feel.Kind.CLASSES
                    && !made.outputs().probabilities()
                    && Arrays.stream(rows(made.right(2 * SURE).sub(SURE), made.batch))
                            .allMatch(pull -> pull == 0);
        }

        private static double content(Tensor gradient) {
            float[] pulls = gradient.toFloats();
            int width = pulls.length / (int) gradient.size(0);
            int pulling = 0;
            int content = 0;
            for (int from = 0; from < pulls.length; from += width) {
                int zeros = 0;
                for (int i = from; i < from + width; i++) {
                    zeros += pulls[i] == 0 ? 1 : 0;
                }
                pulling += zeros < width ? width : 0;
                content += zeros < width ? zeros : 0;
            }
            return pulling == 0 ? 0 : (double) content / pulling;
        }

        /**
         * For each example the size of the gradient where its loss is huge. Numbers may be limited, as the logarithm of a rate is before the
         * exponential is taken, so that no target has any pull on one that is far beyond: then it is the target that lies far away.
         */
        private double[] outliers() {
            double[] outliers = rows(made.outliers(), made.batch);
            if (made.kind != Feel.Kind.NUMBERS || Arrays.stream(outliers).allMatch(pull -> pull > 0)) {
                return outliers;
            }
            Tensor far = made.outliers();
            Tensor rate = far.clamp(-LOG, LOG).exp();
            double[] whatever = outliers.clone();
            for (Tensor target : List.of(
                    far, far.sub(1), far.add(1), far.add(AWAY), far.sub(AWAY), rate, rate.mul(2), rate.mul(0))) {
                double[] pulls = rows(far, target);
                Arrays.setAll(whatever, row -> pulls[row] > 0 ? pulls[row] : whatever[row]);
            }
            Tensor moved = made.right(1).add(AWAY);
            double[] near = rows(made.nearlyRight(), moved);
            double[] plain = rows(made.plain(), moved);
            Arrays.setAll(outliers, row -> whatever[row] > 0 ? outliers[row] : Math.max(near[row], plain[row]));
            return outliers;
        }

        /**
         * The same, where those that don't pull are asked once more, each being the only one whose loss is huge: where the hardest of a batch are
         * all that counts, not all of them can be, but some. A few speak for all.
         */
        private double[] alone(double[] together) {
            int[] silent = IntStream.range(0, together.length)
                    .filter(row -> together[row] == 0)
                    .toArray();
            if (2 * silent.length <= together.length || silent.length == together.length) {
                return together;
            }
            Tensor far = made.outliers();
            Tensor near = made.nearlyRight();
            int asked = Math.min(ASKED, silent.length);
            double[] pulls = new double[asked];
            for (int i = 0; i < asked; i++) {
                int row = silent[(int) ((long) i * silent.length / asked)];
                List<Tensor> parts = List.of(
                        near.narrow(0, 0, row),
                        far.narrow(0, row, 1),
                        near.narrow(0, row + 1, together.length - row - 1));
                pulls[i] = rows(Tensor.cat(parts, 0), made.batch)[row];
            }
            double middle = Arrays.stream(pulls).sorted().toArray()[(asked - 1) / 2];
            double[] alone = together.clone();
            for (int row : silent) {
                alone[row] = middle;
            }
            return alone;
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

        /** Size, or direction, beside the gradient of the task's own loss. */
        private double compared(Tensor plain, boolean direction) {
            Tensor mine = plain.copy().requiresGrad(true);
            Tensor task = plain.copy().requiresGrad(true);
            try {
                Tensor a = gradient(made.program.loss(mine, made.batch), mine);
                Tensor b = gradient(made.program.task().loss(task, made.batch.target()), task);
                return direction
                        ? a.mul(b).sum().item() / (a.norm().item() * b.norm().item())
                        : a.norm().item() / b.norm().item();
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

        /** The same, with other targets in place of the batch's. */
        private double[] rows(Tensor at, Tensor target) {
            Batch batch = made.batch;
            Tensor shaped = target.reshape(batch.target().shape().toArray())
                    .to(batch.target().dtype());
            try (Batch other =
                    Batch.open("other targets", () -> new Batch.Content(batch.inputs(), shaped, batch.ids()))) {
                return rows(at, other);
            }
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
