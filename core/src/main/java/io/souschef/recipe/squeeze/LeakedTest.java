package io.souschef.recipe.squeeze;

import io.souschef.data.examples.ExamplesTable;
import io.souschef.experiment.Finding;
import io.souschef.experiment.RunDirectory;
import io.souschef.statistics.Interval;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * The test figure apart for examples that have an equal or a nearly equal one in train, and for the others. On the first it is memory, in
 * part; the second is what a new example may expect.
 *
 * @param trained the splits that the model was trained on: train, or train and validation
 * @see <a href="https://arxiv.org/abs/1902.00423">Barz and Denzler 2019: on clean test images of CIFAR the error is a tenth higher</a>
 */
record LeakedTest(RunDirectory run, List<String> trained) {
    LeakedTest {
        trained = List.copyOf(trained);
    }

    /** Empty where no test example has a copy in what was trained on, or every one has. */
    Optional<Finding> of(Evaluation test) {
        int[] shared = trained.stream()
                .flatMapToInt(split -> Arrays.stream(ExamplesTable.shared(run.examples(), "test", split)))
                .distinct()
                .sorted()
                .toArray();
        LongPredicate leaked = id -> Arrays.binarySearch(shared, (int) id) >= 0;
        Evaluation copies = only(test, leaked);
        Evaluation others = only(test, leaked.negate());
        return copies.size() == 0 || others.size() == 0 ? Optional.empty() : Optional.of(finding(copies, others));
    }

    private Finding finding(Evaluation copies, Evaluation others) {
        Task task = others.task();
        Interval there = copies.interval();
        Interval here = others.interval();
        boolean remembered = task.higherIsBetter() ? there.low() > here.high() : there.high() < here.low();
        return Finding.of("leaked and clean test examples", "leaked-test")
                .measured(
                        "%s %s on %,d test examples with a copy in %s, %s on the %,d without",
                        task.metric(),
                        shown(task, there),
                        copies.size(),
                        String.join(" or ", trained),
                        shown(task, here),
                        others.size())
                .expected("no better on copies than on the others")
                .cause(remembered ? "copies are remembered" : "")
                .fix(
                        remembered
                                ? "believe the figure of those without, and keep copies on one side of the split: near_group in examples.parquet"
                                : "")
                .warnIf(remembered);
    }

    private static String shown(Task task, Interval interval) {
        return "%s (95 %% interval %s to %s)"
                .formatted(
                        Vote.shown(task, interval.value()),
                        Vote.shown(task, interval.low()),
                        Vote.shown(task, interval.high()));
    }

    private static Evaluation only(Evaluation all, LongPredicate wanted) {
        int[] rows = IntStream.range(0, all.size())
                .filter(row -> wanted.test(all.ids()[row]))
                .toArray();
        int outputs = all.outputs().length / Math.max(1, all.size());
        int targets = all.targets().length / Math.max(1, all.size());
        return new Evaluation(
                all.task(),
                Arrays.stream(rows).mapToLong(row -> all.ids()[row]).toArray(),
                Arrays.stream(rows).mapToDouble(row -> all.losses()[row]).toArray(),
                rows(all.outputs(), outputs, rows),
                rows(all.targets(), targets, rows));
    }

    private static float[] rows(float[] all, int width, int[] rows) {
        float[] some = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(all, rows[i] * width, some, i * width, width);
        }
        return some;
    }
}
