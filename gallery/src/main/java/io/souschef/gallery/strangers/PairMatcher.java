package io.souschef.gallery.strangers;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Gradients;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Two digits, of one class or not: one encoder for both, then a look at how they differ. */
class PairMatcher implements TrainingProgram {
    private static final int TRAIN = 1200, HELD = 400, SIZE = 50, PIXELS = 64;
    private static final Images DIGITS = (Images) DigitReader.DIGITS.inputs();
    private static final int[] CLASSES = ((Labels) DigitReader.DIGITS.targets()).values();

    /** Both pictures, [N, 64] each → logits [N, 2]. */
    static final class Twins extends Layer {
        private final Linear first = add("first", new Linear(PIXELS, 96));
        private final Linear second = add("second", new Linear(96, 48));
        private final Linear compare = add("compare", new Linear(96, 48));
        private final Linear head = add("head", new Linear(48, 2));

        Twins(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return forward(x, x);
        }

        Tensor forward(Tensor a, Tensor b) {
            Tensor p = encoded(a);
            Tensor q = encoded(b);
            Tensor both = Tensor.cat(List.of(p.sub(q).abs(), p.mul(q)), 1);
            return head.forward(compare.forward(both).relu());
        }

        private Tensor encoded(Tensor x) {
            return second.forward(first.forward(x).relu());
        }
    }

    final Twins net;
    private final long seed;
    private final Adam adam;

    PairMatcher(long seed) {
        this.seed = seed;
        net = new Twins(seed);
        adam = new Adam(net, 1e-3);
    }

    @Override
    public Task task() {
        return Task.classification(2);
    }

    @Override
    public Layer net() {
        return net;
    }

    @Override
    public Tensor forward(Batch batch) {
        return net.forward(batch.input("left"), batch.input("right"));
    }

    @Override
    public Batches training(int epoch) {
        int[] order = RandomStream.of(seed, "order").at(epoch).permutation(TRAIN);
        return cut(order, DigitReader.DIGITS.split().train(), RandomStream.of(seed, "pairs"), 0);
    }

    @Override
    public Batches evaluation() {
        int[] order = IntStream.range(0, HELD).toArray();
        return cut(order, DigitReader.DIGITS.split().validation(), RandomStream.of(0, "held pairs"), TRAIN);
    }

    private static Batches cut(int[] pairs, int[] digits, RandomStream stream, int firstId) {
        return Batches.of(pairs.length / SIZE, pairs.length, b -> {
            int[] some = Arrays.copyOfRange(pairs, b * SIZE, (b + 1) * SIZE);
            return batch(some, digits, stream, firstId);
        });
    }

    private static Batch batch(int[] pairs, int[] digits, RandomStream stream, int firstId) {
        int n = pairs.length;
        float[] left = new float[n * PIXELS];
        float[] right = new float[n * PIXELS];
        long[] same = new long[n];
        long[] ids = new long[n];
        for (int i = 0; i < n; i++) {
            RandomStream own = stream.at(pairs[i]);
            int one = digits[own.below(0, digits.length)];
            int[] candidates = own.uniform(1) < 0.5
                    ? Arrays.stream(digits)
                            .filter(digit -> CLASSES[digit] == CLASSES[one])
                            .toArray()
                    : digits;
            int other = candidates[own.below(2, candidates.length)];
            write(one, left, i * PIXELS);
            write(other, right, i * PIXELS);
            same[i] = CLASSES[one] == CLASSES[other] ? 1 : 0;
            ids[i] = (long) firstId + pairs[i];
        }
        return Batch.open("pairs", () -> {
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            inputs.put("left", Tensor.of(left, n, PIXELS));
            inputs.put("right", Tensor.of(right, n, PIXELS));
            return new Batch.Content(inputs, Tensor.of(same, n), ids);
        });
    }

    private static void write(int digit, float[] out, int at) {
        byte[] pixels = DIGITS.pixels(digit);
        for (int p = 0; p < PIXELS; p++) {
            out[at + p] = ((pixels[p] & 0xff) / 255f - 0.3f) / 0.37f;
        }
    }

    @Override
    public double step(Batch batch) {
        net.train();
        adam.zeroGrad();
        Tensor loss = loss(forward(batch), batch);
        loss.backward();
        Gradients.clipNorm(net.parameters().values(), 5);
        adam.step();
        return loss.item();
    }

    @Override
    public Optional<Optimizer> optimizer() {
        return Optional.of(adam);
    }

    @Override
    public Declared declares() {
        return Declared.nothing().withClipNorm(5);
    }
}
