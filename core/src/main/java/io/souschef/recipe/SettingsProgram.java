package io.souschef.recipe;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.data.Feed;
import io.souschef.data.Split;
import io.souschef.nn.Layer;
import io.souschef.tensor.Losses;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingDynamics;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** The training that {@link Settings} describe: an ordinary program, checked like everybody's. */
public final class SettingsProgram implements TrainingProgram {
    private static final int EVALUATION_BATCH = 512;

    private final Feed feed;
    private final Task task;
    private final Settings settings;
    private final Layer net;
    private final Adam adam;
    private final RandomStream stream;
    private final int[] examples;
    private final int[] held;
    private final Optional<TrainingDynamics> dynamics;

    public SettingsProgram(Feed feed, Task task, Settings settings, long seed) {
        this(feed, task, settings, seed, false, Optional.empty());
    }

    /**
     * @param everything whether the validation split is trained on as well; it is evaluated all the same
     * @param dynamics what is to remember what becomes of each training example
     */
    SettingsProgram(
            Feed feed,
            Task task,
            Settings settings,
            long seed,
            boolean everything,
            Optional<TrainingDynamics> dynamics) {
        this(
                feed,
                task,
                settings,
                seed,
                settings.net().build(feed.preparation(), task, seed),
                everything
                        ? both(feed.dataset().split())
                        : feed.dataset().split().train(),
                Integer.MAX_VALUE,
                dynamics);
    }

    /**
     * The same with another net than the settings name, which the program owns.
     *
     * @param evaluated validation examples that it is evaluated on, at most
     */
    SettingsProgram(Feed feed, Task task, Settings settings, long seed, Layer net, int evaluated) {
        this(feed, task, settings, seed, net, feed.dataset().split().train(), evaluated, Optional.empty());
    }

    private SettingsProgram(
            Feed feed,
            Task task,
            Settings settings,
            long seed,
            Layer net,
            int[] train,
            int evaluated,
            Optional<TrainingDynamics> dynamics) {
        this.feed = feed;
        this.task = task;
        this.settings = settings;
        this.net = net;
        this.adam = Adam.w(net, settings.learningRate(), settings.weightDecay());
        this.stream = RandomStream.of(seed, "training");
        this.examples = some(train, settings.examples());
        this.held = some(feed.dataset().split().validation(), evaluated);
        this.dynamics = dynamics;
    }

    private static int[] both(Split split) {
        return IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.validation()))
                .sorted()
                .toArray();
    }

    /** The first {@code count} of a fixed random order: more examples hold all of fewer. The same for every seed. */
    private static int[] some(int[] train, int count) {
        if (count >= train.length) {
            return train;
        }
        int[] order = RandomStream.of(0, "which examples").permutation(train.length);
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = train[order[i]];
        }
        Arrays.sort(chosen);
        return chosen;
    }

    @Override
    public Task task() {
        return task;
    }

    @Override
    public Layer net() {
        return net;
    }

    @Override
    public Optional<Optimizer> optimizer() {
        return Optional.of(adam);
    }

    @Override
    public Batches training(int epoch) {
        return feed.shuffled(examples, settings.batchSize(), stream, epoch, settings.augmentation());
    }

    @Override
    public Batches evaluation() {
        return feed.inOrder(held, EVALUATION_BATCH);
    }

    /**
     * The examples that it trains on, without augmentation; at most {@code count} of them, drawn at random, for files are often
     * sorted.
     */
    public Batches trained(int count) {
        return feed.inOrder(some(examples, count), EVALUATION_BATCH);
    }

    @Override
    public Tensor loss(Tensor output, Batch batch) {
        dynamics.ifPresent(d -> d.saw(batch, output));
        if (settings.smoothing() > 0 && task instanceof Task.Classification) {
            return Losses.crossEntropy(output, batch.target(), settings.smoothing());
        }
        return task.loss(output, batch.target());
    }
}
