package io.souschef.check.augmentation;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.data.Reading;
import io.souschef.check.data.Streams;
import io.souschef.experiment.Finding;
import java.util.Optional;
import java.util.Set;

/**
 * {@code flip(x)} whose result nobody takes: the pipeline looks augmented, and the net sees the same pictures every epoch. What
 * is declared is held against three epochs, and against what enters the net in the step. It needs the declaration, and ids that name examples.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">data augment</a>
 */
public final class AugmentationDiscarded implements Check {
    @Override
    public String name() {
        return "augmentation does something";
    }

    @Override
    public String code() {
        return "augmentation-discarded";
    }

    @Override
    public Finding run(Subject subject) {
        Set<String> declared = subject.fresh(program -> program.declares().augmentations());
        if (declared.isEmpty()) {
            throw new CouldNotJudge(
                    "it needs to know what is meant: Declared.nothing().withAugmentations(Set.of(\"flip\"))");
        }
        Streams streams = subject.measured(new Reading());
        if (!streams.idsNameExamples()) {
            throw new CouldNotJudge("ids don't name examples: the same id is another example in the next epoch");
        }
        boolean still = streams.varied() == 0;
        boolean frozen = still && streams.drawnElsewhere();
        Optional<Boolean> inStep = still && !frozen ? subject.measured(new InStep()) : Optional.of(false);
        if (inStep.isEmpty()) {
            throw new CouldNotJudge(
                    "batches are the same in every epoch, and what the step makes of them can't be followed to the first weights");
        }
        return finding()
                .measured(
                        "%.0f %% of the examples differ from one epoch to another%s",
                        100 * streams.varied(), inStep.get() ? "; the step changes them before the net sees them" : "")
                .expected("most of them: %s", String.join(", ", declared))
                .cause(!still || frozen || inStep.get() ? "" : "the result of the augmentation is not used")
                .fix("assign it: x = flip(x); an augmentation returns a new tensor")
                .failIf(still && !frozen && !inStep.get());
    }
}
