package io.souschef.recipe.squeeze;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.Split;
import io.souschef.data.examples.ExamplesTable;
import io.souschef.data.source.Source;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.experiment.RunDirectory;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeakedTestTest {
    private static final int TRAIN = 50, SIZE = 250;

    @TempDir
    Path folder;

    @Test
    void better_on_copies_than_on_the_others_is_memory() {
        Finding finding = finding(100, 60);

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured())
                .isEqualTo(
                        "accuracy 100.00 % (95 % interval 92.87 % to 100.00 %) on 50 test examples with a copy in train,"
                                + " 60.00 % (95 % interval 52.00 % to 67.50 %) on the 150 without");
        assertThat(finding.cause()).isEqualTo("copies are remembered");
    }

    @Test
    void as_good_on_the_others_is_no_memory() {
        Finding finding = finding(92, 90);

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.fix()).isEmpty();
    }

    @Test
    void copies_of_validation_examples_count_where_these_were_trained_on_as_well() {
        RunDirectory run = RunDirectory.create(folder);
        write(
                run,
                new Split(new int[] {0}, ids(1, TRAIN), ids(TRAIN, SIZE), "made"),
                IntStream.range(0, 50).toArray());

        Finding finding = new LeakedTest(run, List.of("train", "validation"))
                .of(evaluation(100, 60))
                .orElseThrow();

        assertThat(finding.measured())
                .contains(" on 50 test examples with a copy in train or validation, ", " on the 150 without");
    }

    @Test
    void where_there_is_no_copy_nothing_is_said() {
        RunDirectory run = RunDirectory.create(folder);

        assertThat(new LeakedTest(run, List.of("train")).of(evaluation(90, 90)))
                .as("no table")
                .isEmpty();
        write(run, new int[0]);
        assertThat(new LeakedTest(run, List.of("train")).of(evaluation(90, 90))).isEmpty();
    }

    @Test
    void the_groups_of_a_table_can_be_replaced_and_all_else_stays() {
        RunDirectory run = RunDirectory.create(folder);
        write(run, IntStream.range(0, 50).toArray());
        int[] fewer = new int[SIZE];
        Arrays.fill(fewer, -1);
        fewer[3] = 3;
        fewer[60] = 3;

        assertThat(ExamplesTable.shared(run.examples(), "test", "train")).hasSize(50);
        ExamplesTable.regroup(run.examples(), "near_group", fewer);

        assertThat(ExamplesTable.shared(run.examples(), "test", "train")).containsExactly(60);
    }

    /** The first 50 of the 200 test examples have a copy. */
    private Finding finding(int percentOfCopies, int percentOfOthers) {
        RunDirectory run = RunDirectory.create(folder);
        write(run, IntStream.range(0, 50).toArray());
        return new LeakedTest(run, List.of("train"))
                .of(evaluation(percentOfCopies, percentOfOthers))
                .orElseThrow();
    }

    private static Evaluation evaluation(int percentOfCopies, int percentOfOthers) {
        int n = SIZE - TRAIN;
        float[] outputs = new float[2 * n];
        for (int i = 0; i < n; i++) {
            boolean right = i < 50 ? i < percentOfCopies / 2 : i - 50 < percentOfOthers * 1.5;
            outputs[2 * i + (right ? 0 : 1)] = 1;
        }
        long[] ids = IntStream.range(TRAIN, SIZE).asLongStream().toArray();
        return new Evaluation(Task.classification(2), ids, new double[n], outputs, new float[n]);
    }

    /** @param copied training examples, each of which has a near copy in test */
    private static void write(RunDirectory run, int... copied) {
        write(run, new Split(ids(0, TRAIN), new int[0], ids(TRAIN, SIZE), "made"), copied);
    }

    private static void write(RunDirectory run, Split split, int... copied) {
        int[] groups = new int[SIZE];
        Arrays.fill(groups, -1);
        for (int id : copied) {
            groups[id] = id;
            groups[TRAIN + id] = id;
        }
        List<String> names = IntStream.range(0, SIZE).mapToObj(String::valueOf).toList();
        Dataset dataset = new Dataset(
                "made",
                new Source("made", "0".repeat(64), 0, "made"),
                Images.unscaled(1, 1, 1, new byte[SIZE][1], names),
                new Labels(IntStream.range(0, SIZE).map(i -> i % 2).toArray(), List.of("a", "b")),
                split,
                List.of());
        ExamplesTable.write(run.examples(), dataset, List.of(), Map.of("near_group", groups));
    }

    private static int[] ids(int from, int to) {
        return IntStream.range(from, to).toArray();
    }
}
