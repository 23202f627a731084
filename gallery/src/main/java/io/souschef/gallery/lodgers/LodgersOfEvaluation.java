package io.souschef.gallery.lodgers;

import io.souschef.gallery.Trap;
import io.souschef.gallery.lodgers.ErrorReporter.Slip;
import java.util.List;

/** What is wrong is in the number that the author reports, not in evaluate(). */
final class LodgersOfEvaluation {
    private LodgersOfEvaluation() {}

    static List<Trap> traps() {
        return List.of(
                trap("in training mode", "evaluation-in-training-mode", "I1", Slip.STAYS_IN_TRAINING_MODE),
                trap("as a mean of batch means", "mean-of-batch-means", "I2", Slip.MEAN_OF_MEANS),
                trap("of the first batch", "evaluation-of-some-batches", "I3", Slip.FIRST_BATCH),
                trap("with its sign", "metric-wrong", "I5", Slip.SIGNED),
                trap("of each guess against all prices", "metric-wrong", "I5", Slip.EACH_AGAINST_ALL),
                trap("on what was trained on", "evaluates-on-training-data", "I6", Slip.TRAINING_DATA));
    }

    private static Trap trap(String how, String code, String row, Slip slip) {
        return new Trap(
                "an error reported " + how,
                code,
                row,
                seed -> new ErrorReporter(seed, slip),
                seed -> new ErrorReporter(seed, Slip.NONE));
    }
}
