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
        lost.removeIf(name -> modes.afterEvaluation().contains(name));
        Set<String> byEpoch = new HashSet<>(modes.first());
        byEpoch.removeIf(name -> modes.afterEpoch().contains(name));
        if (!isSingledOut(byEpoch, modes)) {
            lost.addAll(byEpoch);
        }
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

    /**
     * Whether these are layers without others in them, while what they are in stays in training mode: the norms that are frozen after some
     * epochs, on purpose. An evaluation turns off whole nets.
     */
    private static boolean isSingledOut(Set<String> off, Modes modes) {
        return off.stream().noneMatch(name -> {
            boolean holds = modes.first().stream()
                    .anyMatch(other -> !other.equals(name) && (name.isEmpty() || other.startsWith(name + ".")));
            int dot = name.lastIndexOf('.');
            return holds || !modes.afterEpoch().contains(dot < 0 ? "" : name.substring(0, dot));
        });
    }
}
