package io.souschef.experiment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.souschef.statistics.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.SortedMap;

/**
 * One line of the notebook. Each has its time and its stage: {@code inspect}, {@code skeleton}, {@code overfit}, {@code regularize},
 * {@code tune}, {@code squeeze}, or nothing where it belongs to the whole run.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Provenance.class, name = "provenance"),
    @JsonSubTypes.Type(value = Entry.StageStarted.class, name = "stage-started"),
    @JsonSubTypes.Type(value = Entry.StageFinished.class, name = "stage-finished"),
    @JsonSubTypes.Type(value = Entry.FindingEntry.class, name = "finding"),
    @JsonSubTypes.Type(value = Entry.ExperimentStarted.class, name = "experiment"),
    @JsonSubTypes.Type(value = Entry.ResultEntry.class, name = "result"),
    @JsonSubTypes.Type(value = Entry.VerdictEntry.class, name = "verdict"),
    @JsonSubTypes.Type(value = Entry.Decision.class, name = "decision"),
    @JsonSubTypes.Type(value = Entry.GateEntry.class, name = "gate"),
    @JsonSubTypes.Type(value = Entry.Shown.class, name = "shown"),
    @JsonSubTypes.Type(value = Entry.Looked.class, name = "looked"),
    @JsonSubTypes.Type(value = Entry.TestOpened.class, name = "test-opened"),
    @JsonSubTypes.Type(value = Entry.Score.class, name = "score"),
    @JsonSubTypes.Type(value = Entry.Spent.class, name = "spent"),
    @JsonSubTypes.Type(value = Entry.OverBudget.class, name = "over-budget"),
    @JsonSubTypes.Type(value = Entry.Conclusion.class, name = "conclusion")
})
public sealed interface Entry {
    /** When it was written. */
    Instant time();

    /** To which stage it belongs; empty for the whole run. */
    String stage();

    /**
     * A process begins to work on the run. Enough to repeat it.
     *
     * @param command what was typed: "souschef run digits --budget 15m"
     * @param version of souschef: "0.1.0"
     * @param engine "libtorch 2.10.0 cpu, 2 threads"
     * @param seed of everything random
     * @param data the name of the data: "digits"
     * @param fingerprint of the data: "sha256 6d95…"
     * @param task what is predicted: "classification, 10 classes"
     * @param budgetSeconds what the whole run may take, 0 without a limit
     * @param details whatever else helps to repeat it, by name: "java", "os", "cpu"
     */
    record Provenance(
            Instant time,
            String stage,
            String command,
            String version,
            String engine,
            long seed,
            String data,
            String fingerprint,
            String task,
            double budgetSeconds,
            SortedMap<String, String> details)
            implements Entry {}

    /** A stage begins, with its number and title: 2, "Skeleton and dumb baselines". */
    record StageStarted(Instant time, String stage, int number, String title) implements Entry {}

    /** A stage has ended, after so many seconds. */
    record StageFinished(Instant time, String stage, double seconds) implements Entry {}

    /** A check has come out. */
    record FindingEntry(Instant time, String stage, Finding finding) implements Entry {}

    /** An experiment begins; its hypothesis was stated before. */
    record ExperimentStarted(Instant time, String stage, String id, Experiment experiment) implements Entry {}

    /** One training of an experiment has ended. */
    record ResultEntry(Instant time, String stage, Result result) implements Entry {}

    /** An experiment is judged. */
    record VerdictEntry(Instant time, String stage, String experiment, Verdict verdict) implements Entry {}

    /**
     * A decision, and why.
     *
     * @param data the numbers it rests on, by name; texts, numbers, booleans, lists and maps of these
     */
    record Decision(Instant time, String stage, String what, String why, SortedMap<String, Object> data)
            implements Entry {
        public Decision {
            data = Canonical.map(data);
        }
    }

    /** A gate was reached. */
    record GateEntry(Instant time, String stage, Gate gate, String why) implements Entry {}

    /** What a gate did. */
    enum Gate {
        /** All that must hold, holds. */
        PASSED,
        /** Something does not hold: the run stops here. */
        FAILED,
        /** Something does not hold, and the user wanted to go on: everything after this stands on it. */
        CONTINUED
    }

    /** A picture or table of a stage that belongs to no finding and no experiment. */
    record Shown(Instant time, String stage, Evidence evidence) implements Entry {}

    /**
     * A person has looked.
     *
     * @param code the code of the finding that asked for it
     * @param who the person
     * @param note what was seen; may be empty
     */
    record Looked(Instant time, String stage, String code, String who, String note) implements Entry {}

    /** The test split was used, and what for. Once is right. */
    record TestOpened(Instant time, String stage, String use) implements Entry {}

    /**
     * A figure for the head of the report: how good a model, a baseline, a person is.
     *
     * @param name of whom: "ensemble of 5", "majority class"
     * @param role which of the four
     * @param split "test" or "validation"
     * @param metric "accuracy"
     * @param unit "%", "nats", or empty
     * @param interval in the unit
     * @param higherIsBetter whether more is better
     */
    record Score(
            Instant time,
            String stage,
            String name,
            Role role,
            String split,
            String metric,
            String unit,
            Interval interval,
            boolean higherIsBetter)
            implements Entry {}

    /** Whose figure it is. */
    enum Role {
        /** The model that came out of the run. */
        MODEL,
        /** A dumb or simple baseline. */
        BASELINE,
        /** Another method or published figure. */
        PEER,
        /** A person. */
        HUMAN
    }

    /**
     * How long the process has been at work since its {@link Provenance}, written now and then.
     *
     * @param seconds of wall-clock time, counted from this process's beginning
     */
    record Spent(Instant time, String stage, double seconds) implements Entry {}

    /**
     * The run has taken more than its budget: what has to be done in any case takes longer.
     *
     * @param seconds that it took, in all processes
     * @param budgetSeconds that it was given
     * @param leastSeconds that this data needs here, about
     */
    record OverBudget(Instant time, String stage, double seconds, double budgetSeconds, double leastSeconds)
            implements Entry {
        /** "took 14.2 s, of a budget of 1s: the least that this data needs is about 16s". */
        public String sentence() {
            return String.format(
                    Locale.ROOT,
                    "took %.1f s, of a budget of %s: the least that this data needs is about %s",
                    seconds,
                    Budget.text(Duration.ofMillis(Math.round(1000 * budgetSeconds))),
                    Budget.text(Duration.ofMillis(Math.round(1000 * leastSeconds))));
        }
    }

    /** The run has ended, with its verdict in one sentence; {@code sound} if no gate was failed or overridden on the way. */
    record Conclusion(Instant time, String stage, boolean sound, String sentence) implements Entry {}
}
