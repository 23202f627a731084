package io.souschef.recipe;

import io.souschef.data.Feed;
import io.souschef.data.Labels;
import io.souschef.nn.HeadedNet;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;

/**
 * Sets the bias of the last layer to what an ignorant net should say: the log of the class shares. A number's targets are
 * standardised, so that its bias is 0 by the same rule.
 */
public final class FinalBias {
    private FinalBias() {}

    /** Sets the bias of a fresh program; classes that don't occur count as half an example. */
    public static void set(TrainingProgram program, Feed feed) {
        if (!(program.net() instanceof HeadedNet headed)) {
            return;
        }
        headed.head().bias().ifPresent(bias -> {
            try (Scope scope = Scope.open("final bias");
                    NoGrad off = NoGrad.open()) {
                if (feed.dataset().targets() instanceof Labels labels) {
                    int[] train = feed.dataset().split().train();
                    int[] counts = labels.counts(train);
                    float[] logs = new float[counts.length];
                    for (int k = 0; k < logs.length; k++) {
                        logs[k] = (float) Math.log(Math.max(0.5, counts[k]) / train.length);
                    }
                    bias.copyInPlace(Tensor.of(logs, logs.length));
                } else {
                    bias.fillInPlace(0);
                }
            }
        });
    }
}
