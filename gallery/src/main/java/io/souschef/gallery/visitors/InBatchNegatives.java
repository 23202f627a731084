package io.souschef.gallery.visitors;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.gallery.Healthy;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Relu;
import io.souschef.nn.Sequential;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which right one belongs to which left one, of those in the batch: the examples are compared on purpose, and the target of one is its
 * place.
 *
 * @see <a href="https://arxiv.org/abs/2103.00020">Radford et al. 2021, figure 3</a>
 */
final class InBatchNegatives {
    private static final int BATCH = 16, TRAIN = 384, ALL = 480;

    private InBatchNegatives() {}

    static Healthy healthy() {
        return new Healthy("pairs told from the others in their batch", "batch-mixed", Program::new);
    }

    private static final class Net extends Layer {
        private final Sequential left = add("left", new Sequential(new Linear(10, 32), new Relu(), new Linear(32, 16)));
        private final Sequential right =
                add("right", new Sequential(new Linear(6, 32), new Relu(), new Linear(32, 16)));

        Net(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return left.forward(x);
        }

        Tensor likeness(Tensor x, Tensor y) {
            return unit(left.forward(x))
                    .matmul(unit(right.forward(y)).transpose(0, 1))
                    .mul(10);
        }

        private static Tensor unit(Tensor code) {
            return code.div(code.mul(code).sum(1).add(1e-6).sqrt().unsqueeze(1));
        }
    }

    private static final class Program implements TrainingProgram {
        private final long seed;
        private final Net net;
        private final Adam adam;

        Program(long seed) {
            this.seed = seed;
            this.net = new Net(seed);
            this.adam = new Adam(net, 3e-3);
        }

        @Override
        public Task task() {
            return Task.classification(BATCH);
        }

        @Override
        public Layer net() {
            return net;
        }

        @Override
        public Batches training(int epoch) {
            return batches(RandomStream.of(seed, "order").at(epoch).permutation(TRAIN));
        }

        @Override
        public Batches evaluation() {
            return batches(IntStream.range(TRAIN, ALL).toArray());
        }

        private static Batches batches(int[] rows) {
            return Batches.of(
                    rows.length / BATCH,
                    rows.length,
                    b -> Batch.open("pairs " + b, () -> {
                        int[] some = Arrays.copyOfRange(rows, b * BATCH, (b + 1) * BATCH);
                        float[] left = new float[BATCH * 10];
                        float[] right = new float[BATCH * 6];
                        for (int i = 0; i < BATCH; i++) {
                            for (int d = 0; d < 10; d++) {
                                left[i * 10 + d] = (float) number(some[i], d);
                            }
                            for (int d = 0; d < 6; d++) {
                                right[i * 6 + d] = (float) (number(some[i], d) - 0.5 * number(some[i], d + 4));
                            }
                        }
                        Map<String, Tensor> inputs = new LinkedHashMap<>();
                        inputs.put("left", Tensor.of(left, BATCH, 10));
                        inputs.put("right", Tensor.of(right, BATCH, 6));
                        return new Batch.Content(
                                inputs,
                                Tensor.arange(BATCH),
                                Arrays.stream(some).asLongStream().toArray());
                    }));
        }

        private static double number(int row, int d) {
            return RandomStream.of(row, "pair").gaussian(d);
        }

        @Override
        public Tensor forward(Batch batch) {
            return net.likeness(batch.input("left"), batch.input("right"));
        }

        @Override
        public Optional<Optimizer> optimizer() {
            return Optional.of(adam);
        }

        @Override
        public Declared declares() {
            return Declared.nothing().droppingLast();
        }
    }
}
