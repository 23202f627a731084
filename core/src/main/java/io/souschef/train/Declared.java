package io.souschef.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the author of a training program says about it, so that it can be held against what the program does. Everything is
 * optional; what isn't declared isn't judged.
 */
public record Declared(
        OptionalDouble learningRate,
        Optional<Schedule> schedule,
        OptionalLong plannedSteps,
        OptionalDouble clipNorm,
        int accumulation,
        OptionalDouble weightDecay,
        Set<String> frozen,
        OptionalInt ignoreIndex,
        Set<String> augmentations,
        Set<String> pretrained,
        List<Set<String>> tied,
        Sequences sequences,
        Feeding feeding,
        Looping looping) {
    public Declared {
        frozen = Set.copyOf(frozen);
        augmentations = Set.copyOf(augmentations);
        pretrained = Set.copyOf(pretrained);
        tied = List.copyOf(tied);
        if (accumulation < 1) {
            throw new IllegalArgumentException(
                    "accumulation counts batches per update and is at least 1, got " + accumulation);
        }
        numbers(learningRate, clipNorm, weightDecay, feeding.dropout);
    }

    private static void numbers(OptionalDouble... declared) {
        if (Arrays.stream(declared).flatMapToDouble(OptionalDouble::stream).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException(
                    "a rate, a norm to clip at, a weight decay and a dropout are numbers where they are declared, got "
                            + Arrays.toString(declared));
        }
    }

    /**
     * What there is to say about sequences.
     *
     * @param padding the token that fills up the end of short sequences
     * @param separator the token that ends a document, where several are packed into one sequence and must not see each other
     * @param seesTheFuture whether a position may look at later ones: masked language models, tagging
     */
    public record Sequences(OptionalInt padding, OptionalInt separator, boolean seesTheFuture) {
        static final Sequences NOTHING = new Sequences(OptionalInt.empty(), OptionalInt.empty(), false);
    }

    /**
     * What there is to say about the data and what is done to them on the way to the net.
     *
     * @param mean per channel, of the inputs in the range from 0 to 1, that a pretrained checkpoint was normalised by; may be empty
     * @param deviation the same for the standard deviation
     * @param inOrder whether training goes through the examples in a fixed order on purpose: a time series
     * @param resampled whether an epoch draws examples with replacement, or rare ones more often, on purpose
     * @param dropsLast whether the last, incomplete batch is left out
     * @param dropout the share of activations that is dropped while training
     * @param mirrored which class a class becomes in the mirror, where it becomes another: left and right
     */
    public record Feeding(
            List<Double> mean,
            List<Double> deviation,
            boolean inOrder,
            boolean resampled,
            boolean dropsLast,
            OptionalDouble dropout,
            Map<Integer, Integer> mirrored) {
        static final Feeding NOTHING =
                new Feeding(List.of(), List.of(), false, false, false, OptionalDouble.empty(), Map.of());

        public Feeding {
            mean = List.copyOf(mean);
            deviation = List.copyOf(deviation);
            mirrored = Map.copyOf(mirrored);
            if (mean.size() != deviation.size()) {
                throw new IllegalArgumentException("a mean and a deviation for each channel, got " + mean.size()
                        + " means and " + deviation.size() + " deviations");
            }
            if (mean.stream().anyMatch(d -> d.isNaN()) || deviation.stream().anyMatch(d -> d.isNaN())) {
                throw new IllegalArgumentException(
                        "means and deviations of channels are numbers, got " + mean + " and " + deviation);
            }
        }
    }

    /**
     * What there is to say about the step and the loop around it.
     *
     * @param carriesState whether a batch goes on from the hidden state of the one before on purpose: long texts cut into pieces
     * @param keepsBest whether the best weights are put back when training has ended
     * @param decaysEverything whether weight decay pulls on biases and the scales of norms too, on purpose
     * @param sumsLoss whether the loss is a sum over the batch on purpose, with a rate that goes with it
     */
    public record Looping(boolean carriesState, boolean keepsBest, boolean decaysEverything, boolean sumsLoss) {
        static final Looping NOTHING = new Looping(false, false, false, false);
    }

    public static Declared nothing() {
        return new Declared(
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                1,
                OptionalDouble.empty(),
                Set.of(),
                OptionalInt.empty(),
                Set.of(),
                Set.of(),
                List.of(),
                Sequences.NOTHING,
                Feeding.NOTHING,
                Looping.NOTHING);
    }

    public Declared withLearningRate(double rate) {
        return new Declared(
                OptionalDouble.of(rate),
                schedule,
                plannedSteps,
                clipNorm,
                accumulation,
                weightDecay,
                frozen,
                ignoreIndex,
                augmentations,
                pretrained,
                tied,
                sequences,
                feeding,
                looping);
    }

    public Declared withSchedule(Schedule schedule, long plannedSteps) {
        return new Declared(
                learningRate,
                Optional.of(schedule),
                OptionalLong.of(plannedSteps),
                clipNorm,
                accumulation,
                weightDecay,
                frozen,
                ignoreIndex,
                augmentations,
                pretrained,
                tied,
                sequences,
                feeding,
                looping);
    }

    public Declared withClipNorm(double norm) {
        return new Declared(
                learningRate,
                schedule,
                plannedSteps,
                OptionalDouble.of(norm),
                accumulation,
                weightDecay,
                frozen,
                ignoreIndex,
                augmentations,
                pretrained,
                tied,
                sequences,
                feeding,
                looping);
    }

    public Declared withAccumulation(int batches) {
        return new Declared(
                learningRate,
                schedule,
                plannedSteps,
                clipNorm,
                batches,
                weightDecay,
                frozen,
                ignoreIndex,
                augmentations,
                pretrained,
                tied,
                sequences,
                feeding,
                looping);
    }

    public Declared withWeightDecay(double decay) {
        return new Declared(
                learningRate,
                schedule,
                plannedSteps,
                clipNorm,
                accumulation,
                OptionalDouble.of(decay),
                frozen,
                ignoreIndex,
                augmentations,
                pretrained,
                tied,
                sequences,
                feeding,
                looping);
    }

    /** @param prefixes of the dotted names of parameters that must not move */
    public Declared withFrozen(Set<String> prefixes) {
        return new Declared(
                learningRate,
                schedule,
                plannedSteps,
                clipNorm,
                accumulation,
                weightDecay,
                prefixes,
                ignoreIndex,
                augmentations,
                pretrained,
                tied,
                sequences,
                feeding,
                looping);
    }

    public Declared withIgnoreIndex(int index) {
        return new Declared(
                learningRate,
                schedule,
                plannedSteps,
                clipNorm,
                accumulation,
                weightDecay,
                frozen,
                OptionalInt.of(index),
                augmentations,
                pretrained,
                tied,
                sequences,
                feeding,
                looping);
    }

    public Declared withAugmentations(Set<String> names) {
        return new Declared(
                learningRate,
                schedule,
                plannedSteps,
                clipNorm,
                accumulation,
                weightDecay,
                frozen,
                ignoreIndex,
                names,
                pretrained,
                tied,
                sequences,
                feeding,
                looping);
    }

    /** @param prefixes of the dotted names of parameters that are loaded, and not drawn from the seed */
    public Declared withPretrained(Set<String> prefixes) {
        return new Declared(
                learningRate,
                schedule,
                plannedSteps,
                clipNorm,
                accumulation,
                weightDecay,
                frozen,
                ignoreIndex,
                augmentations,
                prefixes,
                tied,
                sequences,
                feeding,
                looping);
    }

    /** Names of parameters that are one and the same, by memory or by value: tied weights. May be called again for more. */
    public Declared withTied(Set<String> names) {
        List<Set<String>> more = new ArrayList<>(tied);
        more.add(Set.copyOf(names));
        return new Declared(
                learningRate,
                schedule,
                plannedSteps,
                clipNorm,
                accumulation,
                weightDecay,
                frozen,
                ignoreIndex,
                augmentations,
                pretrained,
                more,
                sequences,
                feeding,
                looping);
    }

    /** The token that fills up the end of short sequences; nothing may depend on how many there are. */
    public Declared withPadding(int token) {
        return with(new Sequences(OptionalInt.of(token), sequences.separator, sequences.seesTheFuture));
    }

    /** Documents packed into one sequence, each ended by {@code separator}, that must not see each other. */
    public Declared withPackedDocuments(int separator) {
        return with(new Sequences(sequences.padding, OptionalInt.of(separator), sequences.seesTheFuture));
    }

    /** Positions may look at later ones: a masked language model, a tagger. */
    public Declared seeingTheFuture() {
        return with(new Sequences(sequences.padding, sequences.separator, true));
    }

    private Declared with(Sequences sequences) {
        return new Declared(
                learningRate,
                schedule,
                plannedSteps,
                clipNorm,
                accumulation,
                weightDecay,
                frozen,
                ignoreIndex,
                augmentations,
                pretrained,
                tied,
                sequences,
                feeding,
                looping);
    }

    private Declared with(Feeding feeding) {
        return new Declared(
                learningRate,
                schedule,
                plannedSteps,
                clipNorm,
                accumulation,
                weightDecay,
                frozen,
                ignoreIndex,
                augmentations,
                pretrained,
                tied,
                sequences,
                feeding,
                looping);
    }

    /** Mean and standard deviation per channel, of inputs between 0 and 1, that the pretrained checkpoint was normalised by. */
    public Declared withInputStatistics(List<Double> mean, List<Double> deviation) {
        Feeding f = feeding;
        return with(new Feeding(mean, deviation, f.inOrder, f.resampled, f.dropsLast, f.dropout, f.mirrored));
    }

    /** Training goes through the examples in a fixed order on purpose: a time series. */
    public Declared inOrder() {
        Feeding f = feeding;
        return with(new Feeding(f.mean, f.deviation, true, f.resampled, f.dropsLast, f.dropout, f.mirrored));
    }

    /** An epoch draws examples with replacement, or rare ones more often, on purpose. */
    public Declared withResampling() {
        Feeding f = feeding;
        return with(new Feeding(f.mean, f.deviation, f.inOrder, true, f.dropsLast, f.dropout, f.mirrored));
    }

    /** The last batch is left out where it is incomplete. */
    public Declared droppingLast() {
        Feeding f = feeding;
        return with(new Feeding(f.mean, f.deviation, f.inOrder, f.resampled, true, f.dropout, f.mirrored));
    }

    /** @param rate the share of activations that is dropped while training */
    public Declared withDropout(double rate) {
        Feeding f = feeding;
        return with(new Feeding(
                f.mean, f.deviation, f.inOrder, f.resampled, f.dropsLast, OptionalDouble.of(rate), f.mirrored));
    }

    /** @param classes which class a class becomes in the mirror, where it becomes another; both ways */
    public Declared withMirroredClasses(Map<Integer, Integer> classes) {
        Feeding f = feeding;
        return with(new Feeding(f.mean, f.deviation, f.inOrder, f.resampled, f.dropsLast, f.dropout, classes));
    }

    private Declared with(Looping looping) {
        return new Declared(
                learningRate,
                schedule,
                plannedSteps,
                clipNorm,
                accumulation,
                weightDecay,
                frozen,
                ignoreIndex,
                augmentations,
                pretrained,
                tied,
                sequences,
                feeding,
                looping);
    }

    /** How many steps the training will take, where there is no {@link Schedule} to declare. */
    public Declared withPlannedSteps(long steps) {
        return new Declared(
                learningRate,
                schedule,
                OptionalLong.of(steps),
                clipNorm,
                accumulation,
                weightDecay,
                frozen,
                ignoreIndex,
                augmentations,
                pretrained,
                tied,
                sequences,
                feeding,
                looping);
    }

    /** A batch goes on from the hidden state of the one before on purpose. */
    public Declared carryingState() {
        Looping l = looping;
        return with(new Looping(true, l.keepsBest, l.decaysEverything, l.sumsLoss));
    }

    /** When training has ended, the net has the weights of its best evaluation. */
    public Declared keepingBest() {
        Looping l = looping;
        return with(new Looping(l.carriesState, true, l.decaysEverything, l.sumsLoss));
    }

    /** Weight decay pulls on biases and the scales of norms too, on purpose. */
    public Declared decayingEverything() {
        Looping l = looping;
        return with(new Looping(l.carriesState, l.keepsBest, true, l.sumsLoss));
    }

    /** The loss is a sum over the batch on purpose: the learning rate goes with the batch size. */
    public Declared summingLoss() {
        Looping l = looping;
        return with(new Looping(l.carriesState, l.keepsBest, l.decaysEverything, true));
    }
}
