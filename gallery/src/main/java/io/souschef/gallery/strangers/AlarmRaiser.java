package io.souschef.gallery.strangers;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Gelu;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.LayerNorm;
import io.souschef.nn.Linear;
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
import java.util.Random;
import java.util.stream.IntStream;

/** One alarm in a hundred records: a single logit whose bias starts at the log of the odds. */
class AlarmRaiser implements TrainingProgram {
    private static final int TRAIN = 3000, ALL = 4000, FEATURES = 12, SIZE = 120;
    private static final float[] RECORDS = new float[ALL * FEATURES];
    private static final float[] ALARMS = new float[ALL];

    static {
        Random random = new Random(11);
        for (int i = 0; i < ALL; i++) {
            for (int j = 0; j < FEATURES; j++) {
                RECORDS[i * FEATURES + j] = (float) random.nextGaussian();
            }
            int at = i * FEATURES;
            ALARMS[i] = RECORDS[at] + RECORDS[at + 1] * RECORDS[at + 2] + RECORDS[at + 4] / 2 > 3.6 ? 1 : 0;
        }
    }

    /** The log of the odds of an alarm in training. */
    static double odds() {
        double share = IntStream.range(0, TRAIN).mapToDouble(i -> ALARMS[i]).sum() / TRAIN;
        return Math.log(share / (1 - share));
    }

    final Sequential net;
    private final long seed;
    private final Adam adam;

    AlarmRaiser(long seed) {
        this(seed, Init.constant(odds()));
    }

    AlarmRaiser(long seed, Init bias) {
        this.seed = seed;
        net = new Sequential(
                new Linear(FEATURES, 48),
                new LayerNorm(48),
                new Gelu(),
                new Linear(48, 32),
                new Gelu(),
                new Linear(32, width(), Init.torchDefault(), bias));
        net.initialize(seed);
        adam = Adam.w(net, 2e-3, 1e-3);
    }

    /** Binary cross-entropy written out, with probabilities kept away from 0 and 1 by a ten-millionth. */
    static TrainingProgram logarithms(long seed) {
        return new AlarmRaiser(seed) {
            @Override
            public Tensor loss(Tensor output, Batch batch) {
                Tensor yes = output.sigmoid().clamp(1e-7, 1 - 1e-7);
                Tensor no = yes.neg().add(1);
                Tensor target = batch.target();
                return target.mul(yes.log())
                        .add(target.neg().add(1).mul(no.log()))
                        .mean()
                        .neg();
            }
        };
    }

    /** Logits. */
    int width() {
        return 1;
    }

    @Override
    public Task task() {
        return width() == 1 ? Task.multiLabel(1) : Task.classification(2);
    }

    @Override
    public Layer net() {
        return net;
    }

    @Override
    public Batches training(int epoch) {
        int[] order = RandomStream.of(seed, "records").at(epoch).permutation(TRAIN);
        return Batches.of(TRAIN / SIZE, TRAIN, b -> batch(Arrays.copyOfRange(order, b * SIZE, (b + 1) * SIZE)));
    }

    @Override
    public Batches evaluation() {
        return Batches.of(
                4,
                ALL - TRAIN,
                b -> batch(
                        IntStream.range(TRAIN + 250 * b, TRAIN + 250 * (b + 1)).toArray()));
    }

    private Batch batch(int[] records) {
        int n = records.length;
        float[] x = new float[n * FEATURES];
        float[] yes = new float[n];
        long[] classes = new long[n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(RECORDS, records[i] * FEATURES, x, i * FEATURES, FEATURES);
            yes[i] = ALARMS[records[i]];
            classes[i] = (long) yes[i];
        }
        long[] ids = Arrays.stream(records).asLongStream().toArray();
        return Batch.open(
                "records",
                () -> Batch.Content.of(
                        Tensor.of(x, n, FEATURES), width() == 1 ? Tensor.of(yes, n, 1) : Tensor.of(classes, n), ids));
    }

    @Override
    public Optional<Optimizer> optimizer() {
        return Optional.of(adam);
    }

    @Override
    public Declared declares() {
        return Declared.nothing().withWeightDecay(1e-3);
    }

    /** The same with a logit for yes and one for no. */
    static class OfTwo extends AlarmRaiser {
        OfTwo(long seed) {
            super(seed, (stream, shape) -> Tensor.of(new float[] {0, (float) odds()}, 2));
        }

        @Override
        int width() {
            return 2;
        }
    }
}
