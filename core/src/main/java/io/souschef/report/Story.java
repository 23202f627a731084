package io.souschef.report;

import io.souschef.experiment.Entry;
import io.souschef.experiment.Entry.Conclusion;
import io.souschef.experiment.Entry.Looked;
import io.souschef.experiment.Entry.Provenance;
import io.souschef.experiment.Entry.Role;
import io.souschef.experiment.Entry.Score;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.experiment.Pages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A notebook, sorted into what a reader asks for. */
record Story(
        List<Provenance> sessions,
        List<Chapter> chapters,
        List<Score> scores,
        List<Looked> looks,
        List<Entry.TestOpened> testUses,
        Optional<Conclusion> conclusion,
        Optional<Instant> lastWritten,
        Duration spent) {

    static Story of(Pages pages) {
        List<RecipeSection> sections = new ArrayList<>(RecipeSection.ALL);
        pages.all(Entry.StageStarted.class)
                .filter(s -> sections.stream().noneMatch(known -> known.stage().equals(s.stage())))
                .forEach(s -> sections.add(new RecipeSection(s.stage(), s.number(), s.title())));
        Map<String, Score> scores = new LinkedHashMap<>();
        pages.scores().forEach(s -> scores.put(s.split() + "\n" + s.metric() + "\n" + s.name(), s));
        int lastStart = lastIndex(pages, Provenance.class);
        return new Story(
                pages.all(Provenance.class).toList(),
                sections.stream()
                        .map(s -> Chapter.of(s, pages))
                        .sorted(Comparator.comparingInt(Chapter::number))
                        .toList(),
                List.copyOf(scores.values()),
                pages.all(Looked.class).toList(),
                pages.all(Entry.TestOpened.class).toList(),
                lastIndex(pages, Conclusion.class) > lastStart ? pages.last(Conclusion.class) : Optional.empty(),
                pages.entries().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                pages.entries().get(pages.entries().size() - 1).time()),
                pages.spent());
    }

    private static int lastIndex(Pages pages, Class<? extends Entry> kind) {
        return pages.last(kind).map(pages.entries()::lastIndexOf).orElse(-1);
    }

    /** The stages whose gate was failed and passed all the same, at the user's wish. */
    List<Chapter> continued() {
        return chapters.stream().filter(Chapter::continued).toList();
    }

    /** A finding that needs eyes, with its stage. */
    record Question(Chapter chapter, Finding finding) {}

    /** What nobody has looked at yet. */
    List<Question> waiting() {
        List<Question> questions = new ArrayList<>();
        for (Chapter chapter : chapters)
            for (Finding finding : chapter.findings())
                if (finding.outcome() == Outcome.EYES && lookedAt(finding).isEmpty())
                    questions.add(new Question(chapter, finding));
        return questions;
    }

    /** The last time that a person has looked at what this finding shows. */
    Optional<Looked> lookedAt(Finding finding) {
        return looks.stream().filter(l -> l.code().equals(finding.code())).reduce((earlier, later) -> later);
    }

    /** The scores to head the report: of the model's split and metric, the test split before any other. */
    List<Score> headline() {
        Optional<Score> first = scores.stream()
                .filter(s -> s.role() == Role.MODEL)
                .max(Comparator.comparing(s -> s.split().equals("test")));
        if (first.isEmpty()) first = scores.stream().reduce((earlier, later) -> later);
        return first.map(f -> scores.stream()
                        .filter(s -> s.split().equals(f.split())
                                && s.metric().equals(f.metric())
                                && s.unit().equals(f.unit()))
                        .toList())
                .orElse(List.of());
    }

    private static String sentence(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** What the model reaches on the test split, where that was opened. */
    private String reached() {
        return scores.stream()
                .filter(s -> s.role() == Role.MODEL && s.split().equals("test"))
                .findFirst()
                .map(s -> "; test %s %s%s"
                        .formatted(
                                s.metric(),
                                Numbers.score(s.interval().value(), s.unit()),
                                s.unit().equals("%") ? " %" : ""))
                .orElse("");
    }

    /** How many checks have warned: a gate lets them pass. */
    private String warned() {
        long warnings = chapters.stream()
                .flatMap(chapter -> chapter.findings().stream())
                .filter(finding -> finding.outcome() == Outcome.WARN)
                .count();
        return warnings == 0 ? "" : warnings == 1 ? ", with a warning" : ", with %,d warnings".formatted(warnings);
    }

    /** The verdict of the whole run in one sentence, or how far it has come. */
    String verdict() {
        if (conclusion.isPresent()) return sentence(conclusion.get().sentence()) + warned() + reached();
        Optional<Chapter> last = chapters.stream().filter(Chapter::begun).reduce((earlier, later) -> later);
        if (last.isEmpty()) return "Nothing has happened yet.";
        Chapter chapter = last.get();
        String where = "stage " + chapter.number() + " of " + chapters.size() + ", " + chapter.title();
        if (chapter.failedGate()) return "Stopped at the gate of " + where + ".";
        return chapter.finished()
                ? "Not finished: it has come through " + where + "."
                : "Not finished: it is in " + where + ".";
    }
}
