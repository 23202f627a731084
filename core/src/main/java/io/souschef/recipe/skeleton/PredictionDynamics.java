package io.souschef.recipe.skeleton;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Evidence;
import io.souschef.recipe.FinalBias;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Settings;
import io.souschef.recipe.SettingsProgram;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the net says of a few fixed validation examples while it trains. How the curves move says how training goes: smooth and
 * towards the top, or wiggling, which is what a rate that is too high looks like.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"visualize prediction dynamics", section 2 of the recipe</a>
 */
final class PredictionDynamics {
    private static final int EXAMPLES = 6;
    private static final int STEPS = 60;
    private static final int EVERY = 2;

    private PredictionDynamics() {}

    static Evidence shown(Kitchen kitchen, Settings settings) {
        int[] validation = kitchen.dataset().split().validation();
        int[] fixed = Arrays.copyOf(validation, Math.min(EXAMPLES, validation.length));
        List<double[]> snapshots = new ArrayList<>();
        try (SettingsProgram program = new SettingsProgram(kitchen.feed(), kitchen.task(), settings, kitchen.seed())) {
            FinalBias.set(program, kitchen.feed());
            Batches batches = program.training(0);
            for (int step = 0; step <= STEPS; step++) {
                if (step % EVERY == 0) {
                    snapshots.add(said(kitchen, program, fixed));
                }
                try (Batch batch = batches.open(step % batches.count())) {
                    program.step(batch);
                }
            }
        }
        return drawn(kitchen, fixed, snapshots);
    }

    /** Per example the probability of its label, or the number. */
    private static double[] said(Kitchen kitchen, SettingsProgram program, int[] fixed) {
        program.net().eval();
        try (Batch batch = kitchen.feed().batch(fixed);
                NoGrad off = NoGrad.open()) {
            Tensor output = program.forward(batch);
            if (kitchen.task() instanceof Task.Regression numbers) {
                return Arrays.stream(output.toDoubles()).map(numbers::decoded).toArray();
            }
            return output.softmax(1).gather(1, batch.target().unsqueeze(1)).toDoubles();
        }
    }

    private static Evidence drawn(Kitchen kitchen, int[] fixed, List<double[]> snapshots) {
        double[] steps = new double[snapshots.size()];
        Arrays.setAll(steps, i -> (double) i * EVERY);
        List<Evidence.Line> lines = new ArrayList<>();
        for (int e = 0; e < fixed.length; e++) {
            int example = e;
            double[] curve = snapshots.stream().mapToDouble(s -> s[example]).toArray();
            String label = kitchen.dataset().targets().text(fixed[e]);
            lines.add(Evidence.Line.of("%d: %s".formatted(e + 1, label), steps, curve));
        }
        boolean number = kitchen.task() instanceof Task.Regression;
        return Evidence.Curves.of(
                "Prediction dynamics: " + fixed.length + " validation examples while a small net trains",
                "step",
                number ? "prediction" : "probability of the label",
                number
                        ? "Each curve should move to its example's target. Wiggling says that the rate is high."
                        : "Each curve should rise. Wiggling says that the rate is high; one that falls is an example that the net reads differently.",
                lines.toArray(Evidence.Line[]::new));
    }
}
