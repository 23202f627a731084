package io.souschef.recipe;

import io.souschef.data.Augmentation;
import io.souschef.train.Schedule;
import java.util.OptionalDouble;
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

    /**
     * What the norm of a table's gradients is clipped to; elsewhere they are left alone. Rows that no other is like pull so hard that Adam, which
     * remembers squares a thousand steps long, is thrown far off. Five long trainings on the trains of Chicago with a rate of 0.013: the worst
     * batch of each had a squared loss of 4 to 236,000, and three ended as an ignorant net, with 1.02; clipped 1 to 47, and they ended with
     * 0.22 to 0.25. The five together 0.213 before, 0.198 clipped.
     */
    private static final double CLIP = 1;

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

    /** The largest norm of the gradients, where they are clipped: of nets for tables. */
    public OptionalDouble clipNorm() {
        return net.family().equals("table") ? OptionalDouble.of(CLIP) : OptionalDouble.empty();
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
        clipNorm().ifPresent(norm -> map.put("clip norm", norm));
        map.put("schedule", schedule.getClass().getSimpleName());
        map.put("augmentation", augmentation.describe());
        map.put("examples", examples);
        map.put("steps", steps);
        return map;
    }
}
