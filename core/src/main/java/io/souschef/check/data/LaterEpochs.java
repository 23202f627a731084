package io.souschef.check.data;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Later epochs of training, ever farther apart. The first ones may be meant to differ: a curriculum begins with what is easy, and ends.
 * What is a bug in the first epochs is one in each of these, too. Empty where a program's plan has no such epochs.
 */
record LaterEpochs() implements Probe<List<Pass>> {
    private static final int[] EPOCHS = {4, 8, 16, 32, 64};

    @Override
    public List<Pass> measure(Subject subject) {
        return subject.fresh(program -> IntStream.of(EPOCHS)
                .mapToObj(epoch -> read(program, epoch))
                .flatMap(Optional::stream)
                .toList());
    }

    private static Optional<Pass> read(TrainingProgram program, int epoch) {
        try {
            return Optional.of(Pass.through(program.training(epoch)));
        } catch (RuntimeException beyondThePlan) {
            return Optional.empty();
        }
    }
}
