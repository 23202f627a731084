package io.souschef.check.skeleton;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.InBatchTargets;
import io.souschef.data.Batch;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The gradient of the sum of one example's outputs may reach that example's input and no other: else a {@code view} where a
 * {@code permute} should be mixes them, and the net learns to live with it. In evaluation mode, for in training BatchNorm mixes
 * by design.
 *
 * <p>It needs inputs with gradients, so not tokens.
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
        if (own == 0 && others == 0) {
            throw new CouldNotJudge("no output depends on any input; see input-ignored");
        }
        boolean mixed = others > LEAK * own;
        return finding()
                .measured(
                        "largest gradient at another example's input %.3g, at the own %.3g, %d examples",
                        others, own, chart.size())
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

    /** |gradient| at input j of the sum of the outputs of i, the largest over the input. */
    private record Dependencies() implements Probe<Chart> {
        @Override
        public Chart measure(Subject subject) {
            return subject.fresh(BackpropDependencies::chart);
        }
    }

    private static Chart chart(TrainingProgram program) {
        program.net().eval();
        try (Batch whole = program.training(0).open(0);
                Batch few = SmallBatch.of(whole, EXAMPLES)) {
            Map<String, Tensor> leaves = new LinkedHashMap<>();
            for (Map.Entry<String, Tensor> input : few.inputs().entrySet()) {
                if (!input.getValue().dtype().isFloat()) {
                    throw new CouldNotJudge(
                            "input '%s' is %s, and only floats have gradients",
                            input.getKey(), input.getValue().dtype());
                }
                leaves.put(input.getKey(), input.getValue().copy().requiresGrad(true));
            }
            int n = few.size();
            double[][] chart = new double[n][n];
            for (int i = 0; i < n; i++) {
                row(program, few, leaves, i, chart[i]);
            }
            return new Chart(chart);
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
    private record Chart(double[][] gradients) {
        int size() {
            return gradients.length;
        }

        double largest(boolean own) {
            double largest = 0;
            for (int i = 0; i < size(); i++) {
                for (int j = 0; j < size(); j++) {
                    largest = (i == j) == own ? Math.max(largest, gradients[i][j]) : largest;
                }
            }
            return largest;
        }

        Evidence grid() {
            List<String> header = new ArrayList<>(List.of("output of"));
            List<List<String>> rows = new ArrayList<>();
            for (int i = 0; i < size(); i++) {
                header.add("input " + i);
                List<String> row = new ArrayList<>(List.of("example " + i));
                for (int j = 0; j < size(); j++) {
                    row.add(gradients[i][j] == 0 ? "0" : "%.2g".formatted(gradients[i][j]));
                }
                rows.add(row);
            }
            return new Evidence.Grid(
                    "What depends on what",
                    "The largest gradient of a row's outputs at a column's input: only the diagonal may differ from zero.",
                    header,
                    rows,
                    "l" + "r".repeat(size()));
        }
    }
}
