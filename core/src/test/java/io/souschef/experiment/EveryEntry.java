package io.souschef.experiment;

import io.souschef.experiment.Evidence.Band;
import io.souschef.experiment.Evidence.Bar;
import io.souschef.experiment.Evidence.Line;
import io.souschef.experiment.Evidence.Picture;
import io.souschef.statistics.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One entry of every kind, with every kind of evidence, and the values that are hard to write: NaN, infinities, quotes, newlines. */
final class EveryEntry {
    private static final Instant TIME = Instant.parse("2026-01-01T12:00:00.123456Z");

    static final List<Evidence> EVIDENCE = List.of(
            new Evidence.Curves(
                    "loss",
                    "step",
                    "loss [nats]",
                    "falls",
                    List.of(
                            Line.of("train", new double[] {2.3, Double.NaN, Double.POSITIVE_INFINITY}),
                            new Line(
                                    "validation",
                                    List.of(1.0),
                                    List.of(2.0),
                                    Optional.of(new Band(List.of(1.5), List.of(2.5))))),
                    true,
                    false),
            new Evidence.Bars(
                    "counts",
                    "even",
                    "examples",
                    List.of(
                            new Bar("\"<zero>\"\n\u2028\t\\", 10, Optional.empty()),
                            new Bar("одиннадцать 🥘", 11, Optional.of(new Interval(11, 9, 13))))),
            Evidence.Histogram.of("brightness", "", "[0–255]", new double[] {0, 1, 2, Double.NaN, 255}, 4),
            new Evidence.Pictures("sheet", "look", List.of(new Picture("pictures/a b.png", "7")), 3),
            new Evidence.Grid("table", "", List.of("a", "b"), List.of(List.of("1", "")), "lr"),
            new Evidence.Points(
                    "map",
                    "x",
                    "y",
                    "look",
                    List.of(Evidence.Cloud.of("a", new double[] {0.123456, Double.NaN}, new double[] {1, 2}))),
            new Evidence.Confusion("mixed up", "", List.of("a", "<b>"), List.of(List.of(1L, 2L), List.of(0L, 4L))),
            new Evidence.Text("sample", "", "line\nline"));

    private EveryEntry() {}

    static Experiment experiment(List<Long> seeds) {
        return Experiment.of(
                "tune",
                "a",
                Map.of("rate", 3e-4, "depth", 3, "list", List.of(1, 0.5f, "x", Map.of("deep", true))),
                new Hypothesis("s", "c", "e"),
                seeds,
                new Basis("sha256 1", "0.1"));
    }

    static Entry.Provenance provenance(Instant time) {
        return new Entry.Provenance(
                time,
                "",
                "souschef run digits",
                "0.1.0",
                "libtorch",
                -1,
                "digits",
                "sha256 1",
                "task",
                900,
                new TreeMap<>());
    }

    static List<Entry> once() {
        Experiment experiment = experiment(List.of(Long.MIN_VALUE, 2L));
        Verdict unknown = Judge.accuracy().fromSeeds(new double[] {0.5}, new double[] {0.6});
        Finding finding = Finding.of("verify loss @ init", "loss-at-init")
                .measured("100 %% of \"%s\"", "<b>")
                .okIf(false)
                .withSeconds(0.25)
                .withEvidence(EVIDENCE.toArray(Evidence[]::new));
        Result result = Result.of(experiment, 2, Map.of("accuracy", 0.9, "loss", Double.NEGATIVE_INFINITY), 3)
                .withFile("checkpoint", "checkpoints/a.safetensors");
        return List.of(
                provenance(TIME),
                new Entry.StageStarted(TIME, "skeleton", 2, "Skeleton"),
                new Entry.FindingEntry(TIME, "skeleton", finding),
                new Entry.ExperimentStarted(TIME, "tune", experiment.id(), experiment.against(experiment(List.of(5L)))),
                new Entry.ResultEntry(TIME, "tune", result),
                new Entry.VerdictEntry(TIME, "tune", experiment.id(), unknown),
                new Entry.Decision(TIME, "tune", "what", "why", new TreeMap<>(Map.of("n", 3))),
                new Entry.GateEntry(TIME, "tune", Entry.Gate.CONTINUED, "why"),
                new Entry.Shown(TIME, "tune", EVIDENCE.get(1)),
                new Entry.Looked(TIME, "tune", "contact-sheet", "Ada", "fine"),
                new Entry.TestOpened(TIME, "squeeze", "final figure"),
                new Entry.Score(
                        TIME,
                        "squeeze",
                        "ensemble",
                        Entry.Role.MODEL,
                        "test",
                        "accuracy",
                        "%",
                        Interval.proportion(355, 360).times(100),
                        true),
                new Entry.Spent(TIME, "squeeze", 12.5),
                new Entry.StageFinished(TIME, "squeeze", 13),
                new Entry.OverBudget(TIME, "", 14.2, 1, 16),
                new Entry.Conclusion(TIME, "", false, "sentence"));
    }
}
