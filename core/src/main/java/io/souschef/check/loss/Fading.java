package io.souschef.check.loss;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a loss over numbers pulls less and less at what lies ever farther from its target, before it pulls at nothing: a robust loss. One that is cut
 * off pulls hardest, or as hard as anywhere, just before that.
 *
 * @see <a href="https://arxiv.org/abs/1505.06606">Belagiannis et al. 2015, Tukey's biweight as a loss</a>
 */
record Fading() implements Probe<Boolean> {
    private static final double NEAR = 0.01, AWAY = 31, STEP = 1.05;

    /**
     * Of the hardest pull, what is left of it at the end: of squared and absolute errors, cut off or not, all of it in the gallery's 170 programs of numbers,
     * seed 1; of Cauchy's loss, which fades slowest, 0.06 at 31 deviations, by its formula.
     */
    private static final double LEFT = 0.3;

    @Override
    public Boolean measure(Subject subject) {
        return subject.fresh(program -> {
            try (Batch batch = program.training(0).open(0)) {
                return fading(program, batch);
            }
        });
    }

    private static boolean fading(TrainingProgram program, Batch batch) {
        Tensor right = new MadeOutputs(program, batch).right(1);
        int n = (int) right.numel();
        double[] most = new double[n];
        double[] last = new double[n];
        for (double off = NEAR; off < AWAY; off *= STEP) {
            float[] pulls = pulls(program, batch, right.add(off));
            for (int i = 0; i < n; i++) {
                double pull = Math.abs(pulls[i]);
                most[i] = Math.max(most[i], pull);
                last[i] = pull > 0 ? pull : last[i];
            }
        }
        double[] shares = new double[n];
        Arrays.setAll(shares, i -> most[i] > 0 ? last[i] / most[i] : 1);
        Arrays.sort(shares);
        return shares[n / 2] < LEFT;
    }

    private static float[] pulls(TrainingProgram program, Batch batch, Tensor outputs) {
        Tensor watched = outputs.copy().requiresGrad(true);
        return program.loss(watched, batch)
                .gradOf(List.of(watched))
                .get(0)
                .orElseGet(() -> watched.detach().mul(0))
                .toFloats();
    }
}
