package io.souschef.report;

import static io.souschef.report.Html.tag;

import io.souschef.experiment.Entry;
import io.souschef.experiment.Entry.Gate;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A stage as a chapter of the page. */
final class ChapterView {
    private final Story story;
    private final EvidenceView evidence;

    ChapterView(Story story, EvidenceView evidence) {
        this.story = story;
        this.evidence = evidence;
    }

    Html draw(Chapter chapter) {
        return tag(chapter.begun() ? "section.chapter" : "section.chapter.ahead")
                .with("id", chapter.anchor())
                .of(
                        tag("h2")
                                .of(
                                        tag("span.number").of(String.valueOf(chapter.number())),
                                        Html.text(chapter.title())),
                        tag("p.summary").of(summary(chapter)),
                        Banner.above(chapter, story),
                        gate(chapter),
                        evidence.figures(chapter.shown()),
                        findings(chapter),
                        new ExperimentsView(evidence).draw(chapter.trials()),
                        decisions(chapter));
    }

    /** "12 checks: 10 ok, 1 failed, 1 to be looked at · 4 experiments · 12 s". */
    static String summary(Chapter chapter) {
        if (!chapter.begun()) return "not reached";
        List<String> parts = new ArrayList<>();
        if (!chapter.findings().isEmpty()) parts.add(counts(chapter));
        int trials = chapter.trials().size();
        if (trials > 0) parts.add(trials == 1 ? "1 experiment" : trials + " experiments");
        if (chapter.gate().map(g -> g.gate() == Gate.PASSED).orElse(false)) parts.add("gate passed");
        if (chapter.finished()) parts.add(Numbers.seconds(chapter.seconds()));
        else if (chapter.gate().isEmpty()) parts.add("not finished");
        return String.join(" · ", parts);
    }

    private static String counts(Chapter chapter) {
        Map<Outcome, String> words = Map.of(
                Outcome.PASS, "ok",
                Outcome.FAIL, "failed",
                Outcome.WARN, "suspicious",
                Outcome.SKIP, "skipped",
                Outcome.EYES, "for eyes",
                Outcome.ERROR, "could not be judged");
        int checks = chapter.findings().size();
        List<String> parts = new ArrayList<>();
        for (Outcome outcome : Outcome.values())
            if (chapter.count(outcome) > 0) parts.add(chapter.count(outcome) + " " + words.get(outcome));
        return (checks == 1 ? "1 check: " : checks + " checks: ") + String.join(", ", parts);
    }

    private static Html gate(Chapter chapter) {
        return chapter.gate()
                .filter(g -> g.gate() != Gate.PASSED)
                .map(g -> tag("p.banner.fail").of(tag("b").of("Gate not passed. "), Html.text(g.why())))
                .orElse(Html.NOTHING);
    }

    private Html findings(Chapter chapter) {
        if (chapter.findings().isEmpty()) return Html.NOTHING;
        FindingView view = new FindingView(evidence);
        List<Html> views = new ArrayList<>();
        for (Finding finding : chapter.findings())
            views.add(view.draw(finding, chapter.anchor(finding), story.lookedAt(finding)));
        return Html.all(tag("h3").of("Checks"), tag("div.findings").of(views));
    }

    private static Html decisions(Chapter chapter) {
        if (chapter.decisions().isEmpty()) return Html.NOTHING;
        List<Html> items = new ArrayList<>();
        for (Entry.Decision decision : chapter.decisions())
            items.add(tag("li").of(tag("b").of(decision.what()), Html.text(" " + decision.why()), numbers(decision)));
        return Html.all(tag("h3").of("Decisions"), tag("ul.decisions").of(items));
    }

    private static Html numbers(Entry.Decision decision) {
        if (decision.data().isEmpty()) return Html.NOTHING;
        return tag("small")
                .of(decision.data().entrySet().stream()
                        .map(e -> e.getKey() + " " + value(e.getValue()))
                        .collect(Collectors.joining(" · ")));
    }

    private static String value(Object value) {
        return value instanceof Number number ? Numbers.text(number.doubleValue()) : String.valueOf(value);
    }
}
