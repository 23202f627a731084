package io.souschef.recipe.squeeze;

import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Settings;
import io.souschef.recipe.tune.Tune;
import io.souschef.train.Task;
import java.util.SortedMap;

/**
 * How many times a long training shows every example at most. Where the tuned settings have fitted all the data in a trial
 * already, little is left to learn, and without a budget nobody has asked for more: three times the trial is enough.
 */
final class LongEnough {
    /** Longer trainings gain nothing but time. */
    static final double MOST_EPOCHS = 150;

    /** A trial that is left with so much of an ignorant net's loss on its training data has fitted them. */
    private static final double FITTED = 0.01;

    /** Such a share of the training examples is all of them: a plan is rounded, 1,200 of 1,257. */
    private static final double ALL = 0.9;

    /**
     * Digits, convnet 32x1, one cycle with cutout, five splits, one net each, wrong of 2,700 examples held out and their mean loss: 97
     * epochs 15 and 0.0209, 41 epochs 16 and 0.0229, 25 epochs 19 and 0.0252, 18 epochs 18 and 0.0283. A trial there is 12 to 16
     * epochs.
     */
    private static final double TIMES = 3;

    private LongEnough() {}

    /** Epochs, at most; {@code tuned} is what stage 5 has decided. */
    static double epochs(Kitchen kitchen, SortedMap<String, Object> tuned, Settings trial) {
        boolean all = trial.examples() >= ALL * kitchen.dataset().split().train().length;
        boolean asked = kitchen.budget().isPresent();
        // of a number a few per cent of the variance can be a lot
        if (asked || !all || !(kitchen.task() instanceof Task.Classification)) {
            return MOST_EPOCHS;
        }
        boolean fitted = tuned.get(Tune.TRAINING_LOSS) instanceof Number loss
                && loss.doubleValue() <= FITTED * kitchen.ignorantLoss();
        double seen = (double) trial.steps() * trial.batchSize() / trial.examples();
        return fitted ? Math.min(MOST_EPOCHS, TIMES * seen) : MOST_EPOCHS;
    }
}
