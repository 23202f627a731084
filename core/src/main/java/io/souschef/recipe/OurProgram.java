package io.souschef.recipe;

import io.souschef.check.Subject;
import io.souschef.data.Dataset;
import io.souschef.data.Feed;
import io.souschef.nn.Layer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.function.LongFunction;

/** Our own training of a data set with a small net, as it is put under the checks: an ordinary program like everybody's. */
public final class OurProgram {
    /** Examples that the checks see; more would tell nothing more. */
    private static final int EXAMPLES = 2000;

    /** Examples that it is evaluated on under the checks, which evaluate some thirty times. */
    private static final int EVALUATED = 1000;

    private static final int BATCH = 64;

    /** For a small net on a few examples: ten times the safe rate, so that the checks are over in seconds. */
    private static final double RATE = 3e-3;

    private OurProgram() {}

    /** How {@code net} is trained on this data. */
    public static Settings settings(Dataset dataset, NetPlan net) {
        int all = dataset.split().train().length;
        return Settings.plain(net, Math.min(BATCH, Math.max(2, all / 8)), Math.min(all, EXAMPLES), 1)
                .withLearningRate(RATE);
    }

    /** That training as a subject. */
    public static Subject subject(Feed feed, Task task, Settings settings, long seed) {
        return Subject.of(each -> program(feed, task, settings, each)).withSeed(seed);
    }

    /** How it is made from a seed, for a data set that nobody feeds from yet. */
    public static LongFunction<TrainingProgram> of(Dataset dataset, NetPlan net) {
        Feed feed = new Feed(dataset);
        Task task = Kitchen.task(feed.preparation());
        Settings settings = settings(dataset, net);
        return seed -> {
            Layer built = net.build(feed.preparation(), task, seed);
            SettingsProgram program = new SettingsProgram(feed, task, settings, seed, built, EVALUATED);
            FinalBias.set(program, feed);
            return program;
        };
    }

    /** The same training of somebody else's net, which {@code net} makes from a seed. */
    public static LongFunction<TrainingProgram> of(Dataset dataset, LongFunction<? extends Layer> net) {
        Feed feed = new Feed(dataset);
        Task task = Kitchen.task(feed.preparation());
        Settings settings = settings(dataset, NetPlan.parse("linear", dataset.inputs()));
        return seed -> new SettingsProgram(feed, task, settings, seed, net.apply(seed), EVALUATED);
    }

    private static SettingsProgram program(Feed feed, Task task, Settings settings, long seed) {
        SettingsProgram program = new SettingsProgram(feed, task, settings, seed);
        FinalBias.set(program, feed);
        return program;
    }
}
