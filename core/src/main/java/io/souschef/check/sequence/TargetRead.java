package io.souschef.check.sequence;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether the forward pass reads the target. Of sequences, the last target alone is changed: a decoder may read those before the
 * one that it is to predict. Of numbers in columns each is changed alone: a decoder of numbers may read those before, and what an
 * action was may stand beside what it brought. A target that is an input tells nothing.
 */
record TargetRead() implements Probe<TargetRead.Read> {
    private static final double ROUNDING = 1e-6;

    /** Of many columns so many are changed, spread over all. */
    private static final int COLUMNS = 8;

    /**
     * What it reads.
     *
     * @param move of the output, as a share of its size
     * @param columns of the target that move an output which stands at the same place, or before it; {@link LossReads#WHOLE} where it has none
     */
    record Read(double move, boolean sequence, List<Integer> columns) {
        boolean leaks() {
            return move > ROUNDING && !columns.isEmpty();
        }
    }

    @Override
    public Read measure(Subject subject) {
        boolean sequence = subject.fresh(TargetRead::isSequence);
        List<Answers.Answer> answers = Answers.to(
                subject, List.of((name, tensor) -> name.equals("target") ? changed(tensor, sequence) : tensor));
        double move = answers.get(0).change(answers.get(1)) / size(answers);
        if (sequence || move <= ROUNDING) {
            return new Read(move, sequence, List.of(LossReads.WHOLE));
        }
        return new Read(move, false, subject.fresh(TargetRead::isInput) ? List.of() : columns(subject));
    }

    private static boolean isSequence(TrainingProgram program) {
        try (Batch batch = program.training(0).open(0)) {
            Tensor target = batch.target();
            return target.dim() == 2 && target.dtype() == DType.INT64 && target.size(1) > 1;
        }
    }

    private static Tensor changed(Tensor target, boolean sequence) {
        return sequence ? Answers.otherTokens(target, (int) target.size(1) - 1) : rolled(target);
    }

    private static double size(List<Answers.Answer> answers) {
        return Math.max(answers.get(0).size(), 1e-12);
    }

    /** Whether one of the inputs is the target, number by number: an autoencoder, or what makes a smaller picture of a large one. */
    private static boolean isInput(TrainingProgram program) {
        try (Batch batch = program.training(0).open(0)) {
            Tensor target = batch.target();
            return target.dtype().isFloat()
                    && batch.inputs().values().stream()
                            .anyMatch(input -> input.dtype() == target.dtype()
                                    && input.shape().equals(target.shape())
                                    && input.isEqual(target));
        }
    }

    private static List<Integer> columns(Subject subject) {
        long[] shape = subject.fresh(program -> {
            try (Batch batch = program.training(0).open(0)) {
                return batch.target().shape().toArray();
            }
        });
        if (shape.length < 2 || shape[1] < 2) {
            return List.of(LossReads.WHOLE);
        }
        int all = (int) shape[1];
        int[] looked = IntStream.range(0, Math.min(all, COLUMNS))
                .map(i -> all <= COLUMNS ? i : i * (all - 1) / (COLUMNS - 1))
                .toArray();
        List<Answers.Change> changes = new ArrayList<>();
        for (int column : looked) {
            changes.add((name, tensor) -> name.equals("target") ? withColumn(tensor, rolled(tensor), column) : tensor);
        }
        List<Answers.Answer> answers = Answers.to(subject, changes);
        List<Integer> read = new ArrayList<>();
        for (int i = 0; i < looked.length; i++) {
            if (moves(answers, i + 1, looked[i], all)) {
                read.add(looked[i]);
            }
        }
        return read;
    }

    /** Whether an output moves that doesn't stand after the column, where outputs stand in as many. */
    private static boolean moves(List<Answers.Answer> answers, int which, int column, int columns) {
        Answers.Answer asIs = answers.get(0);
        Answers.Answer changed = answers.get(which);
        double least = ROUNDING * size(answers);
        if (asIs.shape().size() < 2 || asIs.size(1) != columns) {
            return asIs.change(changed) > least;
        }
        int width = asIs.values().length / (int) (asIs.size(0) * columns);
        for (int i = 0; i < asIs.values().length; i++) {
            if (i / width % columns <= column && Answers.apart(asIs.values()[i], changed.values()[i]) > least) {
                return true;
            }
        }
        return false;
    }

    /** {@code target} with one of its columns from {@code other}. */
    static Tensor withColumn(Tensor target, Tensor other, int column) {
        int after = (int) target.size(1) - column - 1;
        List<Tensor> parts = new ArrayList<>();
        if (column > 0) {
            parts.add(target.narrow(1, 0, column));
        }
        parts.add(other.narrow(1, column, 1));
        if (after > 0) {
            parts.add(target.narrow(1, column + 1L, after));
        }
        return Tensor.cat(parts, 1);
    }

    /** Each example with its neighbour's target. */
    private static Tensor rolled(Tensor target) {
        long n = target.size(0);
        return n < 2 ? target : Tensor.cat(List.of(target.narrow(0, 1, n - 1), target.narrow(0, 0, 1)), 0);
    }
}
