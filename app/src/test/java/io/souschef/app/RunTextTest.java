package io.souschef.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.experiment.Basis;
import io.souschef.experiment.Entry;
import io.souschef.experiment.Experiment;
import io.souschef.experiment.Hypothesis;
import io.souschef.experiment.Pages;
import io.souschef.experiment.Result;
import io.souschef.experiment.RunDirectory;
import io.souschef.experiment.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each training has a line; a verdict is on that of its own experiment, or has one of its own. */
class RunTextTest {
    private static final Experiment FLIP = experiment("data augment: flip", 1, 2);
    private static final Experiment DROP = experiment("drop", 1);

    @TempDir
    Path folder;

    @Test
    void a_verdict_that_comes_right_after_its_training_is_on_the_same_line() {
        assertThat(said(DROP, result(DROP, 1), verdict(DROP)))
                .matches("(?s) *ran +drop .*loss 0\\.5000.*\n +refuted: -0\\.030 nats \\(-0\\.050 to -0\\.010\\)\n");
    }

    @Test
    void a_verdict_that_comes_when_others_were_trained_says_of_which_experiment_it_is() {
        String text = said(FLIP, result(FLIP, 1), result(FLIP, 2), DROP, result(DROP, 1), verdict(FLIP));

        assertThat(text.lines().toList())
                .last()
                .asString()
                .matches(" *so +data augment: flip +refuted: -0\\.030 nats \\(-0\\.050 to -0\\.010\\)");
        assertThat(text).containsPattern("ran +drop ").contains("seed 1", "seed 2");
        assertThat(text.split("refuted", -1)).as("it is said once").hasSize(2);
    }

    /** @param events an experiment starts, an entry is written */
    private String said(Object... events) {
        StringWriter out = new StringWriter();
        Terminal terminal =
                new Terminal(new PrintWriter(out), new PrintWriter(new StringWriter()), 100, false, false, true);
        RunText text =
                new RunText(terminal, new ProgressLine(terminal, System::nanoTime), Pages.of(new RunDirectory(folder)));
        for (Object event : events) {
            if (event instanceof Experiment started) {
                text.started(started);
            } else {
                text.wrote((Entry) event, "");
            }
        }
        return out.toString();
    }

    private static Entry result(Experiment experiment, long seed) {
        return new Entry.ResultEntry(
                Instant.EPOCH, "regularize", Result.of(experiment, seed, Map.of("validation loss", 0.5), 1));
    }

    private static Entry verdict(Experiment experiment) {
        return new Entry.VerdictEntry(
                Instant.EPOCH,
                "regularize",
                experiment.id(),
                new Verdict(Verdict.Kind.REFUTED, -0.03, -0.05, -0.01, "nats", "loss worse"));
    }

    private static Experiment experiment(String name, long... seeds) {
        return Experiment.of(
                "regularize",
                name,
                Map.of("name", name),
                new Hypothesis("", "", ""),
                Arrays.stream(seeds).boxed().toList(),
                new Basis("made", "test"));
    }
}
