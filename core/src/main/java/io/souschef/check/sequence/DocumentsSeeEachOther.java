package io.souschef.check.sequence;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Statement;
import io.souschef.experiment.Finding;

/**
 * Documents packed into one sequence, with a causal mask alone, see those before them. Where that is not wanted, and declared, a
 * change in one document must move nothing in the next.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">use backprop to chart dependencies</a>
 */
public final class DocumentsSeeEachOther implements Check {
    /** Of what the change does within its document. Over 40 seeds: masked exactly zero; not masked 0.065 and more. */
    private static final double NOTHING = 1e-4;

    @Override
    public String name() {
        return "packed documents don't see each other";
    }

    @Override
    public String code() {
        return "documents-see-each-other";
    }

    @Override
    public Finding run(Subject subject) {
        int separator = subject.measured(new Statement())
                .declared()
                .sequences()
                .separator()
                .orElseThrow(() -> new CouldNotJudge(
                        "no packed documents are declared: declares().withPackedDocuments(separator)"));
        double share = subject.measured(new AcrossDocuments(separator));
        boolean seen = share > NOTHING;
        return finding()
                .measured(
                        "a change before the separator %d moves outputs after it by %.2g of what it moves before it",
                        separator, share)
                .expected("nothing after the separator moves")
                .cause(seen ? "attention or state goes across the boundary of documents" : "")
                .fix(
                        "mask scores between positions of different documents, restart positions and states at the separator")
                .okIf(!seen);
    }
}
