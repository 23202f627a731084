package io.souschef.recipe;

import io.souschef.data.Augmentation;
import io.souschef.train.Schedule;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that one training of ours depends on, but the seed and the data.
 *
 * @param examples how many training examples are used; the first so many of a seeded order
 * @param steps number of updates
 */
public record Settings(
        NetPlan net,
        int batchSize,
        double learningRate,
        double weightDecay,
        double smoothing,
        Schedule schedule,
        Augmentation augmentation,
        int examples,
        long steps) {

    /** A safe rate for Adam, constant; and the highest of the cycle. */
    private static final double SAFE = 3e-4, PEAK = 2e-3;

    /** The recipe's beginning: Adam at 3e-4, a constant rate, nothing that regularises. */
    public static Settings plain(NetPlan net, int batchSize, int examples, long steps) {
        return new Settings(net, batchSize, SAFE, 0, 0, Schedule.constant(), Augmentation.none(), examples, steps);
    }

    /** The same with a rate that rises once and ends at zero: as for many small nets, and what makes a short training come to its end. */
    public Settings cycle() {
        return withSchedule(Schedule.oneCycle()).withLearningRate(PEAK);
    }

    /** The same with the constant rate of the beginning. */
    public Settings constantRate() {
        return withSchedule(Schedule.constant()).withLearningRate(SAFE);
    }

    public Settings withNet(NetPlan other) {
        return new Settings(
                other, batchSize, learningRate, weightDecay, smoothing, schedule, augmentation, examples, steps);
    }

    public Settings withBatchSize(int other) {
        return new Settings(net, other, learningRate, weightDecay, smoothing, schedule, augmentation, examples, steps);
    }

    public Settings withLearningRate(double rate) {
        return new Settings(net, batchSize, rate, weightDecay, smoothing, schedule, augmentation, examples, steps);
    }

    public Settings withWeightDecay(double decay) {
        return new Settings(net, batchSize, learningRate, decay, smoothing, schedule, augmentation, examples, steps);
    }

    public Settings withSmoothing(double share) {
        return new Settings(net, batchSize, learningRate, weightDecay, share, schedule, augmentation, examples, steps);
    }

    public Settings withSchedule(Schedule other) {
        return new Settings(net, batchSize, learningRate, weightDecay, smoothing, other, augmentation, examples, steps);
    }

    public Settings withAugmentation(Augmentation other) {
        return new Settings(net, batchSize, learningRate, weightDecay, smoothing, schedule, other, examples, steps);
    }

    public Settings withExamples(int count) {
        return new Settings(net, batchSize, learningRate, weightDecay, smoothing, schedule, augmentation, count, steps);
    }

    public Settings withSteps(long count) {
        return new Settings(
                net, batchSize, learningRate, weightDecay, smoothing, schedule, augmentation, examples, count);
    }

    /** As an experiment's configuration, by names that a person can type. */
    public SortedMap<String, Object> map() {
        SortedMap<String, Object> map = new TreeMap<>();
        map.put("net", net.describe());
        map.put("dropout", net.dropout());
        map.put("batch", batchSize);
        map.put("rate", learningRate);
        map.put("weight decay", weightDecay);
        map.put("label smoothing", smoothing);
        map.put("schedule", schedule.getClass().getSimpleName());
        map.put("augmentation", augmentation.describe());
        map.put("examples", examples);
        map.put("steps", steps);
        return map;
    }
}
