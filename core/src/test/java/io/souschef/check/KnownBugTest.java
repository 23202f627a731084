package io.souschef.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KnownBugTest {
    @Test
    void every_row_is_there_and_once() {
        Map<String, Long> families = KnownBug.all().stream()
                .collect(Collectors.groupingBy(bug -> bug.row().substring(0, 1), TreeMap::new, Collectors.counting()));

        assertThat(families.toString())
                .isEqualTo("{A=14, B=6, C=8, D=14, E=6, F=13, G=9, H=9, I=10, J=8, K=5, L=10, M=7}");
        assertThat(KnownBug.all())
                .extracting(KnownBug::row)
                .doesNotHaveDuplicates()
                .allMatch(row -> row.matches("[A-M][1-9]\\d?"));
    }

    @Test
    void each_is_named_by_checks_that_there_are_or_says_why_nothing_does() {
        List<String> codes = Catalogue.all().stream().map(Check::code).toList();

        assertThat(KnownBug.all()).allSatisfy(bug -> {
            assertThat(codes).containsAll(bug.codes());
            assertThat(bug.what()).isNotBlank();
            assertThat(bug.codes().isEmpty())
                    .as(bug.row())
                    .isNotEqualTo(bug.why().isEmpty());
        });
    }

    @Test
    void in_one_process_all_but_two_are_named() {
        assertThat(KnownBug.all().stream()
                        .filter(bug -> bug.codes().isEmpty() && !bug.row().startsWith("M"))
                        .map(KnownBug::row))
                .containsExactly("I7", "I10");
    }

    @Test
    void every_check_names_a_row_or_is_the_recipes_own() {
        assertThat(Catalogue.all().stream().map(Check::code).filter(code -> KnownBug.rows(code)
                        .isEmpty()))
                .containsExactlyInAnyOrder("not-reproducible", "cannot-overfit-one-batch", "training-loss-rises");
        assertThat(KnownBug.rows("batch-mixed")).isEqualTo("D5, D10");
    }
}
