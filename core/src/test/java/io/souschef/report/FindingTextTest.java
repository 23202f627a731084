package io.souschef.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.experiment.Finding;
import org.junit.jupiter.api.Test;

class FindingTextTest {
    private final FindingText plain = new FindingText(95, false);

    @Test
    void a_passed_check_is_one_line_with_its_seconds_at_the_right_edge() {
        assertThat(new FindingText(91, false).of(passed()))
                .isEqualTo(
                        "   ok    verify loss @ init           2.3206 nats, over 10 batches                    0.4 s");
    }

    @Test
    void a_failed_check_says_what_was_expected_what_to_do_and_where_to_see_it() {
        String text = plain.of(failed(), "runs/0007/input-independent.html");

        assertThat(text.lines())
                .containsExactly(
                        "   FAIL  input-independent baseline   zeroed 1.412, real 1.409 nats: the net ignores its input",
                        "         expected  real below zeroed by 0.10 or more after 200 steps",
                        "         fix       check that images and labels are shuffled together: souschef look --n 16",
                        "         see       runs/0007/input-independent.html");
    }

    @Test
    void what_could_not_be_judged_says_why() {
        Finding finding = Finding.of("human baseline", "human-baseline")
                .fix("souschef label --n 100")
                .skip("needs a person");

        assertThat(plain.of(finding).lines())
                .containsExactly(
                        "   skip  human baseline               needs a person",
                        "         fix       souschef label --n 100");
    }

    @Test
    void long_texts_are_wrapped_in_their_column() {
        String text = new FindingText(60, false).of(failed());

        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60));
        assertThat(text.lines().skip(1).findFirst())
                .hasValueSatisfying(l -> assertThat(l).startsWith(" ".repeat(38) + "1.409 nats"));
    }

    @Test
    void a_long_name_has_a_line_of_its_own() {
        Finding finding = Finding.of("use backprop to chart dependencies", "dependencies")
                .measured("none")
                .okIf(true);

        assertThat(plain.of(finding).lines())
                .containsExactly("   ok    use backprop to chart dependencies", " ".repeat(38) + "none");
    }

    @Test
    void colour_changes_nothing_but_the_colour() {
        assertThat(new FindingText(91, true).of(passed())).contains("\u001b[32mok\u001b[0m");
        assertThat(new FindingText(91, true).of(passed()).replaceAll("\u001b\\[[0-9;]*m", ""))
                .isEqualTo(new FindingText(91, false).of(passed()));
        assertThat(new FindingText(95, true).of(failed()).replaceAll("\u001b\\[[0-9;]*m", ""))
                .isEqualTo(plain.of(failed()));
    }

    @Test
    void a_name_cannot_command_the_terminal() {
        Finding finding =
                Finding.of("x", "x").measured("class '\u001b[2J\u0007'").okIf(true);

        assertThat(plain.of(finding)).endsWith("class '?[2J?'");
    }

    private static Finding passed() {
        return Finding.of("verify loss @ init", "loss-at-init")
                .measured("2.3206 nats, over 10 batches")
                .expected("2.3026 nats")
                .fix("none")
                .okIf(true)
                .withSeconds(0.4);
    }

    private static Finding failed() {
        return Finding.of("input-independent baseline", "input-independent-baseline")
                .measured("zeroed 1.412, real 1.409 nats")
                .cause("the net ignores its input")
                .expected("real below zeroed by 0.10 or more after 200 steps")
                .fix("check that images and labels are shuffled together: souschef look --n 16")
                .failIf(true)
                .withSeconds(12);
    }
}
