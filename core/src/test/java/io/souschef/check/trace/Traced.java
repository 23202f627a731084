package io.souschef.check.trace;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.ConvNet;
import io.souschef.nn.Gpt;
import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.nn.Safetensors;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * A program on which anything that a check leaves behind can be seen: its batches are views of tensors that all programs share, so
 * that a change in place outlives the one on which it was made; and it counts how many were made and not closed.
 */
final class Traced implements TrainingProgram {
    static final AtomicInteger OPEN = new AtomicInteger();

    /** Every file that one was saved to. */
    static final List<Path> SAVED = new CopyOnWriteArrayList<>();

    private static final int BATCH = 16, TRAIN = 8, EVALUATION = 4;

    /** What is shared: inputs and targets of twelve batches, with the net and the task that go with them. */
    enum Kind {
        MLP(Task.classification(3), seed -> new Mlp(seed, 6, 24, 3)),
        CONVNET(Task.classification(3), seed -> new ConvNet(seed, 1, 8, 8, 3, new ConvNet.Options(4, 1, 0.3))),
        GPT(
                Task.nextToken(7),
                seed -> new Gpt(seed, Gpt.Options.of(7, 8, 1, 2, 16).withDropout(0.1)));

        @SuppressWarnings("ImmutableEnumChecker") // tasks are records
        private final Task task;

        @SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
        private final LongFunction<Layer> net;

        @SuppressWarnings("ImmutableEnumChecker") // that nothing changes it is what is tested
        private final Tensor inputs;

        @SuppressWarnings("ImmutableEnumChecker") // the same
        private final Tensor targets;

        Kind(Task task, LongFunction<Layer> net) {
            this.task = task;
            this.net = net;
            Shelf shelf = new Shelf("data of " + name());
            try (Scope scope = Scope.open("data")) {
                int n = BATCH * (TRAIN + EVALUATION);
                long[] classes = LongStream.range(0, n).map(i -> i * 7 % 3).toArray();
                switch (name()) {
                    case "MLP" -> {
                        inputs = shelf.keep(clouds(classes, 6));
                        targets = shelf.keep(Tensor.of(classes, n));
                    }
                    case "CONVNET" -> {
                        inputs = shelf.keep(
                                clouds(classes, 64).reshape(n, 1, 8, 8).copy());
                        targets = shelf.keep(Tensor.of(classes, n));
                    }
                    default -> {
                        inputs = shelf.keep(tokens(n, 0));
                        targets = shelf.keep(tokens(n, 1));
                    }
                }
            }
        }

        private static Tensor clouds(long[] classes, int width) {
            float[] x = new float[classes.length * width];
            for (int i = 0; i < x.length; i++) {
                int row = i / width;
                x[i] = (float) (RandomStream.of(5, "centres").at(classes[row]).gaussian(i % width)
                        + 0.5 * RandomStream.of(5, "noise").at(row).gaussian(i % width));
            }
            return Tensor.of(x, classes.length, width);
        }

        /** Counting up by one to three, modulo seven. */
        private static Tensor tokens(int n, int shift) {
            long[] all = new long[8 * n];
            for (int i = 0; i < all.length; i++) {
                long row = i / 8;
                all[i] = (row + (1 + row % 3) * (i % 8 + shift)) % 7;
            }
            return Tensor.of(all, n, 8);
        }

        Traced of(long seed) {
            return new Traced(this, seed);
        }
    }

    private final Kind kind;
    private final long seed;
    private final Layer net;
    private final Adam adam;

    private Traced(Kind kind, long seed) {
        this.kind = kind;
        this.seed = seed;
        this.net = kind.net.apply(seed);
        this.adam = new Adam(net, 3e-3);
        OPEN.incrementAndGet();
    }

    @Override
    public Task task() {
        return kind.task;
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
        int[] order = RandomStream.of(seed, "order").at(epoch).permutation(TRAIN);
        return Batches.of(TRAIN, TRAIN * BATCH, b -> open(order[b]));
    }

    @Override
    public Batches evaluation() {
        return Batches.of(EVALUATION, EVALUATION * BATCH, b -> open(TRAIN + b));
    }

    private Batch open(int index) {
        long first = (long) index * BATCH;
        return Batch.open(
                "rows",
                () -> Batch.Content.of(
                        kind.inputs.narrow(0, first, BATCH),
                        kind.targets.narrow(0, first, BATCH),
                        LongStream.range(first, first + BATCH).toArray()));
    }

    @Override
    public void save(Path file) {
        SAVED.add(file);
        try (Scope scope = Scope.open("save")) {
            Map<String, Tensor> all = new LinkedHashMap<>();
            net.state().forEach((name, tensor) -> all.put("net." + name, tensor));
            adam.state().forEach((name, tensor) -> all.put("adam." + name, tensor));
            Map<String, String> numbers = new LinkedHashMap<>(Map.of("steps", String.valueOf(adam.steps())));
            net.drawsByLayer().forEach((name, draws) -> numbers.put("draws." + name, String.valueOf(draws)));
            Safetensors.write(file, all, numbers);
        }
    }

    @Override
    public void resume(Path file) {
        try (Scope scope = Scope.open("resume")) {
            Safetensors saved = Safetensors.read(file);
            net.load(under("net.", saved.tensors()));
            adam.load(
                    under("adam.", saved.tensors()),
                    Long.parseLong(saved.metadata().getOrDefault("steps", "0")));
            Map<String, Long> draws = new LinkedHashMap<>();
            under("draws.", saved.metadata()).forEach((name, n) -> draws.put(name, Long.parseLong(n)));
            net.drawsByLayer(draws);
        }
    }

    private static <T> Map<String, T> under(String prefix, Map<String, T> all) {
        Map<String, T> some = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                some.put(name.substring(prefix.length()), value);
            }
        });
        return some;
    }

    @Override
    public void close() {
        OPEN.decrementAndGet();
        TrainingProgram.super.close();
    }
}
