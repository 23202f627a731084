package io.souschef.recipe.skeleton;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.FinalBias;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Settings;
import io.souschef.recipe.SettingsProgram;
import java.util.Arrays;

/**
 * The final bias set from the data, beside one left at its default: the same seeds, the same batches. Where classes are imbalanced
 * the default spends its first steps on learning the shares, the "hockey stick"; where they are balanced nothing is to be gained.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"init well", section 2 of the recipe</a>
 */
final class InitWell {
    private static final int SEEDS = 3;
    private static final int STEPS = 40;

    /** Nats or squared deviations: so much worse may the first loss be by chance. Balanced digits, 20 seeds: −0.06 to 0.05. */
    private static final double CHANCE = 0.1;

    private InitWell() {}

    static Finding compared(Kitchen kitchen, Settings settings) {
        double[] with = new double[STEPS];
        double[] without = new double[STEPS];
        for (int seed = 0; seed < SEEDS; seed++) {
            add(with, losses(kitchen, settings, kitchen.seed() + seed, true));
            add(without, losses(kitchen, settings, kitchen.seed() + seed, false));
        }
        String rule = kitchen.task().metric().equals("RMSE")
                ? "0, the mean of standardised targets"
                : "the log of the class shares";
        return Finding.of("init well", "final-bias")
                .measured(
                        "first loss %.4f with the final bias set to %s, %.4f with its default, mean of %d seeds",
                        with[0], rule, without[0], SEEDS)
                .expected(
                        "at most %.1f above the default's, which can be chance; near %.4f, an ignorant net's",
                        CHANCE, kitchen.ignorantLoss())
                .cause(
                        "%s",
                        with[0] > without[0] + CHANCE
                                ? "the shares that the bias was set from aren't those of the batches"
                                : "")
                .fix("%s", with[0] > without[0] + CHANCE ? "look at the class counts of stage 1" : "")
                .evidence(Evidence.Curves.of(
                        "The first steps, with and without",
                        "step",
                        "training loss, " + kitchen.task().lossUnit(),
                        "A curve that first drops steeply and then bends is learning the bias; one that starts low needn't.",
                        Evidence.Line.of("bias set from the data", with),
                        Evidence.Line.of("default bias", without)))
                .warnIf(with[0] > without[0] + CHANCE);
    }

    private static void add(double[] sum, double[] losses) {
        Arrays.setAll(sum, i -> sum[i] + losses[Math.min(i, losses.length - 1)] / SEEDS);
    }

    private static double[] losses(Kitchen kitchen, Settings settings, long seed, boolean set) {
        double[] losses = new double[STEPS];
        try (SettingsProgram program = new SettingsProgram(kitchen.feed(), kitchen.task(), settings, seed)) {
            if (set) {
                FinalBias.set(program, kitchen.feed());
            }
            Batches batches = program.training(0);
            for (int step = 0; step < STEPS; step++) {
                try (Batch batch = batches.open(step % batches.count())) {
                    losses[step] = program.step(batch);
                }
            }
        }
        return losses;
    }
}
