package io.souschef.check.regularization;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.step.Penalty;
import io.souschef.data.Batch;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Optimizer;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether nothing decays the weights: the optimiser, one of this library, leaves them alone where all gradients are zero, the steps
 * are its own, and the loss has no term that depends on them alone. Of updates by hand: a rule without the decay that is declared reproduces them.
 */
record NoDecay() implements Probe<Boolean> {
    /** A decay of 1e-5 moves a weight by so much of itself at this rate: more than rounding. */
    private static final double RATE = 0.5;

    /** @throws CouldNotJudge where the steps can't be explained */
    @Override
    public Boolean measure(Subject subject) {
        if (subject.fresh(NoDecay::penalised)) {
            return false;
        }
        if (subject.fresh(program -> program.optimizer().isEmpty())) {
            double decay =
                    subject.fresh(program -> program.declares().weightDecay().orElse(0));
            return Penalty.noneByHand(subject, decay)
                    .orElseThrow(() -> new CouldNotJudge(
                            "whether updates that are written by hand decay the weights can't be told"));
        }
        if (subject.fresh(NoDecay::decays)) {
            return false;
        }
        if (!Penalty.none(subject)) {
            throw new CouldNotJudge("whether the steps decay the weights beside their optimiser can't be told");
        }
        return true;
    }

    private static boolean decays(TrainingProgram program) {
        return shrinks(program.optimizer().orElseThrow());
    }

    private static boolean penalised(TrainingProgram program) {
        try (Batch batch = program.training(0).open(0)) {
            return program.loss(program.forward(batch).detach(), batch).requiresGrad();
        }
    }

    private static boolean shrinks(Optimizer optimizer) {
        Map<String, float[]> before = new LinkedHashMap<>();
        optimizer.learningRate(RATE);
        try (Scope scope = Scope.open("decay")) {
            Optional<Tensor> zero = optimizer.parameters().values().stream()
                    .filter(Tensor::requiresGrad)
                    .map(weight -> weight.mul(0).sum())
                    .reduce(Tensor::add);
            zero.ifPresent(Tensor::backward);
            optimizer.parameters().forEach((name, weight) -> before.put(name, weight.toFloats()));
            optimizer.step();
            return optimizer.parameters().entrySet().stream()
                    .anyMatch(entry -> !Arrays.equals(entry.getValue().toFloats(), before.get(entry.getKey())));
        }
    }
}
