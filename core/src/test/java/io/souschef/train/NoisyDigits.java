package io.souschef.train;

import io.souschef.data.Augmentation;
import io.souschef.data.Batches;
import io.souschef.data.Dataset;
import io.souschef.data.Feed;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.nn.ConvNet;
import io.souschef.nn.Layer;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.Optional;

/** A sound program with everything that draws random numbers: a ConvNet with dropout on 200 augmented digits. */
final class NoisyDigits implements TrainingProgram {
    private static final Dataset DIGITS = Pantry.open("digits", Options.standard());
    private static final int EXAMPLES = 200, BATCH = 32;

    private final Feed feed = new Feed(DIGITS);
    private final Layer net;
    private final Optimizer optimizer;
    private final RandomStream stream;

    NoisyDigits(long seed) {
        net = new ConvNet(
                seed, 1, 8, 8, 10, ConvNet.Options.DEFAULT.withWidth(4).withDropout(0.2));
        optimizer = Adam.w(net, 3e-3, 0.01);
        stream = RandomStream.of(seed, "training");
    }

    @Override
    public Task task() {
        return Task.classification(10);
    }

    @Override
    public Layer net() {
        return net;
    }

    @Override
    public Optional<Optimizer> optimizer() {
        return Optional.of(optimizer);
    }

    @Override
    public Batches training(int epoch) {
        int[] some = Arrays.copyOf(DIGITS.split().train(), EXAMPLES);
        return feed.shuffled(
                some,
                BATCH,
                stream,
                epoch,
                Augmentation.none().withShift(1).withRotate(10).withCutout(2));
    }

    @Override
    public Batches evaluation() {
        return feed.inOrder(Arrays.copyOf(DIGITS.split().validation(), 100), 64);
    }
}
