package io.souschef.check.evaluation;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A program that reports another number than its evaluation gives, watched while it does so, after the steps of {@link Assessed}: an
 * evaluation of the author's own, with mistakes of its own. Beside it his metric, of each batch.
 */
public record Told() implements Probe<Told.View> {
    /**
     * @param reported the number
     * @param inTraining layers in training mode meanwhile, by name; none where a pass in evaluation mode, as long at least, came after
     * @param drawn layers that drew random numbers meanwhile
     * @param buffers that it changed
     * @param worked numbers that layers put out meanwhile
     * @param work the same of each evaluation batch, in evaluation mode
     * @param metrics the author's own, of each evaluation batch
     * @param ofLast whether the number is what his metric says of the last batch alone, and after some more steps it is so again
     * @param ofTraining whether the number is what his metric says of the training data, and the layers worked as for these
     * @param sizes of the evaluation batches, in examples
     * @param overOwnBatches whether it is the mean over batches of another size that the author cuts the split into himself, and not the
     *     mean over examples
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
    public record View(
            double reported,
            List<String> inTraining,
            List<String> drawn,
            List<String> buffers,
            long worked,
            long[] work,
            double[] metrics,
            boolean ofLast,
            boolean ofTraining,
            int[] sizes,
            boolean overOwnBatches) {

        /**
         * How many batches, from the first on, the number is of, where it isn't of all: the layers worked for these, to the last number. Else 0.
         * That it is what his metric says of these is no sign: two accuracies of few examples are soon equal.
         */
        int onlyFirst() {
            long sum = 0;
            for (int k = 1; k < work.length; k++) {
                sum += work[k - 1];
                if (worked == sum && worked > 0 && !ofTraining) {
                    return k;
                }
            }
            return 0;
        }

        /** Whether it draws for each example several times, as {@link Assessed.View#drawsOften}. */
        public boolean drawsOften() {
            return worked > Assessed.OFTEN * LongStream.of(work).sum() && !drawn.isEmpty() && buffers.isEmpty();
        }

        /** Whether batches of different sizes count alike. */
        boolean overBatches() {
            return overOwnBatches
                    || (worked == LongStream.of(work).sum()
                            && !Assessed.close(reported, mean(metrics, sizes))
                            && Assessed.close(
                                    reported, Arrays.stream(metrics).average().orElse(Double.NaN)));
        }
    }

    @Override
    public View measure(Subject subject) {
        return subject.fresh(program -> {
            Assessed.train(program);
            Each evaluation = each(program, program.evaluation());
            program.net().train();
            Map<String, Long> draws = program.net().drawsByLayer();
            Map<String, float[]> buffers = Observed.copied(program.net().buffers());
            Passes passes = new Passes(program.net());
            double reported;
            try (Scope scope = Scope.open("reported");
                    Trace trace = Trace.open(passes)) {
                reported = program.reported();
            }
            Map<String, float[]> after = Observed.copied(program.net().buffers());
            boolean other = passes.worked() != LongStream.of(evaluation.work).sum();
            boolean ofTraining = other && each(program, program.training(0)).gives(reported, passes.worked());
            return new View(
                    reported,
                    passes.inTraining(),
                    Observed.drawn(program.net(), draws),
                    Observed.changed(buffers, after),
                    passes.worked(),
                    evaluation.work,
                    evaluation.metrics,
                    !ofTraining && evaluation.isLast(reported) && againOfLast(program),
                    ofTraining,
                    evaluation.sizes,
                    !other && overOwnBatches(program, evaluation, passes, reported));
        });
    }

    private static boolean overOwnBatches(TrainingProgram program, Each evaluation, Passes passes, double reported) {
        if (Assessed.close(reported, mean(evaluation.metrics, evaluation.sizes))) {
            return false;
        }
        program.net().eval();
        Passes one = new Passes(program.net());
        try (Batch batch = program.evaluation().open(0);
                NoGrad off = NoGrad.open();
                Trace trace = Trace.open(one)) {
            program.forward(batch);
        }
        int[] sizes = passes.sizes(one, evaluation.sizes[0]);
        if (IntStream.of(sizes).sum() != IntStream.of(evaluation.sizes).sum()
                || Arrays.equals(sizes, evaluation.sizes)) {
            return false;
        }
        double[] metrics = cut(program, sizes);
        return !Assessed.close(reported, mean(metrics, sizes))
                && Assessed.close(reported, Arrays.stream(metrics).average().orElse(Double.NaN));
    }

    /** The author's metric over the split in batches of these sizes; NaN where it can't be asked. */
    private static double[] cut(TrainingProgram program, int[] sizes) {
        double[] metrics = new double[sizes.length];
        try (Scope scope = Scope.open("cut");
                Shelf shelf = new Shelf("evaluation split");
                NoGrad off = NoGrad.open()) {
            List<Tensor> outputs = new ArrayList<>();
            List<Tensor> targets = new ArrayList<>();
            for (Batch batch : program.evaluation()) {
                try (batch) {
                    outputs.add(shelf.keep(program.forward(batch)));
                    targets.add(shelf.keep(batch.target().copy()));
                }
            }
            Tensor output = Tensor.cat(outputs, 0);
            Tensor target = Tensor.cat(targets, 0);
            int from = 0;
            for (int b = 0; b < sizes.length; b++) {
                metrics[b] = metric(
                        program,
                        output.narrow(0, from, sizes[b]).contiguous(),
                        target.narrow(0, from, sizes[b]).contiguous());
                from += sizes[b];
            }
        } catch (RuntimeException ofOtherShapes) {
            Arrays.fill(metrics, Double.NaN);
        }
        return metrics;
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
    private record Each(double[] metrics, int[] sizes, long[] work) {
        boolean gives(double reported, long worked) {
            return LongStream.of(work).sum() == worked && Assessed.close(reported, mean(metrics, sizes));
        }

        boolean isLast(double reported) {
            return !Assessed.close(reported, mean(metrics, sizes))
                    && Assessed.close(reported, metrics[metrics.length - 1]);
        }
    }

    /** Two accuracies of few examples are equal by chance, but hardly twice. */
    private static boolean againOfLast(TrainingProgram program) {
        Assessed.train(program);
        double reported = program.reported();
        return each(program, program.evaluation()).isLast(reported);
    }

    /** The author's metric of each batch, in evaluation mode; NaN where it can't be asked. */
    private static Each each(TrainingProgram program, Batches batches) {
        List<Double> metrics = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        List<Long> work = new ArrayList<>();
        program.net().eval();
        for (int b = 0; b < batches.count(); b++) {
            Passes passes = new Passes(program.net());
            try (Batch batch = batches.open(b);
                    NoGrad off = NoGrad.open()) {
                Tensor output;
                try (Trace trace = Trace.open(passes)) {
                    output = program.forward(batch);
                }
                metrics.add(metric(program, output, batch.target()));
                sizes.add(batch.size());
                work.add(passes.worked());
            }
        }
        return new Each(
                metrics.stream().mapToDouble(metric -> metric).toArray(),
                sizes.stream().mapToInt(size -> size).toArray(),
                work.stream().mapToLong(numbers -> numbers).toArray());
    }

    private static double metric(TrainingProgram program, Tensor output, Tensor target) {
        try {
            return program.metric(output, target);
        } catch (RuntimeException notOfABatch) {
            return Double.NaN;
        }
    }

    private static double mean(double[] values, int[] weights) {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * weights[i];
            weight += weights[i];
        }
        return sum / weight;
    }
}
