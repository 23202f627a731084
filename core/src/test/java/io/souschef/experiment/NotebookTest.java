package io.souschef.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.files.FileProblem;
import io.souschef.statistics.Interval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookTest {
    @TempDir
    Path folder;

    @Test
    void what_was_written_is_read_again_by_the_next_process() {
        List<Entry> written = EveryEntry.once();

        try (Notebook notebook = Notebook.open(folder)) {
            written.forEach(notebook::append);
        }

        try (Notebook notebook = Notebook.open(folder)) {
            assertThat(notebook.pages().entries()).isEqualTo(written);
            assertThat(notebook.torn()).isZero();
        }
        assertThat(Pages.of(new RunDirectory(folder)).entries()).isEqualTo(written);
    }

    @Test
    void every_kind_of_entry_and_evidence_is_among_those_tested() {
        assertThat(EveryEntry.once().stream().map(Object::getClass)).contains(Entry.class.getPermittedSubclasses());
        assertThat(EveryEntry.EVIDENCE.stream().map(Object::getClass))
                .contains(Evidence.class.getPermittedSubclasses());
    }

    @Test
    void a_line_torn_anywhere_is_cut_off_and_the_others_stay() throws IOException {
        try (Notebook notebook = Notebook.open(folder)) {
            EveryEntry.once().forEach(notebook::append);
            notebook.decide("tune", "longer than what comes after it", "x".repeat(200), Map.of());
        }
        int entries = EveryEntry.once().size() + 1;
        Path file = folder.resolve("notebook.jsonl");
        byte[] whole = Files.readAllBytes(file);
        int lastLine = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf('\n', whole.length - 2) + 1;

        for (int cut = lastLine; cut < whole.length; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));
            int seenByReader = Pages.of(new RunDirectory(folder)).entries().size();
            try (Notebook notebook = Notebook.open(folder)) {
                notebook.decide("tune", "after the cut", "", Map.of());

                assertThat(seenByReader).as("cut at byte %d", cut).isEqualTo(entries - 1);
                assertThat(notebook.torn()).isEqualTo(cut - lastLine);
                assertThat(notebook.pages().entries()).hasSize(entries);
            }
            assertThat(Files.readAllLines(file)).hasSize(entries);
        }
    }

    @Test
    void a_corrupt_line_in_the_middle_is_named() throws IOException {
        write(
                "{\"kind\":\"spent\",\"time\":\"2026-01-01T00:00:00Z\",\"stage\":\"\",\"seconds\":1.0}\n{\"kind\":\"spe\n");

        assertThatThrownBy(() -> Notebook.open(folder))
                .isInstanceOf(DamagedNotebook.class)
                .hasMessage("""
                        line 2 of %s is not an entry
                          got       {"kind":"spe
                          expected  one JSON object on one line, as this run wrote it
                          fix       restore that line from a copy, or start anew in another folder: --out DIR""".formatted(folder.resolve("notebook.jsonl")));
    }

    @Test
    void an_entry_without_one_of_its_fields_is_named() throws IOException {
        write("{\"kind\":\"spent\",\"time\":\"2026-01-01T00:00:00Z\",\"stage\":\"\"}\n");

        assertThatThrownBy(() -> Pages.of(new RunDirectory(folder)))
                .isInstanceOf(DamagedNotebook.class)
                .hasMessageContaining("line 1 of");
    }

    @Test
    void an_entry_of_an_unknown_kind_is_named() throws IOException {
        write("{\"kind\":\"dream\",\"time\":\"2026-01-01T00:00:00Z\"}\n");

        assertThatThrownBy(() -> Pages.of(new RunDirectory(folder)))
                .isInstanceOf(DamagedNotebook.class)
                .hasMessage("""
                        line 1 of %s is an entry of an unknown kind
                          got       kind 'dream'
                          expected  one of the kinds that this version of souschef writes
                          fix       read this run with the version that wrote it (its first line names it), or with a later one""".formatted(folder.resolve("notebook.jsonl")));
    }

    @Test
    void after_an_error_at_opening_the_notebook_is_not_locked() throws IOException {
        write("nonsense\n");
        assertThatThrownBy(() -> Notebook.open(folder)).isInstanceOf(DamagedNotebook.class);
        Files.delete(folder.resolve("notebook.jsonl"));

        try (Notebook notebook = Notebook.open(folder)) {
            assertThat(notebook.pages().entries()).isEmpty();
        }
    }

    @Test
    void a_notebook_can_be_open_for_writing_only_once() {
        try (Notebook first = Notebook.open(folder)) {
            assertThatThrownBy(() -> Notebook.open(folder))
                    .isInstanceOf(NotebookInUse.class)
                    .hasMessage("""
                            another process is writing %s
                              got       a lock of process %d
                              expected  one run per run directory at a time; any number may read it
                              fix       wait for it or stop it, or give this run a folder of its own: --out DIR""".formatted(
                                    folder.resolve("notebook.jsonl"),
                                    ProcessHandle.current().pid()));

            assertThat(Pages.of(first.run()).entries()).isEmpty();
        }
        Notebook.open(folder).close();
    }

    @Test
    void a_run_that_another_process_has_just_begun_is_not_discarded() throws IOException {
        RunDirectory run = RunDirectory.create(folder.resolve("run"));
        Files.writeString(run.recipe(), "seed: 1337\n");

        try (Notebook other = Notebook.open(run.path())) {
            run.discard();

            assertThat(run.recipe()).exists();
            assertThat(run.notebook()).exists();
        }
        run.discard();
        assertThat(run.path()).as("nobody is at work there").doesNotExist();
    }

    @Test
    void another_process_that_is_killed_leaves_whole_lines_and_no_lock() throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessWriter.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        Path file = folder.resolve("notebook.jsonl");
        while (writer.isAlive() && (!Files.exists(file) || Files.size(file) < 100_000)) Thread.sleep(5);
        assertThatThrownBy(() -> Notebook.open(folder)).hasMessageContaining("a lock of process " + writer.pid());

        writer.destroyForcibly().waitFor();

        try (Notebook notebook = Notebook.open(folder)) {
            List<Entry.Decision> decisions = notebook.decisions();
            assertThat(decisions.size()).isGreaterThan(100);
            for (int i = 0; i < decisions.size(); i++)
                assertThat(decisions.get(i).what()).isEqualTo("entry " + i);
        }
    }

    /** Writes until it is killed. */
    static final class EndlessWriter {
        public static void main(String[] args) {
            Notebook notebook = Notebook.open(Path.of(args[0]));
            for (int i = 0; true; i++) notebook.decide("tune", "entry " + i, "x".repeat(i % 977), Map.of("i", i));
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_named() throws IOException {
        Path file = Files.writeString(folder.resolve("occupied"), "");

        assertThatThrownBy(() -> Notebook.open(file.resolve("run")))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining("cannot write " + file.resolve("run"))
                .hasMessageContaining("fix       choose another folder");
    }

    @Test
    void entries_of_many_threads_are_all_there() throws InterruptedException {
        try (Notebook notebook = Notebook.open(folder)) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < 25; i++) notebook.spend("tune", i);
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) thread.join();
        }

        assertThat(Pages.of(new RunDirectory(folder)).entries()).hasSize(100);
    }

    @Test
    void what_a_stage_had_scored_before_it_was_begun_anew_does_not_count() {
        try (Notebook notebook = Notebook.open(folder)) {
            notebook.append(score("skeleton", "majority class"));
            notebook.startStage("squeeze", 6, "Squeeze out the juice");
            notebook.append(score("squeeze", "ensemble of 3"));
            notebook.startStage("squeeze", 6, "Squeeze out the juice");
            notebook.append(score("squeeze", "ensemble of 5"));

            assertThat(notebook.pages().scores())
                    .extracting(Entry.Score::name)
                    .containsExactly("majority class", "ensemble of 5");
        }
    }

    private static Entry.Score score(String stage, String name) {
        Interval interval = new Interval(99, 98, 100);
        return new Entry.Score(Instant.EPOCH, stage, name, Entry.Role.MODEL, "test", "accuracy", "%", interval, true);
    }

    @Test
    void a_finished_experiment_is_known_and_a_half_finished_one_is_not() {
        Experiment two = EveryEntry.experiment(List.of(1L, 2L));
        try (Notebook notebook = Notebook.open(folder)) {
            notebook.start(two);
            notebook.add("tune", Result.of(two, 1, Map.of("accuracy", 0.9), 3));
            assertThat(notebook.pages().finished(two)).isFalse();

            notebook.add("tune", Result.of(two, 2, Map.of("accuracy", 0.8), 3));

            assertThat(notebook.pages().finished(two)).isTrue();
            assertThat(notebook.results(two.id()))
                    .extracting(r -> r.metric("accuracy"))
                    .containsExactly(0.9, 0.8);
        }
    }

    @Test
    void time_spent_counts_every_process_and_no_pause_between_them() {
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        Pages pages = new Pages(List.of(
                EveryEntry.provenance(noon),
                new Entry.StageStarted(noon.plusSeconds(10), "inspect", 1, "Inspect"),
                EveryEntry.provenance(
                        noon.plusSeconds(5000)), // the first was killed, 10 s after its start at the latest known
                new Entry.Spent(noon.plusSeconds(5020), "inspect", 20),
                new Entry.StageFinished(noon.plusSeconds(5023), "inspect", 23),
                new Entry.Looked(noon.plusSeconds(90_000), "inspect", "contact-sheet", "Ada", "")));

        assertThat(pages.spent()).hasSeconds(10 + 20 + 3);
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("notebook.jsonl"), text, StandardOpenOption.CREATE);
    }

    @Test
    void what_an_interrupted_stage_found_before_is_not_counted_twice() {
        Finding finding =
                Finding.of("label noise", "label-noise").measured("none").okIf(true);
        try (Notebook notebook = Notebook.open(folder)) {
            for (int start = 0; start < 2; start++) {
                notebook.startStage("inspect", 1, "Become one with the data");
                notebook.add("inspect", finding);
            }

            assertThat(notebook.findings()).containsExactly(finding);
        }
    }
}
