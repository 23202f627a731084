package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.Task;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Logits may be any number; a ReLU, a tanh or a sigmoid after the last layer takes half of them away, and with them the gradients
 * of every example on the wrong side. So where the loss applies its own softmax or sigmoid, the last operation should be linear, in the
 * net and in the loss. Bounded logits will do for a loss that makes them large again.
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

    /** Those that take away all below zero, or nearly. */
    private static final Set<String> CUTTING = Set.of("relu", "leakyRelu", "gelu", "silu", "mish");

    private static final Set<String> LOSSES =
            Set.of("crossEntropy", "logSoftmax", "binaryCrossEntropy", "binaryCrossEntropyEach");

    /**
     * What the best bounded outputs may cost of what even bets cost. Reasoned: of a tanh as it is, two classes cost 0.127 of 0.693 nats, 0.18,
     * and more classes a larger share; with its outputs times ten in the loss, next to none.
     */
    private static final double LEFT = 0.07;

    /** Share of zeros: so many logits aren't zero by chance. */
    private static final double CUT = 0.1;

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
        Optional<String> activation = activation(last);
        if (activation.isEmpty()) {
            Optional<String> inLoss = inLoss(subject.measured(new StepChart()));
            if (inLoss.isPresent()) {
                return finding()
                        .measured("the loss takes its softmax or sigmoid of what %s gives", inLoss.get())
                        .expected("of what the last linear layer gives, as it is")
                        .cause(inLoss.get() + " on the logits, in the loss")
                        .fix("give the loss the logits as they are: crossEntropy(output, batch.target())")
                        .okIf(false);
            }
        }
        LogitFeel.Feel feel = subject.measured(new LogitFeel());
        boolean logits = task instanceof Task.MultiLabel
                ? feel.takesLogitsOfLabels() && !last.is("sigmoid") // a sigmoid twice: the loss checks name it
                : feel.takesLogitsOfClasses();
        if (logits
                && last.is("tanh", "sigmoid")
                && subject.measured(new LossWithin(last.is("tanh") ? -1 : 0, 1)) < LEFT) {
            throw new CouldNotJudge(
                    "logits between %d and 1 are as far apart as the program's own loss needs them",
                    last.is("tanh") ? -1 : 0);
        }
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

    private static Optional<String> activation(Op last) {
        boolean cut = last.is("clamp", "maximum")
                && last.numbers().min() == 0
                && last.numbers().zeros() > CUT;
        return cut ? Optional.of("a cut at zero") : Optional.ofNullable(ACTIVATIONS.get(last.kind()));
    }

    /** The activation whose result a loss takes its softmax or sigmoid of, with nothing between. */
    private static Optional<String> inLoss(Chart step) {
        return step.ops().stream()
                .filter(op -> LOSSES.contains(op.kind()))
                .flatMap(op -> step.before(op, step::isShaping).stream())
                .filter(op -> CUTTING.contains(op.kind()))
                .flatMap(op -> activation(op).stream())
                .findFirst();
    }
}
