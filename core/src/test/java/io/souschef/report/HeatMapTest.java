package io.souschef.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.experiment.Evidence.Confusion;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeatMapTest {
    @Test
    void every_count_is_a_field_and_can_be_read() {
        Confusion confusion =
                new Confusion("t", "", List.of("cat", "<dog>"), List.of(List.of(9L, 1L), List.of(0L, 7L)));

        String map = HeatMap.draw(confusion).markup();

        assertThat(map.split("<rect", -1)).hasSize(5);
        assertThat(map)
                .contains("cat, predicted &lt;dog&gt;: 1 of 10", ">9<", ">7<")
                .doesNotContain("<dog>", "NaN");
    }

    @Test
    void many_classes_have_a_figure_of_their_own_without_counts() {
        List<String> names =
                IntStream.range(0, 30).mapToObj(k -> "class number " + k).toList();
        Confusion many = new Confusion("t", "", names, Collections.nCopies(30, Collections.nCopies(30, 12345L)));

        assertThat(HeatMap.wide(many)).isTrue();
        assertThat(HeatMap.draw(many).markup()).doesNotContain(">12345<");
        assertThat(HeatMap.wide(new Confusion("t", "", List.of("a"), List.of(List.of(0L)))))
                .isFalse();
    }

    @Test
    void other_counts_than_classes_are_refused() {
        assertThatThrownBy(() -> new Confusion("t", "", List.of("a", "b"), List.of(List.of(1L, 2L))))
                .hasMessage("confusion 't' of 2 classes has other counts");
    }
}
