package io.souschef.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ExplanationTest {
    @Test
    void codes_are_unique_and_in_kebab_case() {
        assertThat(Catalogue.all())
                .extracting(Check::code)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z0-9]+(-[a-z0-9]+)*"));
    }

    @Test
    void names_the_nearest_codes_of_one_that_is_misspelt() {
        assertThatThrownBy(() -> Explanation.of("los-at-init"))
                .isInstanceOf(NoSuchCheck.class)
                .hasMessageStartingWith("no check has this code\n  got       'los-at-init'\n")
                .hasMessageContaining("the nearest are loss-at-init")
                .hasMessageEndingWith("fix       souschef explain --list");
    }

    @Test
    void a_code_is_never_a_path() {
        assertThatThrownBy(() -> Explanation.of("../package-info")).isInstanceOf(NoSuchCheck.class);
    }
}
