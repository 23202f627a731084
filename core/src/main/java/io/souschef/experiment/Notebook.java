package io.souschef.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.souschef.files.FileProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The record of a run, open for writing: append-only, one JSON object per line in {@code notebook.jsonl}. An entry is on the disk when
 * the call that writes it returns. A process that is killed while it writes leaves at most one torn line at the end, which the next
 * one cuts off. Only one process at a time can write; {@link Pages} read without a lock. Threads may share a notebook.
 *
 * <pre>{@code
 * try (Notebook notebook = Notebook.open(Path.of("runs/digits"))) {
 *     notebook.startStage("skeleton", 2, "Skeleton and dumb baselines");
 *     notebook.add("skeleton", finding);
 *     if (!notebook.pages().finished(experiment)) notebook.start(experiment);
 * }
 * }</pre>
 */
public final class Notebook implements AutoCloseable {
    private final RunDirectory run;
    private final Clock clock;
    private final NotebookLock lock;
    private final FileChannel file;
    private final List<Entry> entries = new ArrayList<>();
    private final long torn;
    private BiConsumer<Entry, String> listener = (entry, line) -> {};

    private Notebook(RunDirectory run, Clock clock, NotebookLock lock) throws IOException {
        this.run = run;
        this.clock = clock;
        this.lock = lock;
        long whole = Pages.readLines(run.notebook(), entries::add);
        file = FileChannel.open(run.notebook(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        torn = file.size() - whole;
        if (torn > 0) {
            file.truncate(whole);
            file.force(true);
        }
        file.position(whole);
    }

    /**
     * Opens the notebook in this folder, which is made if it is missing, to write into it.
     *
     * @throws NotebookInUse if another process writes into it
     * @throws DamagedNotebook if a line in it can't be understood
     * @throws FileProblem if the folder can't be written
     */
    public static Notebook open(Path runDirectory) {
        return open(runDirectory, Clock.systemUTC());
    }

    /** The same with another clock. */
    @SuppressWarnings("MustBeClosedChecker")
    public static Notebook open(Path runDirectory, Clock clock) {
        RunDirectory run = new RunDirectory(runDirectory);
        try {
            Files.createDirectories(runDirectory);
            NotebookLock lock = NotebookLock.take(run.notebook());
            try {
                return new Notebook(run, clock, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw FileProblem.writing(run.notebook(), e);
        }
    }

    /** Where this run lies. */
    public RunDirectory run() {
        return run;
    }

    /** How many bytes of a torn last line were cut off at opening; usually 0. The entry they were part of is lost. */
    public long torn() {
        return torn;
    }

    /** All that is written so far, also by earlier processes. */
    public synchronized Pages pages() {
        return new Pages(entries);
    }

    /** The findings so far. */
    public List<Finding> findings() {
        return pages().findings();
    }

    /** The decisions so far. */
    public List<Entry.Decision> decisions() {
        return pages().decisions();
    }

    /** The results of an experiment so far, one per finished seed. */
    public List<Result> results(String experimentId) {
        return pages().results(experimentId);
    }

    /**
     * Writes an entry.
     *
     * @throws FileProblem if the disk is full or gone; then the notebook is as before
     */
    public synchronized void append(Entry entry) {
        String line;
        try {
            line = Json.MAPPER.writeValueAsString(entry);
            long before = file.position();
            try {
                ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) file.write(bytes);
                file.force(false);
            } catch (IOException e) {
                cutBack(before, e);
                throw e;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an entry could not be written as JSON: " + entry, e);
        } catch (IOException e) {
            throw FileProblem.writing(run.notebook(), e);
        }
        entries.add(entry);
        listener.accept(entry, line);
    }

    /** Takes off what was written of a line; where that fails too, the next process does it. */
    private void cutBack(long size, IOException why) {
        try {
            if (file.isOpen()) file.truncate(size).position(size);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** Whoever is told of every entry from now on, once it is on the disk, with its line of JSON. There is one. */
    public synchronized void listen(BiConsumer<Entry, String> listener) {
        this.listener = listener;
    }

    /** A stage begins. */
    public void startStage(String stage, int number, String title) {
        append(new Entry.StageStarted(now(), stage, number, title));
    }

    /** A stage has ended. */
    public void finishStage(String stage, double seconds) {
        append(new Entry.StageFinished(now(), stage, seconds));
    }

    /** A check has come out. */
    public void add(String stage, Finding finding) {
        append(new Entry.FindingEntry(now(), stage, finding));
    }

    /** An experiment begins. */
    public void start(Experiment experiment) {
        append(new Entry.ExperimentStarted(now(), experiment.stage(), experiment.id(), experiment));
    }

    /** One training of an experiment has ended. */
    public void add(String stage, Result result) {
        append(new Entry.ResultEntry(now(), stage, result));
    }

    /** An experiment is judged. */
    public void add(Experiment experiment, Verdict verdict) {
        append(new Entry.VerdictEntry(now(), experiment.stage(), experiment.id(), verdict));
    }

    /** A decision, why, and the numbers it rests on. */
    public void decide(String stage, String what, String why, Map<String, ?> data) {
        append(new Entry.Decision(now(), stage, what, why, new TreeMap<>(data)));
    }

    /** A gate was reached; see {@link Entry.Gate}. */
    public void gate(String stage, Entry.Gate gate, String why) {
        append(new Entry.GateEntry(now(), stage, gate, why));
    }

    /** A picture or table of a stage. */
    public void show(String stage, Evidence evidence) {
        append(new Entry.Shown(now(), stage, evidence));
    }

    /** A person has looked at what the finding with this code shows. */
    public void looked(String stage, String code, String who, String note) {
        append(new Entry.Looked(now(), stage, code, who, note));
    }

    /** The test split is used, for this. */
    public void openTest(String stage, String use) {
        append(new Entry.TestOpened(now(), stage, use));
    }

    /** This process has worked so many seconds until now. */
    public void spend(String stage, double seconds) {
        append(new Entry.Spent(now(), stage, seconds));
    }

    /** The run has ended; {@code sound} if no gate was failed or overridden on the way. */
    public void conclude(boolean sound, String sentence) {
        append(new Entry.Conclusion(now(), "", sound, sentence));
    }

    /** The time by this notebook's clock, for an entry. */
    public Instant now() {
        return clock.instant();
    }

    /** Lets others write. */
    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw FileProblem.writing(run.notebook(), e);
        } finally {
            lock.close();
        }
    }
}
