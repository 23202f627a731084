package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.Optional;

/**
 * A recurrent net that takes the batch for the time carries its state from example to example: each one sees those before it in
 * the batch, and none after. Which it learns to ignore, and works a bit worse.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">use backprop to chart dependencies</a>
 */
public final class RecurrenceOverBatch implements Check {
    @Override
    public String name() {
        return "use backprop to chart dependencies: recurrence";
    }

    @Override
    public String code() {
        return "recurrence-over-batch";
    }

    @Override
    public Finding run(Subject subject) {
        ExampleMixing.Mixing mixing = subject.measured(new ExampleMixing());
        boolean lstm = mixing.culprit().filter(op -> op.is("lstm")).isPresent();
        Optional<ExampleMixing.Culprit> view = mixing.culprit().filter(op -> op.is("view") || op.is("reshape"));
        boolean broken = mixing.mixed() && view.isEmpty() && (lstm || mixing.onlyLater() || mixing.inTurn());
        if (broken && subject.measured(new Statement()).declared().feeding().inOrder()) {
            throw new CouldNotJudge("a batch goes on in order: its rows may be the moments of one series");
        }
        return finding()
                .measured(
                        broken
                                ? "an example moves the output of %s in the batch, by %.0f %% of its own%s"
                                : "no state runs along the %3$s%4$d examples of a batch",
                        mixing.onlyLater() ? "only those after it" : "others",
                        100 * mixing.share(),
                        broken ? culprit(mixing) : "",
                        mixing.examples())
                .expected("a state runs along the time of one example")
                .cause(broken ? "batch and time are swapped before the recurrence" : "")
                .fix(
                        "the LSTM is batch first: give it [N, T, C], without a transpose; a loop of your own selects along dimension 1")
                .okIf(!broken);
    }

    private static String culprit(ExampleMixing.Mixing mixing) {
        return mixing.culprit()
                .map(op -> "; they were apart before " + op.operation() + " of " + op.from())
                .orElse("");
    }
}
