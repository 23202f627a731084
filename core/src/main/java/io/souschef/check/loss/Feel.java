package io.souschef.check.loss;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.DType;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;

/**
 * How the loss answers to made outputs, on the first training batch.
 *
 * @param kind of the task
 * @param classes width of the class axis
 * @param rows examples times positions
 * @param outputs what the net itself gives
 * @param answers what the loss says to made outputs
 * @param pull what its gradient with respect to the outputs does
 */
record Feel(Kind kind, int classes, int rows, Outputs outputs, Answers answers, Pull pull) {
    enum Kind {
        /** One of several classes per example, position or pixel. */
        CLASSES,
        LABELS,
        NUMBERS
    }

    /**
     * The net's outputs.
     *
     * @param inUnit whether all lie between 0 and 1
     * @param sumOff how far, at most, the sum over classes is from 1
     * @param logSumOff how far, at most, the log of the summed exponentials is from 0
     */
    record Outputs(boolean inUnit, double sumOff, double logSumOff) {
        boolean probabilities() {
            return inUnit && sumOff < 1e-3;
        }

        boolean logProbabilities() {
            return logSumOff < 1e-3;
        }
    }

    /**
     * Losses.
     *
     * @param plain at random outputs
     * @param shifted the change when one number is added to all classes of a row, another to each row
     * @param shift the mean of those numbers
     * @param shiftedOtherAxis the smallest change when one number is added along another axis than the classes
     * @param right with 30 at the right class, or target, and 0 elsewhere
     * @param wrong with 30 at a wrong one
     * @param one with 1 at the right class and 0 elsewhere
     * @param smallest lowest along a line from 0 to 30 at the right class
     * @param extreme whether loss and gradient stay finite at outputs of ± 10,000, or at probabilities of exactly 0 and 1
     * @param cubic third difference along a line, as a share of the second; 0 for a square
     * @param mixed interaction between two classes, as a share of the curvature of one; 0 where classes are judged one by one
     * @param ofTask the task's own loss at the same random outputs
     * @param ofProbabilities at random probabilities; NaN where numbers are predicted
     */
    record Answers(
            double plain,
            double shifted,
            double shift,
            double shiftedOtherAxis,
            double right,
            double wrong,
            double one,
            double smallest,
            boolean extreme,
            double cubic,
            double mixed,
            double ofTask,
            double ofProbabilities) {}

    /**
     * Gradients with respect to the outputs.
     *
     * @param taken whether the loss takes a gradient at all
     * @param doubled norm of a row's gradient when the batch is repeated, over that before: 0.5 for a mean, 1 for a sum
     * @param outlier share of the outliers whose gradient is exactly zero
     * @param usual the same share of ordinary rows
     * @param silenced share of the outliers whose gradient is exactly zero, among rows whose gradient isn't when their loss is less
     * @param along cosine between this gradient and that of the task's own loss; NaN where that can't be taken
     */
    record Pull(boolean taken, double doubled, double outlier, double usual, double silenced, double along) {}

    /** Measures it. */
    record Felt() implements Probe<Feel> {
        @Override
        public Feel measure(Subject subject) {
            return subject.fresh(program -> new Bench(program).feel());
        }
    }

    /** The program with its first batch open. */
    private static final class Bench {
        private final TrainingProgram program;
        private final RandomStream random = RandomStream.of(1337, "loss");
        private final Kind kind;
        private final int axis;

        Bench(TrainingProgram program) {
            this.program = program;
            Task task = program.task();
            this.kind = task instanceof Task.Regression
                    ? Kind.NUMBERS
                    : task instanceof Task.MultiLabel ? Kind.LABELS : Kind.CLASSES;
            this.axis = task instanceof Task.NextToken ? 2 : 1;
        }

        Feel feel() {
            Batches batches = program.training(0);
            try (Batch batch = batches.open(0)) {
                program.net().eval();
                Tensor output = program.forward(batch).detach();
                if (output.dim() <= axis && kind != Kind.NUMBERS) {
                    throw new CouldNotJudge("the net's output " + output.shape() + " has no axis of classes");
                }
                int classes = output.dim() > axis ? (int) output.size(axis) : 1;
                return new Feel(
                        kind,
                        classes,
                        (int) (output.numel() / classes),
                        outputs(output),
                        answers(output, batch),
                        pull(output, batch));
            }
        }

        private Outputs outputs(Tensor output) {
            boolean unit = output.min().item() >= 0 && output.max().item() <= 1;
            if (kind != Kind.CLASSES) {
                return new Outputs(unit, 1, 1);
            }
            return new Outputs(
                    unit,
                    output.sum(axis).sub(1).abs().max().item(),
                    output.logsumexp(axis).abs().max().item());
        }

        private double loss(Tensor output, Batch batch) {
            return program.loss(output, batch).item();
        }

        /** Random outputs of the kind that the net gives: logits, or probabilities. */
        private Tensor plain(Tensor output) {
            Tensor drawn = drawn(output, "plain");
            Outputs outputs = outputs(output);
            return outputs.probabilities() ? drawn.softmax(axis) : yesOrNo(outputs) ? drawn.sigmoid() : drawn;
        }

        private boolean yesOrNo(Outputs outputs) {
            return kind == Kind.LABELS && outputs.inUnit();
        }

        private Tensor drawn(Tensor like, String purpose) {
            return random.named(purpose).normal(0, 1, like.shape().toArray());
        }

        private Answers answers(Tensor output, Batch batch) {
            boolean probabilities = outputs(output).probabilities();
            Tensor plain = plain(output);
            double at = loss(plain, batch);
            Tensor shift = shift(output, axis);
            Tensor target = at(output, batch, 1);
            return new Answers(
                    at,
                    loss(plain.add(shift), batch) - at,
                    shift.mean().item(),
                    otherAxis(plain, batch, at),
                    loss(kind == Kind.NUMBERS ? target : target.mul(30), batch),
                    loss(elsewhere(output, batch), batch),
                    loss(target, batch),
                    smallest(target, batch),
                    extreme(output, batch, probabilities),
                    cubic(plain, batch),
                    mixed(plain, batch),
                    task(plain, batch),
                    ofProbabilities(output, batch));
        }

        private double ofProbabilities(Tensor output, Batch batch) {
            Tensor drawn = drawn(output, "plain");
            return kind == Kind.NUMBERS
                    ? Double.NaN
                    : loss(kind == Kind.LABELS ? drawn.sigmoid() : drawn.softmax(axis), batch);
        }

        private double task(Tensor output, Batch batch) {
            try {
                return program.task().loss(output, batch.target()).item();
            } catch (RuntimeException otherShape) {
                return Double.NaN;
            }
        }

        /** One number per row, the same for all classes. */
        private Tensor shift(Tensor output, int along) {
            long[] shape = output.shape().toArray();
            if (along < shape.length) {
                shape[along] = 1;
            }
            return random.named("shift " + along)
                    .normal(1, 1, shape)
                    .expand(output.shape().toArray());
        }

        private double otherAxis(Tensor plain, Batch batch, double at) {
            double least = Double.POSITIVE_INFINITY;
            for (int d = 0; d < plain.dim(); d++) {
                if (d != axis && plain.size(d) > 1) {
                    least = Math.min(least, Math.abs(loss(plain.add(shift(plain, d)), batch) - at));
                }
            }
            return least;
        }

        /** {@code value} at the right class of each row, or the targets themselves where they are numbers. */
        private Tensor at(Tensor output, Batch batch, double value) {
            Tensor target = batch.target();
            if (kind != Kind.CLASSES) {
                Tensor numbers = target.to(DType.FLOAT32).reshape(output.shape().toArray());
                return kind == Kind.LABELS ? numbers.mul(2).sub(1).mul(value) : numbers;
            }
            return hot(output, target, 0).mul(value);
        }

        /** One-hot rows, the class moved on by {@code by}; targets that don't count are at class 0. */
        private Tensor hot(Tensor output, Tensor target, long by) {
            long classes = output.size(axis);
            long[] wanted = target.toLongs();
            for (int i = 0; i < wanted.length; i++) {
                wanted[i] = wanted[i] < 0 || wanted[i] >= classes ? 0 : (wanted[i] + by) % classes;
            }
            Tensor hot =
                    Tensor.of(wanted, target.shape().toArray()).oneHot(classes).to(DType.FLOAT32);
            return axis == hot.dim() - 1 ? hot : hot.permute(0, 3, 1, 2);
        }

        private Tensor elsewhere(Tensor output, Batch batch) {
            if (kind == Kind.CLASSES) {
                return hot(output, batch.target(), 1).mul(30);
            }
            return kind == Kind.LABELS
                    ? at(output, batch, -30)
                    : at(output, batch, 1).add(30);
        }

        private double smallest(Tensor target, Batch batch) {
            double least = Double.POSITIVE_INFINITY;
            for (double scale = 0; scale <= 30; scale += 0.5) {
                least = Math.min(least, loss(target.mul(scale), batch));
            }
            return least;
        }

        private boolean extreme(Tensor output, Batch batch, boolean probabilities) {
            if (kind == Kind.NUMBERS) {
                return true;
            }
            boolean unit = kind == Kind.LABELS && outputs(output).inUnit();
            Tensor worst = probabilities || unit
                    ? (unit
                            ? elsewhere(output, batch).div(60).add(0.5)
                            : elsewhere(output, batch).div(30))
                    : elsewhere(output, batch).mul(1e4 / 30);
            worst = worst.copy().requiresGrad(true);
            Tensor loss = program.loss(worst, batch);
            if (!Double.isFinite(loss.item())) {
                return false;
            }
            return !loss.requiresGrad()
                    || loss.gradOf(List.of(worst))
                            .get(0)
                            .map(g -> g.isFinite().to(DType.FLOAT32).min().item() == 1)
                            .orElse(true);
        }

        private double cubic(Tensor plain, Batch batch) {
            Tensor direction = drawn(plain, "direction").mul(0.5);
            double[] f = new double[4];
            for (int i = 0; i < 4; i++) {
                f[i] = loss(plain.add(direction.mul(i)), batch);
            }
            double second = f[2] - 2 * f[1] + f[0];
            return Math.abs(f[3] - 3 * f[2] + 3 * f[1] - f[0]) / Math.max(Math.abs(second), 1e-12);
        }

        private double mixed(Tensor plain, Batch batch) {
            if (kind == Kind.NUMBERS || plain.size(axis) < 2) {
                return Double.NaN;
            }
            Tensor a = only(plain, 0);
            Tensor b = only(plain, 1);
            double both = loss(plain.add(a).add(b), batch);
            double none = loss(plain, batch);
            double first = loss(plain.add(a), batch);
            double other = loss(plain.add(b), batch);
            double curvature = Math.abs(first + loss(plain.sub(a), batch) - 2 * none);
            return Math.abs(both - first - other + none) / Math.max(curvature, 1e-12);
        }

        /** Twos at one class of every row. */
        private Tensor only(Tensor plain, long which) {
            long[] shape = plain.shape().toArray();
            long classes = shape[axis];
            shape[axis] = 1;
            float[] one = new float[(int) classes];
            one[(int) which] = 2;
            long[] around = new long[shape.length];
            java.util.Arrays.fill(around, 1);
            around[axis] = classes;
            return Tensor.of(one, around).expand(plain.shape().toArray());
        }

        private Pull pull(Tensor output, Batch batch) {
            Tensor plain = plain(output);
            Tensor watched = plain.copy().requiresGrad(true);
            if (!program.loss(watched, batch).requiresGrad()) {
                return new Pull(false, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
            }
            double[] usual = rows(plain, batch);
            double[] outliers = rows(outliers(output, batch), batch);
            double[] small = rows(nearlyRight(output, batch), batch);
            return new Pull(
                    true,
                    doubled(plain, batch, usual),
                    zeros(outliers),
                    zeros(usual),
                    silenced(usual, small, outliers),
                    along(plain, batch));
        }

        /** Ten nats for classes and labels: a loss that keeps logarithms finite by a limit of 1e-4 or less isn't cut off there. */
        private Tensor outliers(Tensor output, Batch batch) {
            Tensor wrong = elsewhere(output, batch);
            if (yesOrNo(outputs(output))) {
                return wrong.mul(0.49 / 30).add(0.5);
            }
            return kind == Kind.NUMBERS || outputs(output).probabilities() ? wrong : wrong.mul(10.0 / 30);
        }

        /** Outputs of a small loss that isn't zero. */
        private Tensor nearlyRight(Tensor output, Batch batch) {
            if (outputs(output).probabilities()) {
                return at(output, batch, 2).softmax(axis);
            }
            if (kind != Kind.NUMBERS) {
                return at(output, batch, yesOrNo(outputs(output)) ? 0.3 : 3).add(yesOrNo(outputs(output)) ? 0.5 : 0);
            }
            Tensor target = at(output, batch, 1);
            double spread = target.sub(target.mean()).pow(2).mean().sqrt().item();
            return target.add(drawn(output, "nearly right").mul(0.1 * Math.max(spread, 1e-3)));
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

        private double along(Tensor plain, Batch batch) {
            Tensor mine = plain.copy().requiresGrad(true);
            Tensor task = plain.copy().requiresGrad(true);
            try {
                Tensor a = gradient(program.loss(mine, batch), mine);
                Tensor b = gradient(program.task().loss(task, batch.target()), task);
                return a.mul(b).sum().item() / (a.norm().item() * b.norm().item());
            } catch (RuntimeException otherShape) {
                return Double.NaN;
            }
        }

        private static Tensor gradient(Tensor loss, Tensor of) {
            return loss.gradOf(List.of(of)).get(0).orElseGet(() -> of.detach().mul(0));
        }

        private static double zeros(double[] norms) {
            return java.util.Arrays.stream(norms).filter(norm -> norm == 0).count() / (double) norms.length;
        }

        /** For each example the size of the gradient at its outputs. */
        private double[] rows(Tensor at, Batch batch) {
            Tensor watched = at.copy().requiresGrad(true);
            Tensor loss = program.loss(watched, batch);
            Tensor gradient = loss.gradOf(List.of(watched)).get(0).orElseGet(() -> watched.detach()
                    .mul(0));
            return gradient.flatten().abs().sum(1).toDoubles();
        }

        private double doubled(Tensor plain, Batch batch, double[] once) {
            long[] ids = batch.ids();
            long[] twice = new long[2 * ids.length];
            System.arraycopy(ids, 0, twice, 0, ids.length);
            System.arraycopy(ids, 0, twice, ids.length, ids.length);
            java.util.Map<String, Tensor> inputs = new java.util.LinkedHashMap<>();
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
