package io.souschef.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationsTest {
    static java.util.List<Check> checks() {
        return Catalogue.all();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void every_check_is_explained_with_its_idea_how_it_is_measured_what_it_misses_and_an_example(Check check)
            throws IOException {
        assertThat(explanation(check.code()))
                .startsWith("# " + check.code() + ": " + check.name())
                .contains("## How it is measured", "## What it can't see", "## Wrong", "## Right");
    }

    private static String explanation(String code) throws IOException {
        try (InputStream file = ExplanationsTest.class.getResourceAsStream("explain/" + code + ".md")) {
            return file == null ? "no file for " + code : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
