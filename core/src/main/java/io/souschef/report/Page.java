package io.souschef.report;

import static io.souschef.report.Html.tag;

import io.souschef.experiment.Budget;
import io.souschef.experiment.Entry.Gate;
import io.souschef.experiment.Entry.Provenance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The whole page: verdict, figures, what waits for eyes, provenance, contents, and a chapter per stage. */
final class Page {
    private final Story story;
    private final EvidenceView evidence;

    Page(Story story, Album album) {
        this.story = story;
        this.evidence = new EvidenceView(album);
    }

    String html() {
        return Document.of(title(), contents(), tag("main").of(top(), chapters(), foot()));
    }

    private String title() {
        return story.sessions().isEmpty()
                ? "Souschef"
                : "Souschef: " + story.sessions().get(0).data();
    }

    private Html top() {
        String kicker = story.sessions().isEmpty()
                ? "souschef"
                : story.sessions().get(0).data() + " · "
                        + story.sessions().get(0).task();
        return tag("header")
                .with("id", "top")
                .of(
                        tag("p.kicker").of(kicker),
                        tag("h1").of(story.verdict()),
                        Banner.of(story),
                        ScoreView.draw(story),
                        waiting(),
                        provenance());
    }

    private Html waiting() {
        List<Story.Question> questions = story.waiting();
        if (questions.isEmpty()) return Html.NOTHING;
        List<Html> items = new ArrayList<>();
        for (Story.Question question : questions) {
            String link = "#" + question.chapter().anchor(question.finding());
            items.add(tag("li")
                    .of(
                            tag("a").with("href", link).of(question.finding().check()),
                            Html.text(" " + question.finding().cause())));
        }
        return tag("section.waiting")
                .of(tag("h3").of("Waiting for your eyes"), tag("ul").of(items));
    }

    private Html provenance() {
        if (story.sessions().isEmpty()) return Html.NOTHING;
        Provenance first = story.sessions().get(0);
        Provenance last = story.sessions().get(story.sessions().size() - 1);
        Facts facts = Facts.list();
        facts.add("command", last.command());
        facts.add("data", last.data() + ", " + last.fingerprint());
        facts.add("engine", "souschef " + last.version() + ", " + last.engine());
        facts.add("seed", String.valueOf(last.seed()));
        facts.add(
                "begun",
                Times.text(first.time())
                        + (story.sessions().size() > 1
                                ? ", in " + story.sessions().size() + " sessions"
                                : ""));
        story.lastWritten().ifPresent(t -> facts.add("last entry", Times.text(t)));
        facts.add("worked", Budget.text(story.spent()) + budget(last));
        facts.add("test split", testUses());
        last.details().forEach((name, value) -> facts.add(name, value));
        return tag("section.provenance").of(tag("h3").of("Provenance"), facts.html());
    }

    private static String budget(Provenance provenance) {
        if (!(provenance.budgetSeconds() > 0)) return "";
        return " of " + Budget.text(Duration.ofMillis(Math.round(provenance.budgetSeconds() * 1000)));
    }

    private String testUses() {
        if (story.testUses().isEmpty()) return "never opened";
        List<String> uses = story.testUses().stream()
                .map(u -> u.use() + " (" + Times.text(u.time()) + ")")
                .toList();
        String times = uses.size() == 1
                ? "opened once: "
                : "opened " + uses.size() + " times, which makes its figures optimistic: ";
        return times + String.join("; ", uses);
    }

    private Html contents() {
        List<Html> items = new ArrayList<>();
        for (Chapter chapter : story.chapters()) {
            items.add(tag(chapter.begun() ? "li" : "li.ahead")
                    .of(tag("a").with("href", "#" + chapter.anchor())
                            .of(
                                    tag("span.number").of(String.valueOf(chapter.number())),
                                    tag("span.title").of(chapter.title()),
                                    state(chapter))));
        }
        return tag("nav")
                .with("aria-label", "Contents")
                .of(
                        tag("a.brand").with("href", "#top").of("Souschef"),
                        tag("ol").of(items),
                        tag("div.tools").with("hidden", "").of());
    }

    /** In words, always; the colour only repeats them. */
    private static Html state(Chapter chapter) {
        if (!chapter.begun()) return tag("span.state").of("not reached");
        if (chapter.gate().isEmpty())
            return tag("span.state.running").of(chapter.finished() ? "no gate" : "not finished");
        Gate gate = chapter.gate().get().gate();
        return switch (gate) {
            case PASSED -> tag("span.state.ok").of("passed");
            case FAILED -> tag("span.state.fail").of("gate failed");
            case CONTINUED -> tag("span.state.fail").of("failed, continued");
        };
    }

    private Html chapters() {
        ChapterView view = new ChapterView(story, evidence);
        return Html.all(story.chapters().stream().map(view::draw).toList());
    }

    private Html foot() {
        return tag("footer")
                .of(
                        Banner.of(story),
                        tag("p").of(
                                        "Everything on this page comes from notebook.jsonl in the same run directory. Times are UTC."));
    }
}
