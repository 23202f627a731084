package io.souschef.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockworkTest {
    @Test
    void work_that_ends_in_an_error_takes_its_bar_off_the_screen() {
        StringWriter err = new StringWriter();
        Terminal terminal =
                new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err), 80, true, false, false);
        AtomicLong now = new AtomicLong();
        ProgressLine line = new ProgressLine(terminal, now::get);

        try (Clockwork clockwork = Clockwork.drawing(line)) {
            line.at("reading", 0.5, "");
            now.set(2_000_000_000L);
            line.draw();
            throw new IllegalStateException("in the middle of it");
        } catch (IllegalStateException e) {
            line.draw();
        }

        assertThat(err.toString()).contains("reading").endsWith("\r\u001b[K");
    }
}
