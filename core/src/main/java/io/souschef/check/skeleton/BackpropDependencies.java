package io.souschef.check.skeleton;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.InBatchTargets;
import io.souschef.data.Batch;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The gradient of the sum of one example's outputs may reach that example's input and no other: else a {@code view} where a
 * {@code permute} should be mixes them, and the net learns to live with it. In evaluation mode, for in training BatchNorm mixes
 * by design.
 *
 * <p>Tokens have no gradients: there an example is replaced by another, and the outputs of the others are looked at.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"use backprop to chart dependencies", section 2 of the recipe</a>
 */
public final class BackpropDependencies implements Check {
    private static final int EXAMPLES = 6;

    /** Of the largest own gradient. Healthy nets: exactly 0. Rounding in batched products was never above 1e-6. */
    private static final double LEAK = 1e-4;

    @Override
    public String name() {
        return "use backprop to chart dependencies";
    }

    @Override
    public String code() {
        return "batch-mixed";
    }

    @Override
    public Finding run(Subject subject) {
        if (subject.measured(new InBatchTargets())) {
            throw new CouldNotJudge("examples of a batch are told from each other: they are compared on purpose");
        }
        Chart chart = subject.measured(new Dependencies());
        double own = chart.largest(true);
        double others = chart.largest(false);
        if (!Double.isFinite(own + others)) {
            throw new CouldNotJudge("what an input does to the outputs is not finite");
        }
        if (own == 0 && others == 0) {
            throw new CouldNotJudge("no output depends on any input; see input-ignored");
        }
        boolean mixed = others > LEAK * own;
        if (mixed && chart.onlyEarlier(LEAK * own) && subject.fresh(BackpropDependencies::isSeries)) {
            throw new CouldNotJudge(
                    "an example depends on those before it in its batch, and not on later ones: a series in order, of which a batch is a piece");
        }
        return finding()
                .measured(
                        "largest %s another example's input %.3g, %s the own %.3g, %d examples",
                        chart.gradients() ? "gradient at" : "effect of",
                        others,
                        chart.gradients() ? "at" : "of",
                        own,
                        chart.size())
                .expected("none at another's")
                .cause("%s", mixed ? "the net mixes information across the batch" : "")
                .fix(
                        "%s",
                        mixed
                                ? "look for view or reshape where permute is meant, for reductions and norms over dimension 0"
                                : "")
                .evidence(chart.grid())
                .okIf(!mixed);
    }

    /** What input j does to the outputs of i: the largest |gradient| of their sum over the input, or how far they move with another one. */
    private record Dependencies() implements Probe<Chart> {
        @Override
        public Chart measure(Subject subject) {
            return subject.fresh(BackpropDependencies::chart);
        }
    }

    private static boolean isSeries(TrainingProgram program) {
        return program.declares().feeding().inOrder()
                || program.declares().looping().carriesState();
    }

    private static Chart chart(TrainingProgram program) {
        program.net().eval();
        try (Batch whole = program.training(0).open(0);
                Batch few = SmallBatch.of(whole, EXAMPLES)) {
            if (Arrays.stream(few.ids()).distinct().count() < 2) {
                throw new CouldNotJudge("the first batch is of one example: there is none that it could be mixed with");
            }
            if (isMatrixOfPairs(program, few)) {
                throw new CouldNotJudge("an example has an output for each in its batch: they are compared on purpose");
            }
            int n = few.size();
            double[][] chart = new double[n][n];
            boolean gradients = few.inputs().values().stream()
                    .allMatch(input -> input.dtype().isFloat());
            if (gradients) {
                Map<String, Tensor> leaves = new LinkedHashMap<>();
                few.inputs()
                        .forEach((name, input) -> leaves.put(name, input.copy().requiresGrad(true)));
                for (int i = 0; i < n; i++) {
                    row(program, few, leaves, i, chart[i]);
                }
            } else {
                replaced(program, few, chart);
            }
            together(chart, few.ids());
            return new Chart(chart, gradients);
        }
    }

    /** Whether there are as many outputs for each example as there are examples, however many those are. */
    private static boolean isMatrixOfPairs(TrainingProgram program, Batch few) {
        if (few.size() < 3) {
            return false;
        }
        try (Batch fewer = SmallBatch.of(few, few.size() - 1);
                NoGrad off = NoGrad.open()) {
            Tensor output = program.forward(few);
            return output.dim() == 2
                    && output.size(1) == few.size()
                    && program.forward(fewer).size(1) == fewer.size();
        } catch (RuntimeException takesNoOtherNumber) {
            return false;
        }
    }

    /** How far the outputs of i move when another example stands in the place of j, the largest. */
    private static void replaced(TrainingProgram program, Batch few, double[][] chart) {
        int n = chart.length;
        float[] asIs = said(program, few, -1);
        if (!Arrays.equals(asIs, said(program, few, -1))) {
            throw new CouldNotJudge("two evaluations of the same batch differ");
        }
        int width = asIs.length / n;
        for (int j = 0; j < n; j++) {
            float[] now = said(program, few, j);
            if (now.length != asIs.length) {
                throw new CouldNotJudge("with another example in its place the output has another shape");
            }
            for (int at = 0; at < now.length; at++) {
                double moved = now[at] == asIs[at] ? 0 : Math.abs((double) now[at] - asIs[at]); // −∞ of a mask stays
                chart[at / width][j] = Math.max(chart[at / width][j], moved);
            }
        }
    }

    /** The outputs with the example after it in the place of {@code at}. */
    private static float[] said(TrainingProgram program, Batch few, int at) {
        long[] rows = LongStream.range(0, few.size())
                .map(row -> row == at ? (row + 1) % few.size() : row)
                .toArray();
        try (NoGrad off = NoGrad.open();
                Batch batch = Batch.open("one replaced", () -> {
                    Tensor index = Tensor.of(rows, rows.length);
                    Map<String, Tensor> inputs = new LinkedHashMap<>();
                    few.inputs().forEach((name, input) -> inputs.put(name, input.indexSelect(0, index)));
                    return new Batch.Content(inputs, few.target(), few.ids());
                })) {
            Tensor output = program.forward(batch);
            if (output.dim() == 0 || output.size(0) != few.size()) {
                throw new CouldNotJudge("outputs are %s for %d examples", output.shape(), few.size());
            }
            return output.toFloats();
        }
    }

    /** Rows of one number are one example, in several pieces: what they say of each other is its own. */
    private static void together(double[][] chart, long[] ids) {
        for (int i = 0; i < chart.length; i++) {
            for (int j = 0; j < chart.length; j++) {
                if (i != j && ids[i] == ids[j]) {
                    chart[i][i] = Math.max(chart[i][i], chart[i][j]);
                    chart[i][j] = 0;
                }
            }
        }
    }

    private static void row(TrainingProgram program, Batch few, Map<String, Tensor> leaves, int i, double[] row) {
        try (Batch batch = Batch.open("row " + i, () -> new Batch.Content(leaves, few.target(), few.ids()))) {
            Tensor output = program.forward(batch);
            if (output.size(0) != few.size()) {
                throw new CouldNotJudge("outputs are %s for %d examples", output.shape(), few.size());
            }
            Tensor sum = output.select(0, i).sum();
            if (!sum.requiresGrad()) {
                throw new CouldNotJudge("the output has no gradient");
            }
            List<Tensor> inputs = new ArrayList<>(leaves.values());
            for (Optional<Tensor> gradient : sum.gradOf(inputs)) {
                gradient.ifPresent(g -> {
                    double[] largest = g.abs().reshape(few.size(), -1).amax(1).toDoubles();
                    for (int j = 0; j < row.length; j++) {
                        row[j] = Math.max(row[j], largest[j]);
                    }
                });
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record Chart(double[][] effects, boolean gradients) {
        int size() {
            return effects.length;
        }

        double largest(boolean own) {
            double largest = 0;
            for (int i = 0; i < size(); i++) {
                for (int j = 0; j < size(); j++) {
                    largest = (i == j) == own ? Math.max(largest, effects[i][j]) : largest;
                }
            }
            return largest;
        }

        /** Whether nothing above this is of a later example. */
        boolean onlyEarlier(double leak) {
            for (int i = 0; i < size(); i++) {
                for (int j = i + 1; j < size(); j++) {
                    if (effects[i][j] > leak) {
                        return false;
                    }
                }
            }
            return true;
        }

        Evidence grid() {
            List<String> header = new ArrayList<>(List.of("output of"));
            List<List<String>> rows = new ArrayList<>();
            for (int i = 0; i < size(); i++) {
                header.add("input " + i);
                List<String> row = new ArrayList<>(List.of("example " + i));
                for (int j = 0; j < size(); j++) {
                    row.add(effects[i][j] == 0 ? "0" : "%.2g".formatted(effects[i][j]));
                }
                rows.add(row);
            }
            return new Evidence.Grid(
                    "What depends on what",
                    "What a column's input does to a row's outputs, by its largest gradient where there is one: only the diagonal may differ from zero.",
                    header,
                    rows,
                    "l" + "r".repeat(size()));
        }
    }
}
