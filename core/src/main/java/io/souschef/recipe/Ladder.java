package io.souschef.recipe;

import io.souschef.data.Images;
import io.souschef.data.Inputs;
import java.util.List;

/**
 * Nets of one plain kind, from small to large. Images get convolutional nets, tables multi-layer perceptrons: the related
 * simple architecture, nothing heroic.
 */
public final class Ladder {
    private Ladder() {}

    /** The rungs for such inputs; each has about four times the multiply-adds of the one before. */
    public static List<NetPlan> of(Inputs inputs) {
        if (inputs instanceof Images) {
            return List.of(
                    new NetPlan("convnet", 8, 1, 0),
                    new NetPlan("convnet", 16, 2, 0),
                    new NetPlan("convnet", 32, 2, 0),
                    new NetPlan("convnet", 64, 2, 0));
        }
        return List.of(
                new NetPlan("mlp", 16, 1, 0),
                new NetPlan("mlp", 64, 2, 0),
                new NetPlan("mlp", 128, 3, 0),
                new NetPlan("mlp", 256, 3, 0));
    }
}
