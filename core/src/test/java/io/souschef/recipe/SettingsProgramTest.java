package io.souschef.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.data.Dataset;
import io.souschef.data.Feed;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SettingsProgramTest {
    private final Dataset data = Tiny.table(600, false);
    private final int[] train = data.split().train();

    @Test
    void more_examples_hold_all_of_fewer() {
        try (SettingsProgram few = program(50);
                SettingsProgram many = program(200)) {
            Set<Long> fewer = ids(few.training(0));

            assertThat(fewer).hasSize(50);
            assertThat(ids(many.training(0))).hasSize(200).containsAll(fewer);
        }
    }

    @Test
    void how_well_it_fits_is_measured_on_a_sample_from_the_whole_of_a_sorted_file() {
        try (SettingsProgram program = program(train.length)) {
            double mean = ids(program.trained(100)).stream()
                    .mapToLong(id -> id)
                    .average()
                    .orElseThrow();

            assertThat(mean).as("mean row, of 600").isBetween(220.0, 380.0);
        }
    }

    @Test
    void an_epoch_has_every_example_once_and_another_epoch_another_order() {
        try (SettingsProgram program = program(train.length)) {
            assertThat(ids(program.training(0))).hasSize(train.length);
            assertThat(first(program.training(0))).isEqualTo(first(program.training(0)));
            assertThat(first(program.training(0))).isNotEqualTo(first(program.training(1)));
        }
    }

    @Test
    void on_everything_it_trains_on_the_validation_split_too_and_never_on_the_test_split() {
        int[] validation = data.split().validation();
        try (SettingsProgram program = new SettingsProgram(
                new Feed(data),
                Task.regression(),
                Settings.plain(new NetPlan("table", 8, 1, 0), 16, train.length + validation.length, 1),
                1,
                true,
                Optional.empty())) {
            Set<Long> expected = new TreeSet<>();
            Arrays.stream(train).forEach(id -> expected.add((long) id));
            Arrays.stream(validation).forEach(id -> expected.add((long) id));

            assertThat(ids(program.training(0))).isEqualTo(expected);
            assertThat(ids(program.evaluation())).hasSize(validation.length);
        }
    }

    private SettingsProgram program(int examples) {
        return new SettingsProgram(
                new Feed(data), Task.regression(), Settings.plain(new NetPlan("table", 8, 1, 0), 16, examples, 1), 1);
    }

    private static Set<Long> ids(Batches batches) {
        Set<Long> ids = new TreeSet<>();
        for (Batch batch : batches) {
            try (batch) {
                Arrays.stream(batch.ids()).forEach(ids::add);
            }
        }
        return ids;
    }

    private static long[] first(Batches batches) {
        try (Batch batch = batches.open(0)) {
            return batch.ids();
        }
    }
}
