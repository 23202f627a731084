package io.souschef.gallery.strangers;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.data.Images;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Relu;
import io.souschef.nn.Sequential;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Black and white digits through a bottleneck of twelve numbers, with noise while training. The target is in the input on purpose,
 * and pixels that are always white in evaluation vary in training.
 */
final class Denoiser implements TrainingProgram {
    private static final int PIXELS = 64, SIZE = 50;
    private static final Images DIGITS = (Images) DigitReader.DIGITS.inputs();

    private final long seed;
    private final Sequential net;
    private final Adam adam;

    Denoiser(long seed) {
        this.seed = seed;
        net = new Sequential(
                new Linear(PIXELS, 48),
                new Relu(),
                new Linear(48, 12),
                new Linear(12, 48),
                new Relu(),
                new Linear(48, PIXELS));
        net.initialize(seed);
        adam = new Adam(net, 2e-3);
    }

    @Override
    public Task task() {
        return Task.multiLabel(PIXELS);
    }

    @Override
    public Layer net() {
        return net;
    }

    @Override
    public Batches training(int epoch) {
        int[] all = DigitReader.DIGITS.split().train();
        int[] order = RandomStream.of(seed, "order").at(epoch).permutation(all.length);
        return cut(
                Arrays.stream(order).map(place -> all[place]).toArray(),
                Optional.of(RandomStream.of(seed, "noise").at(epoch)));
    }

    @Override
    public Batches evaluation() {
        return cut(DigitReader.DIGITS.split().validation(), Optional.empty());
    }

    private static Batches cut(int[] digits, Optional<RandomStream> noise) {
        return Batches.of(
                (digits.length + SIZE - 1) / SIZE,
                digits.length,
                b -> batch(Arrays.copyOfRange(digits, b * SIZE, Math.min(digits.length, (b + 1) * SIZE)), noise));
    }

    private static Batch batch(int[] digits, Optional<RandomStream> noise) {
        int n = digits.length;
        float[] x = new float[n * PIXELS];
        float[] y = new float[n * PIXELS];
        for (int i = 0; i < n; i++) {
            byte[] pixels = DIGITS.pixels(digits[i]);
            for (int p = 0; p < PIXELS; p++) {
                int at = i * PIXELS + p;
                long draw = p;
                int digit = digits[i];
                y[at] = (pixels[p] & 0xff) > 110 ? 1 : 0;
                x[at] = 2 * y[at]
                        - 0.8f
                        + noise.map(stream -> (float) (0.5 * stream.at(digit).gaussian(draw)))
                                .orElse(0f);
            }
        }
        long[] ids = Arrays.stream(digits).asLongStream().toArray();
        return Batch.open("digits", () -> Batch.Content.of(Tensor.of(x, n, PIXELS), Tensor.of(y, n, PIXELS), ids));
    }

    @Override
    public Optional<Optimizer> optimizer() {
        return Optional.of(adam);
    }

    @Override
    public Declared declares() {
        return Declared.nothing().withAugmentations(Set.of("noise"));
    }
}
