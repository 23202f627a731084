package io.souschef.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private long now;

    private ProgressLine line(int width, boolean live, boolean unicode) {
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), width, live, false, unicode);
        return new ProgressLine(terminal, () -> now);
    }

    private void seconds(double seconds) {
        now = (long) (seconds * 1e9);
    }

    @Test
    void what_is_over_in_a_second_draws_nothing() {
        ProgressLine line = line(80, true, false);
        line.at("reading", 0, "");
        seconds(0.9);
        line.draw();
        line.ended();

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void a_bar_says_how_far_it_is_and_how_long_it_will_still_take() {
        ProgressLine line = line(80, true, false);
        line.at("training", 0, "");
        seconds(10);
        line.at("training", 0.25, "loss 0.5");
        line.draw();

        assertThat(err.toString())
                .isEqualTo("\r   ...   training  [######..................]  25 %  loss 0.5  0:30 left\u001b[K");
    }

    @Test
    void what_was_done_before_it_was_taken_up_again_is_not_counted_as_speed() {
        ProgressLine line = line(80, true, false);
        line.at("training", 0.5, "");
        seconds(10);
        line.at("training", 0.75, "");
        line.draw();

        assertThat(err.toString()).contains("75 %  0:10 left");
    }

    @Test
    void it_never_takes_more_than_one_line() {
        ProgressLine line = line(40, true, true);
        line.at("something with a very long name indeed", 0.5, "loss 0.123");
        seconds(2);
        line.draw();

        assertThat(err.toString().replaceAll("\r|\u001b\\[K", "")).hasSize(39);
    }

    @Test
    void results_push_the_bar_aside() {
        ProgressLine line = line(80, true, false);
        line.at("training", 0.5, "");
        seconds(2);
        line.draw();
        line.print("a result");

        assertThat(err.toString()).endsWith("\r\u001b[K");
        assertThat(out.toString().strip()).isEqualTo("a result");
    }

    @Test
    void what_would_command_the_terminal_is_only_shown_and_colours_are_kept() {
        line(80, true, false).print("class \u001b]0;title\u0007, \u001b[2J, \u001b[32mok\u001b[0m\r\ttail\nnext");

        assertThat(out.toString().stripTrailing())
                .isEqualTo("class ?]0;title?, ?[2J, \u001b[32mok\u001b[0m?\ttail\nnext");
    }

    @Test
    void without_a_screen_there_is_a_plain_line_every_half_minute() {
        ProgressLine line = line(80, false, false);
        for (int second = 0; second <= 65; second++) {
            seconds(second);
            line.at("training", second / 130.0, "");
            line.draw();
        }

        assertThat(err.toString().lines().toList())
                .containsExactly("   ... training, 23 %, 1:40 left", "   ... training, 46 %, 1:10 left");
    }

    @Test
    void after_the_last_word_nothing_is_printed() {
        ProgressLine line = line(80, true, false);
        line.close("stopped; to go on: souschef run digits");
        line.print("a late result");
        line.close("again");

        assertThat(err.toString().strip()).isEqualTo("stopped; to go on: souschef run digits");
        assertThat(out.toString()).isEmpty();
    }
}
