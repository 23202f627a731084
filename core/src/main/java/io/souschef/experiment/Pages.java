package io.souschef.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import io.souschef.files.FileProblem;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What is written in a notebook, in the order of writing. Reading needs no lock and disturbs no writer; a last line that is still
 * being written is not seen.
 */
public record Pages(List<Entry> entries) {
    public Pages {
        entries = List.copyOf(entries);
    }

    /**
     * All that is written in the notebook of {@code run} now; nothing if there is none yet.
     *
     * @throws DamagedNotebook if a line can't be understood
     */
    public static Pages of(RunDirectory run) {
        List<Entry> entries = new ArrayList<>();
        read(run, entries::add);
        return new Pages(entries);
    }

    /** Hands every entry to {@code reader} as it is read, without holding them all; else as {@link #of}. */
    public static void read(RunDirectory run, Consumer<Entry> reader) {
        readLines(run.notebook(), reader);
    }

    /** The entries of one kind. */
    public <E extends Entry> Stream<E> all(Class<E> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** The last entry of one kind. */
    public <E extends Entry> Optional<E> last(Class<E> kind) {
        return all(kind).reduce((earlier, later) -> later);
    }

    /** The findings of all stages, each once, in the order in which the checks came out; see {@link #findings(String)}. */
    public List<Finding> findings() {
        return all(Entry.FindingEntry.class)
                .map(Entry::stage)
                .distinct()
                .flatMap(stage -> findings(stage).stream())
                .toList();
    }

    public List<Entry.Decision> decisions() {
        return all(Entry.Decision.class).toList();
    }

    /** The experiment with this id, if it was begun. */
    public Optional<Experiment> experiment(String id) {
        return all(Entry.ExperimentStarted.class)
                .filter(e -> e.id().equals(id))
                .map(Entry.ExperimentStarted::experiment)
                .findFirst();
    }

    /** The results of an experiment, one per finished seed. */
    public List<Result> results(String experimentId) {
        return all(Entry.ResultEntry.class)
                .map(Entry.ResultEntry::result)
                .filter(r -> r.experiment().equals(experimentId))
                .toList();
    }

    /** The result of one seed of an experiment, if that training has ended. */
    public Optional<Result> result(Experiment experiment, long seed) {
        return results(experiment.id()).stream().filter(r -> r.seed() == seed).findFirst();
    }

    /** Whether every seed of this experiment has its result, so that it need not run again. */
    public boolean finished(Experiment experiment) {
        return experiment.seeds().stream()
                .allMatch(seed -> result(experiment, seed).isPresent());
    }

    /** Whether the stage of this name has come to its end. */
    public boolean finished(String stage) {
        return entries.stream()
                .anyMatch(e -> e instanceof Entry.StageFinished && e.stage().equals(stage));
    }

    /**
     * The findings of a stage since it was last started: a stage that was interrupted begins anew. What is found after its end, because
     * a person has answered, takes the place of what was found before under the same code.
     */
    public List<Finding> findings(String stage) {
        List<Finding> findings = new ArrayList<>();
        boolean ended = false;
        for (Entry entry : entries) {
            if (!entry.stage().equals(stage)) continue;
            if (entry instanceof Entry.StageStarted) findings.clear();
            ended = (ended || entry instanceof Entry.StageFinished) && !(entry instanceof Entry.StageStarted);
            if (entry instanceof Entry.FindingEntry found) {
                if (ended)
                    findings.removeIf(f -> f.code().equals(found.finding().code()));
                findings.add(found.finding());
            }
        }
        return findings;
    }

    /** The scores, those of a stage since it was last started: one that was interrupted scores anew. */
    public List<Entry.Score> scores() {
        List<Entry.Score> scores = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.StageStarted) {
                scores.removeIf(score -> score.stage().equals(entry.stage()));
            } else if (entry instanceof Entry.Score score) {
                scores.add(score);
            }
        }
        return scores;
    }

    /** The same on one split, each name once. */
    public List<Entry.Score> scores(String split) {
        Map<String, Entry.Score> last = new LinkedHashMap<>();
        scores().stream().filter(score -> score.split().equals(split)).forEach(score -> last.put(score.name(), score));
        return List.copyOf(last.values());
    }

    /** The stages whose gate was failed, or overridden. */
    public List<String> failedGates() {
        return entries.stream()
                .filter(e -> e instanceof Entry.GateEntry gate && gate.gate() != Entry.Gate.PASSED)
                .map(Entry::stage)
                .distinct()
                .toList();
    }

    /** How often the test split was opened. */
    public long testUses() {
        return entries.stream().filter(Entry.TestOpened.class::isInstance).count();
    }

    /** The verdict on an experiment, the latest if there are several. */
    public Optional<Verdict> verdict(String experimentId) {
        return all(Entry.VerdictEntry.class)
                .filter(v -> v.experiment().equals(experimentId))
                .map(Entry.VerdictEntry::verdict)
                .reduce((earlier, later) -> later);
    }

    /**
     * The wall-clock time that all processes so far have worked on the run: each from its {@link Entry.Provenance} to the last that it
     * wrote, also if it was killed. What a person adds later by looking does not count.
     */
    public Duration spent() {
        Duration total = Duration.ZERO;
        Instant known = Instant.MAX;
        Duration session = Duration.ZERO; // up to the instant 'known'
        Instant last = Instant.MIN;
        for (Entry entry : entries) {
            if (entry instanceof Entry.Looked) continue;
            if (entry instanceof Entry.Provenance) {
                total = total.plus(session).plus(between(known, last));
                session = Duration.ZERO;
                known = entry.time();
            } else if (entry instanceof Entry.Spent spent) {
                session = Duration.ofNanos(Math.round(spent.seconds() * 1e9));
                known = entry.time();
            }
            last = entry.time();
        }
        return total.plus(session).plus(between(known, last));
    }

    private static Duration between(Instant from, Instant to) {
        return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO; // a clock may have been set back
    }

    /** Hands the entries to {@code reader} and returns how many bytes whole lines take; what follows them is torn. */
    static long readLines(Path notebook, Consumer<Entry> reader) {
        long whole = 0;
        if (!Files.exists(notebook)) return whole;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(notebook), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long number = 1;
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b != '\n') {
                    line.write(b);
                    continue;
                }
                reader.accept(parse(notebook, number, line.toString(StandardCharsets.UTF_8)));
                whole += line.size() + 1;
                number++;
                line.reset();
            }
        } catch (IOException e) {
            throw FileProblem.reading(notebook, e);
        }
        return whole;
    }

    private static Entry parse(Path notebook, long number, String line) {
        try {
            return Json.MAPPER.readValue(line, Entry.class);
        } catch (InvalidTypeIdException e) {
            String kind = e.getTypeId();
            if (kind == null) throw DamagedNotebook.line(notebook, number, line, e);
            throw DamagedNotebook.kind(notebook, number, kind, e);
        } catch (JsonProcessingException e) {
            throw DamagedNotebook.line(notebook, number, line, e);
        }
    }
}
