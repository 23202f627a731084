package io.souschef.recipe;

import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;

/**
 * What a step of a training has to compute, known from its settings alone.
 *
 * @param multiplyAdds of the batch, forwards and backwards
 * @param tensors of parameters
 * @param convolves whether there are convolutions among it
 */
public record StepWork(double multiplyAdds, int tensors, boolean convolves) {
    /** A backward pass costs about two forward passes. */
    static final double PASSES = 3;

    /**
     * A step of fewer multiply-adds is small: on 8x8 pixels it is a hundred operations of some microseconds, and two threads wait for
     * each other much of the time. Measured once on two cores with little else to do, at batch 64: convnet 8x1, 8 million
     * multiply-adds, 5.0 ms on one thread and 9.5 on two (5.7 and 17.3 ms of the processor); convnet 32x1, 117 million, 11.9 and 8.1
     * (11.8 and 16.2): two such trainings at once, one on each core, cost less than one after the other on both. With other programs
     * on the cores, at a load of 11, convnet 32x1 took 37 ms on one thread and 751 on two (14 and 306).
     */
    private static final double SMALL = 500e6;

    public static StepWork of(Kitchen kitchen, Settings settings) {
        try (SettingsProgram program = new SettingsProgram(kitchen.feed(), kitchen.task(), settings, 0)) {
            program.net().eval();
            try (Batch batch = kitchen.feed().batch(kitchen.dataset().split().train()[0]);
                    NoGrad off = NoGrad.open()) {
                program.forward(batch);
            }
            return new StepWork(
                    PASSES * program.net().multiplyAdds() * settings.batchSize(),
                    program.net().parameters().size(),
                    program.net().convolves());
        }
    }

    /** Whether one thread is enough for it. Products of matrices share the cores in their own way. */
    public boolean isSmall() {
        return convolves && multiplyAdds < SMALL;
    }
}
