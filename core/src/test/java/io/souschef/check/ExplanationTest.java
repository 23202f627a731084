package io.souschef.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.check.skeleton.SkeletonChecks;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationTest {
    static Stream<Check> skeleton() {
        return SkeletonChecks.all().stream();
    }

    @ParameterizedTest
    @MethodSource("skeleton")
    void tells_the_idea_the_measurement_its_limits_and_an_example(Check check) {
        String text = Explanation.of(check.code()).markdown();

        assertThat(text)
                .startsWith("# " + check.code() + ": " + check.name())
                .contains("## How it is measured", "## What it can't see", "## Wrong", "## Right", "```java");
    }

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
