package io.souschef.bench;

import io.souschef.check.Catalogue;
import io.souschef.check.CheckRun;
import io.souschef.check.Findings;
import io.souschef.check.Subject;
import io.souschef.data.Augmentation;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.data.Dataset;
import io.souschef.data.Feed;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.experiment.Finding;
import io.souschef.nn.Gpt;
import io.souschef.nn.Layer;
import io.souschef.recipe.NetPlan;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What all checks together cost on three programs at the size at which people train them, and which check costs how much: a ConvNet
 * and an MLP on Fashion-MNIST, 55,000 images to train on and 5,000 to evaluate on, and a small GPT on the letters of this
 * project's own documents. Run from the project's root.
 *
 * <pre>{@code
 * java io.souschef.bench.CheckSuite [convnet|mlp|gpt …]
 * }</pre>
 */
public final class CheckSuite {
    private static final int BATCH = 64, EVALUATED = 256, CONTEXT = 64;

    /** Of so many checks the cost is printed one by one. */
    private static final int DEAREST = 12;

    private CheckSuite() {}

    public static void main(String[] args) throws IOException {
        Map<String, LongFunction<TrainingProgram>> programs = new LinkedHashMap<>();
        List<String> wanted = args.length == 0 ? List.of("convnet", "mlp", "gpt") : List.of(args);
        for (String name : wanted) {
            programs.put(name, program(name));
        }
        programs.forEach(CheckSuite::measured);
        System.exit(0); // a check that hung has left its thread behind
    }

    static LongFunction<TrainingProgram> program(String name) throws IOException {
        return switch (name) {
            case "convnet" -> pictures("convnet 24x2");
            case "mlp" -> pictures("mlp 128x2");
            case "gpt" -> letters();
            default -> throw new IllegalArgumentException("convnet, mlp or gpt, not " + name);
        };
    }

    private static void measured(String name, LongFunction<TrainingProgram> program) {
        Findings findings = CheckRun.of(Catalogue.all()).on(Subject.of(program));
        System.out.printf(
                "%s: %.1f s for %d checks; %d failed %s%n",
                name,
                findings.seconds(),
                findings.all().size(),
                findings.failed().size(),
                findings.failed().stream().map(Finding::code).toList());
        findings.all().stream()
                .sorted(Comparator.comparingDouble(Finding::seconds).reversed())
                .limit(DEAREST)
                .forEach(finding -> System.out.printf("  %6.2f s  %s%n", finding.seconds(), finding.code()));
    }

    static LongFunction<TrainingProgram> pictures(String net) {
        Dataset dataset = Pantry.open("fashion-mnist", Options.standard());
        Feed feed = new Feed(dataset);
        Task task = Task.classification(10);
        int[] train = dataset.split().train();
        Batches evaluation = feed.inOrder(dataset.split().validation(), EVALUATED);
        NetPlan plan = NetPlan.parse(net, dataset.inputs());
        return seed -> new Ordinary(
                task,
                plan.build(feed.preparation(), task, seed),
                epoch -> feed.shuffled(train, BATCH, RandomStream.of(seed, "training"), epoch, Augmentation.none()),
                evaluation);
    }

    private static LongFunction<TrainingProgram> letters() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> documents = Files.list(Path.of("docs"))) {
            for (Path page : documents
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                text.append(Files.readString(page));
            }
        }
        int[] alphabet = text.chars().distinct().sorted().toArray();
        int[] tokens = text.chars()
                .map(letter -> Arrays.binarySearch(alphabet, letter))
                .toArray();
        int pieces = (tokens.length - 1) / CONTEXT;
        int[] train =
                IntStream.range(0, pieces).filter(piece -> piece % 10 != 0).toArray();
        int[] held = IntStream.range(0, pieces).filter(piece -> piece % 10 == 0).toArray();
        Task task = Task.nextToken(alphabet.length);
        return seed -> new Ordinary(
                task,
                new Gpt(seed, Gpt.Options.of(alphabet.length, CONTEXT, 2, 4, 64)),
                epoch -> {
                    int[] order = RandomStream.of(seed, "training").at(epoch).permutation(train.length);
                    return pieces(tokens, IntStream.of(order).map(i -> train[i]).toArray());
                },
                pieces(tokens, held));
    }

    /** Pieces of the text, each with itself one letter on as target. */
    private static Batches pieces(int[] tokens, int[] pieces) {
        return Batches.of(
                (pieces.length + BATCH - 1) / BATCH,
                pieces.length,
                b -> Batch.open("batch " + b, () -> {
                    int from = b * BATCH;
                    int to = Math.min(pieces.length, from + BATCH);
                    long[] input = new long[(to - from) * CONTEXT];
                    long[] target = new long[input.length];
                    long[] ids = new long[to - from];
                    for (int i = 0; i < ids.length; i++) {
                        ids[i] = pieces[from + i];
                        for (int t = 0; t < CONTEXT; t++) {
                            input[i * CONTEXT + t] = tokens[pieces[from + i] * CONTEXT + t];
                            target[i * CONTEXT + t] = tokens[pieces[from + i] * CONTEXT + t + 1];
                        }
                    }
                    return Batch.Content.of(
                            Tensor.of(input, ids.length, CONTEXT), Tensor.of(target, ids.length, CONTEXT), ids);
                }));
    }

    /** A training as most people write it: Adam at 1e-3, its step written out. */
    private static final class Ordinary implements TrainingProgram {
        private final Task task;
        private final Layer net;
        private final Adam adam;
        private final IntFunction<Batches> training;
        private final Batches evaluation;

        Ordinary(Task task, Layer net, IntFunction<Batches> training, Batches evaluation) {
            this.task = task;
            this.net = net;
            this.adam = new Adam(net, 1e-3);
            this.training = training;
            this.evaluation = evaluation;
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
            return training.apply(epoch);
        }

        @Override
        public Batches evaluation() {
            return evaluation;
        }

        @Override
        public double step(Batch batch) {
            net.train();
            adam.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            adam.step();
            return loss.item();
        }
    }
}
