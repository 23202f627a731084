package io.souschef.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.experiment.Entry;
import io.souschef.experiment.Entry.Gate;
import io.souschef.experiment.Entry.Role;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Notebook;
import io.souschef.experiment.RunDirectory;
import io.souschef.statistics.Interval;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class ReportTest {
    @TempDir
    Path folder;

    @Test
    void a_page_refers_to_nothing_outside_itself() throws IOException {
        String page = synthetic();

        Matcher references = Pattern.compile(
                        "(?:src|href|action|data|poster|xlink:href)=\"([^\"]*)\"|url\\(([^)]*)\\)|@import")
                .matcher(page.replaceAll("(?s)<style>.*?</style>", ""));
        while (references.find())
            assertThat(String.valueOf(references.group(1)))
                    .as(references.group())
                    .matches("(?s)#.*|data:image/png;base64,[A-Za-z0-9+/=]+");
        assertThat(page).doesNotContain("<link", "<iframe", "<object", "@import", "url(", "http://", "https://");
    }

    @Test
    void names_that_want_to_be_markup_are_shown_as_they_are() throws IOException {
        String page = synthetic();

        assertThat(page)
                .contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;")
                .doesNotContain("<img src=x", "<script>alert");
        assertThat(page.split("<script>", -1)).hasSize(2);
        assertThat(page).doesNotContain("\u202e", "\u0007");
    }

    @Test
    void the_markup_is_balanced() throws Exception {
        String body = synthetic()
                .replaceAll("(?s)^.*<body>", "<body>")
                .replaceAll("(?s)</body>.*$", "</body>")
                .replaceAll("(?s)<script>.*</script>", "");

        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(body)));
    }

    @Test
    void the_same_notebook_gives_the_same_page() throws IOException {
        assertThat(synthetic()).isEqualTo(Report.html(new RunDirectory(folder)));
    }

    @Test
    void gates_that_let_warnings_pass_do_not_hide_them() {
        try (Notebook notebook = Notebook.open(folder)) {
            notebook.startStage("inspect", 1, "Become one with the data");
            notebook.add(
                    "inspect",
                    Finding.of("class balance", "imbalance")
                            .measured("99 of 100")
                            .warnIf(true));
            notebook.gate("inspect", Gate.PASSED, "every check passed");
            notebook.finishStage("inspect", 1);
            notebook.conclude(true, "every gate passed");
        }

        assertThat(Report.html(new RunDirectory(folder))).contains("Every gate passed, with a warning");
    }

    @Test
    void an_error_far_below_one_is_not_rounded_away() {
        Interval interval = new Interval(0.00312, 0.0029, 0.0034);
        try (Notebook notebook = Notebook.open(folder)) {
            notebook.startStage("squeeze", 6, "Squeeze out the juice");
            notebook.append(new Entry.Score(
                    notebook.now(), "squeeze", "linear", Role.MODEL, "test", "RMSE", "", interval, false));
            notebook.finishStage("squeeze", 1);
            notebook.conclude(true, "every gate passed");
        }

        assertThat(Report.html(new RunDirectory(folder)))
                .contains("Every gate passed; test RMSE 0.00312", "95 % interval 0.0029 to 0.0034");
    }

    @Test
    void a_run_that_went_on_over_a_failed_gate_says_so_at_the_top_at_the_end_and_in_every_later_stage()
            throws IOException {
        String page = synthetic();

        assertThat(page.split("This run went on over a failed gate", -1)).hasSize(3);
        assertThat(page.split("Stands on the failed gate of stage 2", -1)).hasSize(5);
        assertThat(page).contains("failed, continued");
    }

    @Test
    void what_nobody_has_looked_at_waits_at_the_top() throws IOException {
        String top = synthetic().replaceAll("(?s)<section class=\"provenance\">.*", "");

        assertThat(top)
                .contains(
                        "Waiting for your eyes",
                        "href=\"#inspect-contact-sheet\"",
                        "href=\"#skeleton-just-before-the-net\"")
                .doesNotContain("href=\"#inspect-extremes\"");
    }

    @Test
    void every_link_within_the_page_has_its_place() throws IOException {
        String page = synthetic();

        Matcher links = Pattern.compile("href=\"#([^\"]+)\"").matcher(page);
        while (links.find()) assertThat(page).contains("id=\"" + links.group(1) + "\"");
    }

    @Test
    void no_picture_from_outside_of_the_run_gets_into_the_page() throws IOException {
        Path secret = Files.write(folder.resolve("secret.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3});
        Path run = Files.createDirectories(folder.resolve("run"));
        Album album = new Album(new RunDirectory(run));

        assertThat(album.print("../secret.png").missing()).isEqualTo("no such picture in this run");
        assertThat(album.print(secret.toString()).missing()).isEqualTo("no such picture in this run");
        Files.createSymbolicLink(run.resolve("link.png"), secret);
        assertThat(album.print("link.png").missing()).isEqualTo("a link to outside of this run");
        Files.writeString(run.resolve("page.png"), "<html>");
        assertThat(album.print("page.png").missing()).isEqualTo("neither PNG nor JPEG, GIF, WebP");
        Files.copy(secret, run.resolve("own.png"));
        assertThat(album.print("own.png").uri()).isEqualTo("data:image/png;base64,iVBORwECAw==");
    }

    @Test
    void an_empty_notebook_has_a_page() {
        assertThat(Report.html(new RunDirectory(folder))).contains("Nothing has happened yet.", "not reached");
    }

    @Test
    void a_run_that_is_going_on_says_where_it_is() {
        try (Notebook notebook = Notebook.open(folder)) {
            notebook.startStage("skeleton", 2, "Skeleton");

            assertThat(Report.html(notebook.run())).contains("Not finished: it is in stage 2 of 6, Skeleton.");
        }
    }

    @Test
    void a_run_that_was_stopped_at_a_gate_says_which() {
        try (Notebook notebook = Notebook.open(folder)) {
            notebook.startStage("skeleton", 2, "Skeleton");
            notebook.gate("skeleton", Gate.FAILED, "the net ignores its input");
            notebook.finishStage("skeleton", 2);

            assertThat(Report.html(notebook.run()))
                    .contains(
                            "Stopped at the gate of stage 2 of 6, Skeleton.",
                            "the net ignores its input",
                            "gate failed");
        }
    }

    @Test
    void a_check_that_was_run_again_after_a_restart_of_its_stage_is_shown_as_it_came_out_last() {
        try (Notebook notebook = Notebook.open(folder)) {
            notebook.startStage("skeleton", 2, "Skeleton");
            notebook.add(
                    "skeleton",
                    Finding.of("init well", "init-well").measured("first").okIf(false));
            notebook.startStage("skeleton", 2, "Skeleton");
            notebook.add(
                    "skeleton",
                    Finding.of("init well", "init-well").measured("second").okIf(true));
            notebook.add(
                    "skeleton",
                    Finding.of("init well", "init-well").measured("third").okIf(true));

            assertThat(Report.html(notebook.run())).contains("second", "third").doesNotContain("first<");
        }
    }

    @Test
    void what_only_an_earlier_attempt_at_a_stage_has_found_is_gone_when_the_next_has_come_to_the_gate() {
        Finding first = Finding.of("init well", "init-well").measured("first").okIf(false);
        Finding second =
                Finding.of("fix random seed", "seed").measured("second").okIf(true);
        try (Notebook notebook = Notebook.open(folder)) {
            notebook.startStage("skeleton", 2, "Skeleton");
            notebook.add("skeleton", first);
            notebook.gate("skeleton", Gate.FAILED, "a check failed");
            notebook.startStage("skeleton", 2, "Skeleton");
            notebook.add("skeleton", second);
            assertThat(Report.html(notebook.run())).contains("2 checks: ");

            notebook.gate("skeleton", Gate.PASSED, "every check passed");
            notebook.finishStage("skeleton", 1);

            assertThat(Report.html(notebook.run()))
                    .contains("1 check: 1 ok", "second")
                    .doesNotContain("first<");
        }
    }

    @Test
    void the_test_split_opened_twice_is_said_to_be_optimistic() {
        try (Notebook notebook = Notebook.open(folder)) {
            notebook.append(
                    new Entry.Provenance(notebook.now(), "", "c", "v", "e", 1, "d", "f", "t", 0, new TreeMap<>()));
            notebook.openTest("squeeze", "one");
            notebook.openTest("squeeze", "two");

            assertThat(Report.html(notebook.run())).contains("opened 2 times, which makes its figures optimistic");
        }
    }

    @Test
    void the_report_is_written_where_the_run_keeps_it() throws IOException {
        SyntheticRun.write(folder);

        Path page = Report.write(new RunDirectory(folder));

        assertThat(page)
                .isEqualTo(folder.resolve("report/index.html"))
                .content(StandardCharsets.UTF_8)
                .endsWith("</html>\n");
        try (var files = Files.list(page.resolveSibling(""))) {
            assertThat(files.toList()).isEqualTo(List.of(page));
        }
    }

    private String synthetic() throws IOException {
        SyntheticRun.write(folder);
        return Report.html(new RunDirectory(folder));
    }
}
