package io.souschef.check.loss;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.tensor.DType;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A target that doesn't count must neither pull nor dilute. Half of the targets are made not to count: the gradient there must
 * be zero, and what is left must pull twice as hard as before. Where the loss tells padding by the tokens of the inputs, these are
 * replaced with the targets.
 */
public final class PaddingCounts implements Check {
    private static final double PULLS = 1e-3;

    /**
     * How hard targets pull, of what they should: half way from a mean over all positions, which gives 0.5 where half of them are padding, to one over
     * those that count.
     */
    private static final double LESS = 0.75;

    private static final int BATCHES = 20;

    @Override
    public String name() {
        return "padding is left out of the mean";
    }

    @Override
    public String code() {
        return "padding-counts-in-loss";
    }

    @Override
    public Finding run(Subject subject) {
        Halved halved = subject.measured(new Measure());
        boolean pulls = halved.atIgnored() > PULLS;
        boolean nothing = Double.isNaN(halved.kept()) || Double.isNaN(halved.atIgnored());
        if (nothing && !pulls) {
            throw new CouldNotJudge("targets that count pull at nothing");
        }
        boolean dilutes = !pulls && halved.dilutes();
        return finding()
                .measured(
                        nothing
                                ? "targets that count pull at nothing, and do as soon as they are such as should not"
                                : "without half of the targets the rest pulls %.2f times as hard; those left out pull %.3f as hard as before",
                        halved.kept(),
                        halved.atIgnored())
                .expected("%.2f times, and nothing", halved.expected())
                .cause(
                        pulls
                                ? "targets that should not count are learned"
                                : dilutes
                                        ? "the mean is taken over padding too: the more padding, the smaller the step"
                                        : "")
                .fix(
                        pulls || dilutes
                                ? "divide the sum by the number of targets that count: crossEntropyIgnoring(…)"
                                : "")
                .failIf(pulls || dilutes);
    }

    /**
     * With half of the targets left out.
     *
     * @param kept how many times as hard the others pull
     * @param expected how many times they should
     * @param atIgnored how hard those left out still pull, as a share of before
     */
    private record Halved(double kept, double expected, double atIgnored) {
        boolean dilutes() {
            return kept < LESS * expected;
        }

        /** The same, where the number that the sum is divided by has nothing to do with padding. */
        Halved undiluted() {
            return new Halved(kept, kept, atIgnored);
        }
    }

    private record Measure() implements Probe<Halved> {
        @Override
        public Halved measure(Subject subject) {
            return subject.fresh(Measure::inFirstWithPadding);
        }

        private static Halved inFirstWithPadding(TrainingProgram program) {
            long value = Ignored.value(program);
            Batches batches = program.training(0);
            int first = IntStream.range(0, Math.min(BATCHES, batches.count()))
                    .filter(b -> holds(batches, b, value))
                    .findFirst()
                    .orElse(0);
            try (Batch batch = batches.open(first)) {
                return new Half(program, batch, value).measured();
            }
        }

        private static boolean holds(Batches batches, int b, long value) {
            try (Batch batch = batches.open(b)) {
                return batch.target().dtype() == DType.INT64 && Ignored.isIn(batch, value);
            }
        }
    }

    /** A batch of whose targets half are to be left out, by chance. */
    private static final class Half {
        private final TrainingProgram program;
        private final Batch batch;
        private final long value;
        private final long[] targets;
        private final boolean[] dropped;
        private final double expected;
        private final Tensor output;
        private final double[] before;

        /** @param value of a target that doesn't count */
        Half(TrainingProgram program, Batch batch, long value) {
            if (batch.target().dtype() != DType.INT64) {
                throw new CouldNotJudge("targets are no classes");
            }
            this.program = program;
            this.batch = batch;
            this.value = value;
            this.targets = batch.target().toLongs();
            this.dropped = new boolean[targets.length];
            int counted = 0;
            int left = 0;
            RandomStream coin = RandomStream.of(1337, "padding");
            for (int i = 0; i < targets.length; i++) {
                if (targets[i] != value) {
                    counted++;
                    dropped[i] = coin.uniform(i) < 0.5;
                    left += dropped[i] ? 0 : 1;
                }
            }
            if (left == 0 || left == counted) {
                throw new CouldNotJudge("too few targets in a batch");
            }
            this.expected = (double) counted / left;
            program.net().eval();
            this.output = program.forward(batch).detach();
            this.before = pulls(batch, output);
        }

        Halved measured() {
            Halved byTargets = without(batch.inputs());
            if (byTargets.atIgnored() <= PULLS) {
                return byTargets.dilutes() && !dilutedByMore() ? byTargets.undiluted() : byTargets;
            }
            if (isToldApart()) {
                throw new CouldNotJudge("of the targets that are the same token as padding, some pull and some don't");
            }
            if (!isLeftOut()) {
                return byTargets;
            }
            // the program's own padding doesn't pull: it may be told by the inputs
            Halved byInputs = without(padded());
            if (byInputs.atIgnored() > PULLS) {
                throw new CouldNotJudge(
                        "padding doesn't pull, and is told from what counts by something else than targets and tokens");
            }
            return byInputs;
        }

        /** With targets that don't count in place of those that are to be left out. */
        private Halved without(Map<String, Tensor> inputs) {
            long[] fewer = new long[targets.length];
            Arrays.setAll(fewer, i -> dropped[i] ? value : targets[i]);
            Tensor changed = Tensor.of(fewer, batch.target().shape().toArray());
            try (Batch half = Batch.open("half", () -> new Batch.Content(inputs, changed, batch.ids()))) {
                double[] after = pulls(half, output);
                return new Halved(ratio(after, false), expected, ratio(after, true));
            }
        }

        /**
         * Whether the targets pull less in a batch that goes on with as much padding again. A sum over each sentence, divided by the number of
         * sentences, doesn't count what it leaves out.
         */
        private boolean dilutedByMore() {
            if (batch.target().dim() < 2) {
                return true;
            }
            Map<String, Tensor> longer = new LinkedHashMap<>(batch.inputs());
            int token = program.declares().sequences().padding().orElse(0);
            longer.replaceAll((name, input) ->
                    !input.dtype().isFloat() && input.numel() == targets.length ? twiceAsLong(input, token) : input);
            Tensor outputs = Tensor.cat(List.of(output, output), program.task() instanceof Task.Dense ? 2 : 1);
            try (Batch twice = Batch.open(
                    "longer", () -> new Batch.Content(longer, twiceAsLong(batch.target(), value), batch.ids()))) {
                double sum = Arrays.stream(pulls(twice, outputs)).sum();
                return sum < LESS * Arrays.stream(before).sum();
            } catch (RuntimeException ofThisLengthOnly) {
                return true;
            }
        }

        private static Tensor twiceAsLong(Tensor tokens, long padding) {
            Tensor more =
                    Tensor.full((double) padding, DType.INT64, tokens.shape().toArray());
            return Tensor.cat(List.of(tokens, more), 1);
        }

        /** How many times as hard as before those pull that are left out, or the others. */
        private double ratio(double[] after, boolean out) {
            return pullOf(after, out) / pullOf(before, out);
        }

        /** Of those that are left out, or of the others, together. */
        private double pullOf(double[] pulls, boolean out) {
            return IntStream.range(0, targets.length)
                    .filter(i -> targets[i] != value && dropped[i] == out)
                    .mapToDouble(i -> pulls[i])
                    .sum();
        }

        /** Whether the batch has targets that don't count, and none of them pulls. */
        private boolean isLeftOut() {
            double[] at = atPadding();
            return at.length > 0 && Arrays.stream(at).allMatch(pull -> pull == 0);
        }

        /** Whether some of them pull, and others don't: the end of a text is padding's token, say, and counts once. */
        private boolean isToldApart() {
            double[] at = atPadding();
            return Arrays.stream(at).anyMatch(pull -> pull == 0)
                    && Arrays.stream(at).anyMatch(pull -> pull > 0);
        }

        private double[] atPadding() {
            return IntStream.range(0, targets.length)
                    .filter(i -> targets[i] == value)
                    .mapToDouble(i -> before[i])
                    .toArray();
        }

        /** The inputs with padding in place of each token whose target is left out. */
        private Map<String, Tensor> padded() {
            Map<String, Tensor> padded = new LinkedHashMap<>(batch.inputs());
            OptionalInt padding = program.declares().sequences().padding();
            padded.replaceAll((name, input) -> {
                if (padding.isEmpty() || input.dtype().isFloat() || input.numel() != dropped.length) {
                    return input;
                }
                long[] tokens = input.toLongs();
                Arrays.setAll(tokens, i -> dropped[i] ? padding.getAsInt() : tokens[i]);
                return Tensor.of(tokens, input.shape().toArray());
            });
            return padded;
        }

        /** For each target of {@code asked} how hard it pulls at these outputs. */
        private double[] pulls(Batch asked, Tensor outputs) {
            Tensor watched = outputs.copy().requiresGrad(true);
            Tensor gradient = program.loss(watched, asked)
                    .gradOf(List.of(watched))
                    .get(0)
                    .orElseThrow(() -> new CouldNotJudge("the loss takes no gradient"));
            int axis = program.task() instanceof Task.NextToken ? 2 : 1;
            return gradient.abs().sum(axis).toDoubles();
        }
    }
}
