package io.souschef.report;

import static io.souschef.report.Html.tag;

import io.souschef.experiment.Entry.Looked;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import java.util.Locale;
import java.util.Optional;

/** One finding: a line with what was measured; folded below it what was expected, the fix, and the evidence. */
final class FindingView {
    private final EvidenceView evidence;

    FindingView(EvidenceView evidence) {
        this.evidence = evidence;
    }

    /** Folded away if all is well, open if a reader should see it. */
    Html draw(Finding finding, String anchor, Optional<Looked> looked) {
        return draw(finding, anchor, looked, Html.NOTHING);
    }

    /** @param more what there is to say of the check itself, below all */
    Html draw(Finding finding, String anchor, Optional<Looked> looked, Html more) {
        boolean seen = finding.outcome() == Outcome.EYES && looked.isPresent();
        boolean settled = finding.outcome() == Outcome.PASS || finding.outcome() == Outcome.SKIP || seen;
        Html line = tag("summary")
                .of(
                        seen ? tag("span.mark.ok").of("seen") : Mark.of(finding.outcome()),
                        tag("span.check").of(finding.check()),
                        tag("span.measured").of(headline(finding)),
                        tag("span.spark").of(Sparkline.of(finding.evidence())),
                        tag("span.seconds").of(finding.seconds() > 0 ? Numbers.seconds(finding.seconds()) : ""));
        String outcome = Mark.word(finding.outcome()).toLowerCase(Locale.ROOT);
        Html.Tag details = tag("details.finding." + outcome).with("id", anchor);
        return (settled ? details : details.with("open", ""))
                .of(line, tag("div.body").of(facts(finding, looked), evidence.figures(finding.evidence()), more));
    }

    private static Html headline(Finding finding) {
        return Html.text(finding.measured().isEmpty() ? finding.cause() : finding.measured());
    }

    private static Html facts(Finding finding, Optional<Looked> looked) {
        Facts facts = Facts.list();
        facts.add("expected", finding.expected());
        if (!finding.measured().isEmpty())
            facts.add(finding.outcome() == Outcome.EYES ? "look" : "cause", finding.cause());
        facts.add("fix", finding.fix());
        looked.ifPresent(l -> facts.add(
                "looked", l.who() + ", " + Times.text(l.time()) + (l.note().isEmpty() ? "" : ": " + l.note())));
        return facts.html();
    }
}
