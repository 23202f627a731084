package io.souschef.report;

import static io.souschef.report.Html.tag;

import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What the checks found in a training program, as one page that holds all it shows: what failed first, open, with the evidence and an example
 * wrong beside right; then the rest, folded.
 */
public final class CheckReport {
    /** A part of the page: the findings of one outcome. */
    private record Part(Outcome outcome, String title, String sentence) {
        String anchor() {
            return Mark.word(outcome).toLowerCase(Locale.ROOT);
        }
    }

    private static final List<Part> PARTS = List.of(
            new Part(Outcome.FAIL, "Failed", "A bug, by name. The likeliest cause comes first."),
            new Part(
                    Outcome.WARN,
                    "Suspicious",
                    "What may be meant so, or follows from what failed: mend that first and check again."),
            new Part(
                    Outcome.ERROR,
                    "Could not be judged",
                    "The program threw, hung or gave what is no number, or the time was up: whether it has these bugs is not known."),
            new Part(Outcome.EYES, "To be looked at", "What only a person can judge."),
            new Part(Outcome.PASS, "Passed", "What was measured all the same."),
            new Part(
                    Outcome.SKIP,
                    "Not applicable",
                    "What does not apply to this program, or what would be needed to judge."));

    private final String subject;
    private final List<Finding> findings;
    private final UnaryOperator<String> explain;
    private final FindingView view = new FindingView(new EvidenceView(Album.empty()));

    private CheckReport(String subject, List<Finding> findings, UnaryOperator<String> explain) {
        this.subject = subject;
        this.findings = findings;
        this.explain = explain;
    }

    /**
     * The page.
     *
     * @param subject what was checked, e.g. "digits, convnet 8x1"
     * @param facts what else is to be said of it, by name
     * @param findings one for each check
     * @param explain from the code of a check to its explanation in Markdown, which begins with a title; may be empty
     */
    public static String html(
            String subject, Map<String, String> facts, List<Finding> findings, UnaryOperator<String> explain) {
        return new CheckReport(subject, findings, explain).html(facts);
    }

    private String html(Map<String, String> facts) {
        Facts provenance = Facts.list();
        facts.forEach(provenance::add);
        Html top = tag("header")
                .with("id", "top")
                .of(
                        tag("p.kicker").of(subject),
                        tag("h1").of(verdict()),
                        tag("section.provenance").of(provenance.html()));
        List<Html> sections = new ArrayList<>(List.of(top));
        present().forEach(part -> sections.add(section(part)));
        return Document.of("Souschef: " + subject, contents(), tag("main").of(sections));
    }

    private String verdict() {
        List<Finding> failed = with(Outcome.FAIL);
        long judged = findings.stream()
                .filter(finding -> finding.outcome() != Outcome.SKIP && finding.outcome() != Outcome.ERROR)
                .count();
        if (judged == 0) return "No check could judge.";
        int errors = with(Outcome.ERROR).size();
        if (failed.isEmpty() && errors > 0)
            return "Nothing failed, and %,d of %,d checks could not be judged.".formatted(errors, judged + errors);
        return failed.isEmpty()
                ? "Nothing failed: %,d %s judged.".formatted(judged, judged == 1 ? "check" : "checks")
                : "%,d of %,d checks failed: %s."
                        .formatted(
                                failed.size(),
                                judged,
                                failed.stream().map(Finding::code).collect(Collectors.joining(", ")));
    }

    private Html contents() {
        List<Html> items = new ArrayList<>();
        for (Part part : present()) {
            items.add(tag("li")
                    .of(tag("a").with("href", "#" + part.anchor())
                            .of(
                                    tag("span.number")
                                            .of(String.valueOf(
                                                    with(part.outcome).size())),
                                    tag("span.title").of(part.title))));
        }
        return tag("nav")
                .with("aria-label", "Contents")
                .of(
                        tag("a.brand").with("href", "#top").of("Souschef"),
                        tag("ol.counts").of(items),
                        tag("div.tools").with("hidden", "").of());
    }

    private Html section(Part part) {
        return tag("section.chapter")
                .with("id", part.anchor())
                .of(
                        tag("h2").of(part.title),
                        tag("p.summary").of(part.sentence),
                        tag("div.findings")
                                .of(with(part.outcome).stream().map(this::draw).toList()));
    }

    private Html draw(Finding finding) {
        boolean wrong = finding.outcome() == Outcome.FAIL || finding.outcome() == Outcome.WARN;
        return view.draw(finding, finding.code(), Optional.empty(), wrong ? explanation(finding) : Html.NOTHING);
    }

    /** How the check measures, and an example wrong beside right. */
    private Html explanation(Finding finding) {
        String markdown = explain.apply(finding.code());
        if (markdown.isEmpty()) return Html.NOTHING;
        String[] parts = markdown.substring(markdown.indexOf('\n') + 1).split("(?m)^(?=## (?:Wrong|Right)$)");
        List<Html> examples = Arrays.stream(parts)
                .skip(1)
                .map(example -> tag("div").of(Prose.of(example)))
                .toList();
        Html.Tag details = tag("details.explanation");
        return (finding.outcome() == Outcome.FAIL ? details.with("open", "") : details)
                .of(
                        tag("summary").of("what " + finding.code() + " is, and how it is measured"),
                        Prose.of(parts[0]),
                        tag("div.pair").of(examples));
    }

    private List<Part> present() {
        return PARTS.stream().filter(part -> !with(part.outcome).isEmpty()).toList();
    }

    private List<Finding> with(Outcome outcome) {
        return findings.stream().filter(finding -> finding.outcome() == outcome).toList();
    }
}
