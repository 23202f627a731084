package io.souschef.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExperimentTest {
    private static final Hypothesis HYPOTHESIS = new Hypothesis("s", "c", "e");
    private static final Basis BASIS = new Basis("sha256 1", "0.1");

    @Test
    void the_id_is_that_of_the_canonical_json() throws Exception {
        // printf '%s' '{"code":"0.1","configuration":{"rate":3.0E-4,"width":64},"data":"sha256 1","seeds":[1]}' |
        // sha256sum
        assertThat(experiment(Map.of("width", 64, "rate", 3e-4), 1).id()).isEqualTo("455b38e3e18e");
    }

    @Test
    void order_and_number_types_do_not_change_the_id() {
        Map<String, Object> forwards = new LinkedHashMap<>();
        forwards.put("a", 1);
        forwards.put("b", Map.of("c", 0.1));
        Map<String, Object> backwards = new LinkedHashMap<>();
        backwards.put("b", Map.of("c", 0.1f));
        backwards.put("a", 1L);

        assertThat(experiment(forwards, 1).id())
                .isEqualTo(experiment(backwards, 1).id());
    }

    @Test
    void whatever_changes_the_result_changes_the_id_and_a_name_does_not() {
        Experiment one = experiment(Map.of("a", 1), 1);

        assertThat(experiment(Map.of("a", 2), 1).id()).isNotEqualTo(one.id());
        assertThat(experiment(Map.of("a", 1), 2).id()).isNotEqualTo(one.id());
        assertThat(Experiment.of("s", "n", Map.of("a", 1), HYPOTHESIS, List.of(1L), new Basis("sha256 2", "0.1"))
                        .id())
                .isNotEqualTo(one.id());
        assertThat(Experiment.of("s", "n", Map.of("a", 1), HYPOTHESIS, List.of(1L), new Basis("sha256 1", "0.2"))
                        .id())
                .isNotEqualTo(one.id());
        assertThat(Experiment.of("other", "other", Map.of("a", 1), HYPOTHESIS, List.of(1L), BASIS)
                        .id())
                .isEqualTo(one.id());
    }

    @Test
    void the_differences_to_a_control_are_named() {
        Experiment control = experiment(Map.of("width", 64, "rate", 0.1), 1);

        assertThat(experiment(Map.of("width", 64, "rate", 0.2, "shift", 1), 1).differences(control))
                .containsExactly("rate", "shift");
    }

    @Test
    void a_configuration_that_cannot_be_written_exactly_is_refused() {
        assertThatThrownBy(() -> experiment(Map.of("rate", Double.NaN), 1))
                .hasMessage(
                        "'rate' in a configuration is NaN, expected a text, a boolean, a finite number, or a list or map of these");
        assertThatThrownBy(() -> experiment(Map.of("rate", Outcome.PASS), 1)).hasMessageContaining("'rate'");
    }

    private static Experiment experiment(Map<String, ?> configuration, long seed) {
        return Experiment.of("s", "n", configuration, HYPOTHESIS, List.of(seed), BASIS);
    }
}
