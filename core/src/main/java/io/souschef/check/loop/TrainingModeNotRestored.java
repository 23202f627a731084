package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.HashSet;
import java.util.Set;

/**
 * An evaluation that leaves the net in evaluation mode turns dropout and BatchNorm's learning off for the rest of the training.
 * The modes are looked at in the step before an evaluation, in the one after it, and after the end of an epoch.
 *
 * @see <a href="https://twitter.com/karpathy/status/1013244313327681536">"you forgot to toggle train/eval mode for the net"</a>
 */
public final class TrainingModeNotRestored implements Check {
    @Override
    public String name() {
        return "training goes on in training mode";
    }

    @Override
    public String code() {
        return "training-mode-not-restored";
    }

    @Override
    public Finding run(Subject subject) {
        Modes modes = subject.measured(new Modes.Watched());
        if (!modes.matter()) {
            throw new CouldNotJudge("the net does the same in both modes");
        }
        Set<String> lost = new HashSet<>(modes.first());
        lost.removeIf(name ->
                modes.afterEvaluation().contains(name) && modes.afterEpoch().contains(name));
        boolean left = !lost.isEmpty();
        return finding()
                .measured(
                        "%d layers in training mode in the first step, %d after an evaluation, %d after an epoch",
                        modes.first().size(),
                        modes.afterEvaluation().size(),
                        modes.afterEpoch().size())
                .expected("the same layers in every step")
                .cause(left ? "the evaluation leaves the net in evaluation mode" : "")
                .fix(left ? "call net.train() at the start of each step, or after each evaluation" : "")
                .failIf(left);
    }
}
