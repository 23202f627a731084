package io.souschef.check.step;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.Optional;

/** Why nothing moves. */
final class Stillness {
    private Stillness() {}

    /** Whether no weight moves, at a rate that isn't zero, and no gradient is left that could have moved it. */
    static boolean withoutGradients(Anatomy anatomy) {
        return !anatomy.moves()
                && anatomy.rhythm().silentWithRate()
                && anatomy.cycles().stream().noneMatch(Anatomy.Cycle::gradientsLeft);
    }

    /** Whether the step's backward pass got as far as the inputs; unknown counts as yes: clearing is the commoner mistake. */
    static boolean backwardReached(Subject subject) {
        try {
            return subject.measured(new Pull.Felt()).reached();
        } catch (CouldNotJudge unknown) {
            return true;
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
