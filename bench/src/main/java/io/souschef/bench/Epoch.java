package io.souschef.bench;

import io.souschef.data.Augmentation;
import io.souschef.data.Batch;
import io.souschef.data.Dataset;
import io.souschef.data.Feed;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.nn.ConvNet;
import io.souschef.nn.Layer;
import io.souschef.tensor.Losses;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Adam;
import java.util.stream.IntStream;

/** One epoch of Fashion-MNIST's 60,000 training images through the plain ConvNet at batch 128, gathering and augmenting included. */
final class Epoch implements Work {
    private static final int BATCH = 128;

    private final Feed feed;
    private final int[] ids;
    private final Augmentation augmentation;
    private final Layer net = new ConvNet(1, 1, 28, 28, 10);
    private final Adam adam = new Adam(net, 3e-4);
    private int epoch;

    private Epoch(Augmentation augmentation) {
        Dataset dataset = Pantry.open("fashion-mnist", Options.standard());
        this.feed = new Feed(dataset);
        this.ids = IntStream.concat(
                        IntStream.of(dataset.split().train()),
                        IntStream.of(dataset.split().validation()))
                .toArray();
        this.augmentation = augmentation;
    }

    static Epoch plain() {
        return new Epoch(Augmentation.none());
    }

    /** Flips, and moves by up to two pixels. */
    static Epoch augmented() {
        return new Epoch(Augmentation.none().withFlip().withShift(2));
    }

    @Override
    public void step() {
        for (Batch batch : feed.shuffled(ids, BATCH, RandomStream.of(1, "epoch"), epoch++, augmentation)) {
            try (batch) {
                adam.zeroGrad();
                var loss = Losses.crossEntropy(net.forward(batch.input()), batch.target());
                loss.backward();
                adam.step();
                loss.item();
            }
        }
    }

    @Override
    public void close() {
        adam.close();
        net.close();
    }
}
