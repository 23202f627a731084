package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.Task;
import java.util.Map;
import java.util.Optional;

/**
 * Logits may be any number; a ReLU, a tanh or a sigmoid after the last layer takes half of them away, and with them the gradients
 * of every example on the wrong side. So where the loss applies its own softmax or sigmoid, the last operation should be linear.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">verify loss @ init</a>
 */
public final class ActivationOnLogits implements Check {
    private static final Map<String, String> ACTIVATIONS = Map.of(
            "relu",
            "ReLU",
            "tanh",
            "tanh",
            "gelu",
            "GELU",
            "silu",
            "SiLU",
            "mish",
            "Mish",
            "selu",
            "SELU",
            "leakyRelu",
            "leaky ReLU",
            "sigmoid",
            "sigmoid");

    @Override
    public String name() {
        return "logits as the last layer gives them";
    }

    @Override
    public String code() {
        return "activation-on-logits";
    }

    @Override
    public Finding run(Subject subject) {
        Task task = subject.measured(new Statement()).task();
        if (task instanceof Task.Regression) {
            throw new CouldNotJudge("the outputs of a regression are no logits");
        }
        Chart chart = subject.measured(new Wiring());
        Op last = chart.lastOp()
                .orElseThrow(() -> new CouldNotJudge("the trace didn't see the last operation of the net"));
        Optional<String> activation = Optional.ofNullable(ACTIVATIONS.get(last.kind()));
        LogitFeel.Feel feel = subject.measured(new LogitFeel());
        boolean logits = task instanceof Task.MultiLabel
                ? feel.takesLogitsOfLabels() && !last.is("sigmoid") // a sigmoid twice: the loss checks name it
                : feel.takesLogitsOfClasses();
        return finding()
                .measured(
                        "the net ends in %s: outputs from %.3g to %.3g, %.0f %% of them zero",
                        activation.orElse(last.kind()),
                        last.numbers().min(),
                        last.numbers().max(),
                        100 * last.numbers().zeros())
                .expected(
                        "the last linear layer, as it is: the loss applies its own %s",
                        task instanceof Task.MultiLabel ? "sigmoid" : "softmax")
                .cause(activation.isPresent() && logits ? activation.get() + " after the last layer" : "")
                .fix("return what the last layer gives: fc.forward(x), without an activation")
                .okIf(activation.isEmpty() || !logits);
    }
}
