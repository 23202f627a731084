package io.souschef.gallery.strangers;

import io.souschef.data.Augmentation;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.data.Dataset;
import io.souschef.data.Feed;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.nn.BatchNorm2d;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Flatten;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.MaxPool2d;
import io.souschef.nn.Relu;
import io.souschef.nn.Sequential;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Optional;
import java.util.Set;

/** Handwritten digits, 8 x 8, by a small ConvNet with BatchNorm. */
class DigitReader implements TrainingProgram {
    static final Dataset DIGITS = Pantry.open("digits", Options.standard());
    private static final Feed FEED = new Feed(DIGITS);

    final Sequential net;
    final Optimizer optimizer;
    private final long seed;
    private final Augmentation augmentation;

    DigitReader(long seed) {
        this(seed, Augmentation.none());
    }

    private DigitReader(long seed, Augmentation augmentation) {
        this.seed = seed;
        this.augmentation = augmentation;
        Conv2d.Options same = Conv2d.Options.DEFAULT.withPadding(1).withoutBias();
        net = new Sequential(
                new Conv2d(1, 16, 3, same),
                new BatchNorm2d(16),
                new Relu(),
                new MaxPool2d(2),
                new Conv2d(16, 32, 3, same),
                new BatchNorm2d(32),
                new Relu(),
                new MaxPool2d(2),
                new Flatten(),
                new Linear(128, 10));
        net.initialize(seed);
        optimizer = new Adam(net, 1e-3);
    }

    /** A pixel is an eighth of the picture: a predictor that has only seen centred digits takes some for others. */
    static TrainingProgram moved(long seed) {
        return new DigitReader(seed, Augmentation.none().withShift(1));
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
    public Batches training(int epoch) {
        return FEED.shuffled(DIGITS.split().train(), 32, RandomStream.of(seed, "digits"), epoch, augmentation);
    }

    @Override
    public Batches evaluation() {
        return FEED.inOrder(DIGITS.split().validation(), 100);
    }

    @Override
    public Optional<Optimizer> optimizer() {
        return Optional.of(optimizer);
    }

    @Override
    public double step(Batch batch) {
        net.train();
        optimizer.zeroGrad();
        Tensor loss = loss(forward(batch), batch);
        loss.backward();
        optimizer.step();
        return loss.item();
    }

    @Override
    public Declared declares() {
        return augmentation.isNone() ? Declared.nothing() : Declared.nothing().withAugmentations(Set.of("shift"));
    }
}
