package io.souschef.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ChecksPageTest {
    @Test
    void docs_checks_md_says_what_the_catalogue_does() throws IOException {
        assertThat(Files.readString(ChecksPage.file()))
                .as("docs/checks.md; ChecksPage.main writes it anew")
                .isEqualTo(ChecksPage.text());
    }
}
