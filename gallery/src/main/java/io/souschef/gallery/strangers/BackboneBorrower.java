package io.souschef.gallery.strangers;

import io.souschef.data.Augmentation;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.data.Feed;
import io.souschef.nn.BatchNorm2d;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Dropout;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Functional;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A borrowed backbone is frozen, BatchNorm's statistics with it: it stays in evaluation mode while the new head, with dropout, is
 * trained in training mode.
 */
class BackboneBorrower implements TrainingProgram {
    private static final Feed FEED = new Feed(DigitReader.DIGITS);
    private static final Map<String, float[]> BORROWED = new LinkedHashMap<>();

    static final class Backbone extends Layer {
        private static final Conv2d.Options SAME =
                Conv2d.Options.DEFAULT.withPadding(1).withoutBias();
        private final Conv2d conv1 = add("conv1", new Conv2d(1, 24, 3, SAME));
        private final BatchNorm2d norm1 = add("norm1", new BatchNorm2d(24));
        private final Conv2d conv2 = add("conv2", new Conv2d(24, 48, 3, SAME));
        private final BatchNorm2d norm2 = add("norm2", new BatchNorm2d(48));

        @Override
        public Tensor forward(Tensor x) {
            Tensor half = Functional.maxPool2d(norm1.forward(conv1.forward(x)).relu(), 2, 2, 0);
            return norm2.forward(conv2.forward(half)).relu().flatten(); // [N, 48 · 4 · 4]
        }
    }

    static final class Net extends Layer {
        final Backbone backbone = add("backbone", new Backbone());
        final Dropout dropout = add("dropout", new Dropout(0.3));
        final Linear head = add("head", new Linear(48 * 16, 10));

        Net(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return head.forward(dropout.forward(backbone.forward(x)));
        }
    }

    final Net net;
    final Adam adam;
    private final long seed;

    BackboneBorrower(long seed) {
        this.seed = seed;
        net = new Net(seed);
        try (Scope scope = Scope.open("borrow")) {
            net.backbone.load(borrowed());
        }
        net.backbone.freeze();
        adam = Adam.w(net.head.parameters(), 2e-3, 0, 0.999);
    }

    /** Trained once on all of the digits, for a few epochs. */
    private static synchronized Map<String, Tensor> borrowed() {
        if (BORROWED.isEmpty()) {
            train();
        }
        Map<String, Tensor> state = new LinkedHashMap<>();
        try (Backbone like = new Backbone()) {
            like.state().forEach((name, tensor) -> {
                float[] numbers = BORROWED.getOrDefault(name, new float[0]);
                state.put(name, Tensor.of(numbers, tensor.shape().toArray()).to(tensor.dtype()));
            });
        }
        return state;
    }

    private static void train() {
        try (Net teacher = new Net(99);
                Adam adam = new Adam(teacher, 2e-3)) {
            for (int epoch = 0; epoch < 4; epoch++) {
                for (Batch batch : batches(RandomStream.of(99, "lent"), epoch)) {
                    try (batch) {
                        adam.zeroGrad();
                        Task.classification(10)
                                .loss(teacher.forward(batch.input()), batch.target())
                                .backward();
                        adam.step();
                    }
                }
            }
            teacher.backbone.state().forEach((name, tensor) -> BORROWED.put(name, tensor.toFloats()));
        }
    }

    private static Batches batches(RandomStream stream, int epoch) {
        return FEED.shuffled(DigitReader.DIGITS.split().train(), 40, stream, epoch, Augmentation.none());
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
        return batches(RandomStream.of(seed, "borrowed"), epoch);
    }

    @Override
    public Batches evaluation() {
        return FEED.inOrder(DigitReader.DIGITS.split().validation(), 100);
    }

    @Override
    public double step(Batch batch) {
        modes();
        adam.zeroGrad();
        Tensor loss = loss(forward(batch), batch);
        loss.backward();
        adam.step();
        return loss.item();
    }

    void modes() {
        net.train();
        net.backbone.eval();
    }

    @Override
    public Optional<Optimizer> optimizer() {
        return Optional.of(adam);
    }

    @Override
    public Declared declares() {
        return Declared.nothing()
                .withFrozen(Set.of("backbone"))
                .withPretrained(Set.of("backbone"))
                .withDropout(0.3);
    }
}
