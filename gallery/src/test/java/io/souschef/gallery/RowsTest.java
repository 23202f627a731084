package io.souschef.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.KnownBug;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The gallery and the catalogue of known bugs tell the same. */
class RowsTest {
    private final Map<String, KnownBug> rows =
            KnownBug.all().stream().collect(Collectors.toMap(KnownBug::row, Function.identity()));

    @Test
    void a_trap_is_named_by_a_check_of_its_row() {
        assertThat(Gallery.traps()).isNotEmpty().allSatisfy(trap -> {
            assertThat(rows).as(trap.name()).containsKey(trap.row());
            assertThat(Objects.requireNonNull(rows.get(trap.row())).codes())
                    .as(trap.name())
                    .contains(trap.code());
        });
    }

    @Test
    void every_row_that_a_check_names_has_a_trap() {
        Set<String> planted = Gallery.traps().stream().map(Trap::row).collect(Collectors.toSet());

        assertThat(KnownBug.all().stream()
                        .filter(bug -> !bug.codes().isEmpty())
                        .map(KnownBug::row)
                        .filter(row -> !planted.contains(row)))
                .isEmpty();
    }
}
