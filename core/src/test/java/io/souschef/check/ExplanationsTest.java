package io.souschef.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.symptoms.Symptoms;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What souschef explain prints is whole: for every check of the catalogue, and every symptom. */
class ExplanationsTest {
    private static final List<String> SECTIONS =
            List.of("## How it is measured", "## What it needs", "## What it can't see", "## Wrong", "## Right");

    /** A check or a symptom. */
    record Named(String code, String name) {}

    static Stream<Named> checks() {
        return Stream.concat(
                Catalogue.all().stream().map(check -> new Named(check.code(), check.name())),
                Symptoms.all().entrySet().stream().map(entry -> new Named(entry.getKey(), entry.getValue())));
    }

    @ParameterizedTest
    @MethodSource("checks")
    void every_check_is_explained_under_its_code_and_name_section_by_section(Named check) {
        String text = Explanation.of(check.code()).markdown();

        assertThat(text).startsWith("# " + check.code() + ": " + check.name() + "\n");
        assertThat(text.lines().filter(line -> line.startsWith("## "))).containsExactlyElementsOf(SECTIONS);
        for (String section : SECTIONS.subList(0, 3)) {
            assertThat(words(after(text, section))).as(section).isGreaterThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("checks")
    void every_check_tells_its_idea_and_the_sentence_of_the_recipe_that_it_carries_out(Named check) {
        String idea = after(Explanation.of(check.code()).markdown(), "# " + check.code() + ": " + check.name());

        assertThat(words(idea.lines().filter(line -> !line.startsWith(">")).collect(Collectors.joining("\n"))))
                .isGreaterThanOrEqualTo(10);
        assertThat(idea).containsPattern("(?m)^> \"[^\"]+(\"|$)");
        assertThat(idea).containsPattern("(?m)^> \\(.*which the recipe grew from\\)|^> \\(A Recipe for Training");
    }

    @ParameterizedTest
    @MethodSource("checks")
    void every_check_shows_code_that_is_wrong_beside_code_that_is_right(Named check) {
        String text = Explanation.of(check.code()).markdown();
        String wrong = after(text, "## Wrong");
        String right = after(text, "## Right");

        assertThat(wrong).startsWith("```java\n").endsWith("\n```");
        assertThat(right).startsWith("```java\n").endsWith("\n```");
        assertThat(right).isNotEqualTo(wrong);
    }

    @Test
    void the_needs_of_a_check_are_one_sentence_for_a_table() {
        assertThat(Explanation.of("gradient-clipping-ineffective").needs())
                .isEqualTo("What is meant: `withClipNorm(1.0)`.");
        assertThat(Catalogue.all())
                .allSatisfy(check -> assertThat(Explanation.of(check.code()).needs())
                        .endsWith(".")
                        .doesNotContain("|"));
    }

    private static String after(String text, String heading) {
        String rest = text.substring(text.indexOf(heading) + heading.length());
        int next = rest.indexOf("\n## ");
        return (next < 0 ? rest : rest.substring(0, next)).strip();
    }

    private static long words(String text) {
        return Arrays.stream(text.split("\\s+", -1))
                .filter(word -> !word.isBlank())
                .count();
    }
}
