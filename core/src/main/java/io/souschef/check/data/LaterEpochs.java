package io.souschef.check.data;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first epoch of training and later ones, ever farther apart, each asked for when the one before has ended: what is kept from the first, an order
 * say, is kept as in training, and what is made anew at the end of an epoch is made. The first ones may be meant to differ: a curriculum begins with
 * what is easy, and ends. What is a bug in the first epochs is one in each of the later, too. No later ones where a program's plan has no such epochs.
 */
record LaterEpochs() implements Probe<LaterEpochs.View> {
    private static final int[] EPOCHS = {4, 8, 16, 32, 64};

    record View(Pass first, List<Pass> later) {
        View {
            later = List.copyOf(later);
        }
    }

    @Override
    public View measure(Subject subject) {
        return subject.fresh(program -> {
            Pass first = Pass.through(program.training(0));
            List<Pass> later = new ArrayList<>();
            int before = 0;
            for (int epoch : EPOCHS) {
                end(program, before);
                read(program, epoch).ifPresent(later::add);
                before = epoch;
            }
            return new View(first, later);
        });
    }

    private static void end(TrainingProgram program, int epoch) {
        try {
            program.epochEnded(epoch);
        } catch (RuntimeException withoutSteps) {
            // what it does with what was trained, a mean over no losses say, is not asked here
        }
    }

    private static Optional<Pass> read(TrainingProgram program, int epoch) {
        try {
            return Optional.of(Pass.through(program.training(epoch)));
        } catch (RuntimeException beyondThePlan) {
            return Optional.empty();
        }
    }
}
