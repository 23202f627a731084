package io.souschef.check.step;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why nothing moves. */
final class Stillness {
    private Stillness() {}

    /** Whether no weight moves, at a rate that isn't zero, and no gradient is left that could have moved it. */
    static boolean withoutGradients(Anatomy anatomy) {
        return !anatomy.moves()
                && anatomy.rhythm().silentWithRate()
                && anatomy.cycles().stream().noneMatch(Anatomy.Cycle::gradientsLeft);
    }

    /**
     * Whether the program's optimiser takes no step at all, or an update by hand is computed from the weights and never stored: what clears the
     * gradients then is not the cause.
     */
    static boolean noStepIsTaken(Subject subject, Anatomy anatomy) {
        if (anatomy.moves()) {
            return false;
        }
        return anatomy.owned()
                ? anatomy.cycles().stream().allMatch(cycle -> cycle.stepsTaken() == 0)
                : subject.measured(new Unstored());
    }

    /** Whether the step computes something as large as a weight from it while no gradients are recorded; a forward pass for the log doesn't. */
    private record Unstored() implements Probe<Boolean> {
        @Override
        public Boolean measure(Subject subject) {
            return subject.fresh(program -> {
                Set<Tensor> weights = Collections.newSetFromMap(new IdentityHashMap<>());
                weights.addAll(program.net().parameters().values());
                boolean[] any = new boolean[1];
                try (Batch batch = Feeder.open(program, 0);
                        Trace trace = Trace.open(step -> any[0] |= !step.recorded()
                                && step.operands().stream()
                                        .filter(weights::contains)
                                        .anyMatch(weight -> weight.shape()
                                                .equals(step.result().shape())))) {
                    program.step(batch);
                }
                return any[0];
            });
        }
    }

    /** Whether there are gradients at some time in the step: its backward pass reaches the inputs, and the loss has a slope. */
    static boolean gradientsComeAndGo(Subject subject, Anatomy anatomy) {
        return withoutGradients(anatomy)
                && backwardReached(subject)
                && LossInStep.silenced(subject) < 0.5
                && pulls(subject);
    }

    /** Whether the step's backward pass got as far as the inputs; unknown counts as yes: clearing is the commoner mistake. */
    static boolean backwardReached(Subject subject) {
        return reached(subject).orElse(true);
    }

    /** What is known of it. */
    static String backward(Subject subject) {
        return reached(subject)
                .map(reached -> "its backward pass reaches " + (reached ? "the inputs" : "none of the inputs"))
                .orElse("whether a backward pass comes before can't be seen");
    }

    private static Optional<Boolean> reached(Subject subject) {
        try {
            return Optional.of(subject.measured(new Pull.Felt()).reached());
        } catch (CouldNotJudge unknown) {
            return Optional.empty();
        }
    }

    /** Whether the loss of a fresh net has a slope at any weight: with none, and with NaN, there is nothing to clear. Unknown counts as yes. */
    static boolean pulls(Subject subject) {
        try {
            return subject.fresh(Stillness::pulls);
        } catch (RuntimeException unknown) {
            return true;
        }
    }

    private static boolean pulls(TrainingProgram program) {
        List<Tensor> weights = program.net().parameters().values().stream()
                .filter(Tensor::requiresGrad)
                .toList();
        try (Batch batch = Feeder.open(program, 0)) {
            program.net().train();
            return program.loss(program.forward(batch), batch).gradOf(weights).stream()
                    .flatMap(Optional::stream)
                    .mapToDouble(gradient -> gradient.abs().max().item())
                    .anyMatch(most -> most > 0 && Double.isFinite(most));
        }
    }
}
