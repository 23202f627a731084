package io.souschef.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlanceTest {
    @Test
    void sees_the_first_batch_and_the_last() {
        List<Integer> opened = new ArrayList<>();

        Glance.at(counted(9, opened)).forEach(Batch::close);

        assertThat(opened).containsExactly(0, 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void sees_all_where_there_are_no_more(int count) {
        List<Integer> opened = new ArrayList<>();

        Glance.at(counted(count, opened)).forEach(Batch::close);

        assertThat(opened).hasSize(count);
    }

    @Test
    void shortens_evaluations_while_it_is_open() {
        List<Integer> opened = new ArrayList<>();
        Batches all = counted(9, opened);

        try (Glance glance = Glance.open()) {
            assertThat(glance.sawOneOf(9)).isFalse();
            assertThat(Glance.taken(all).count()).isEqualTo(2);
            assertThat(glance.sawOneOf(9)).isTrue();
            assertThat(glance.sawOneOf(8)).isFalse();
            try (Glance inner = Glance.open()) {
                assertThat(inner.sawOneOf(9)).isFalse();
            }
            assertThat(Glance.taken(all).count()).isEqualTo(2);
            assertThat(glance.sawOneOf(9)).as("two evaluations").isFalse();
        }

        assertThat(Glance.taken(all)).isSameAs(all);
    }

    private static Batches counted(int count, List<Integer> opened) {
        return Batches.of(count, count, b -> {
            opened.add(b);
            return Batch.open("one", () -> Batch.Content.of(Tensor.zeros(1, 1), Tensor.zeros(1), new long[] {b}));
        });
    }
}
