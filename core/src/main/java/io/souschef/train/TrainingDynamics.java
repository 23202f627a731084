package io.souschef.train;

import io.souschef.data.Batch;
import io.souschef.tensor.Tensor;
import java.util.Arrays;

/**
 * What a training shows of the examples that it is fed with: what the net said of each of them every time a step was made on it, just
 * before that step. That is the forward pass of the step itself, so that it costs next to nothing; it is also what the papers record:
 * weights that move on within an epoch, with dropout and augmentation where the training has them.
 *
 * @see <a href="https://arxiv.org/abs/2009.10795">Swayamdipta et al. 2020: dataset cartography</a>
 * @see <a href="https://arxiv.org/abs/1812.05159">Toneva et al. 2019: forgetting events</a>
 * @see <a href="https://arxiv.org/abs/2107.07075">Paul et al. 2021: EL2N, the norm of the error early in training</a>
 */
public final class TrainingDynamics {
    /**
     * The pass over the data at which the error's norm is taken; of a shorter training its last one. In the paper "a few epochs": the norm
     * separates once the easy examples are learnt, and no longer when all are.
     */
    static final int EARLY = 5;

    /** Numbers of each example. */
    private static final int PASSES = 0, SUM = 1, SQUARES = 2, RIGHT = 3, LAST = 4, FORGOTTEN = 5, ERROR = 6, SAID = 7;

    private static final int NUMBERS = 8;

    private final int classes;
    private final double[][] numbers;

    /** @param size of the data set; examples that are never trained on stay without numbers */
    public TrainingDynamics(int size, int classes) {
        this.classes = classes;
        this.numbers = new double[NUMBERS][size];
        Arrays.fill(numbers[SAID], DataMap.NOTHING);
    }

    /** Takes in what the net said, [N, classes], of a batch that a step is made on. */
    public void saw(Batch batch, Tensor logits) {
        long[] ids = batch.ids();
        float[] all = logits.toFloats();
        long[] labels = batch.target().toLongs();
        for (int i = 0; i < ids.length; i++) {
            saw((int) ids[i], all, i * classes, (int) labels[i]);
        }
    }

    private void saw(int id, float[] logits, int from, int label) {
        int said = largest(logits, from);
        double most = logits[from + said];
        double sum = 0;
        double squares = 0;
        for (int k = 0; k < classes; k++) {
            double e = Math.exp(logits[from + k] - most);
            sum += e;
            squares += e * e;
        }
        double own = Math.exp(logits[from + label] - most) / sum;
        double error = Math.sqrt(Math.max(0, squares / (sum * sum) - own * own) + (1 - own) * (1 - own));
        add(id, own, error, said == label, said);
    }

    private int largest(float[] logits, int from) {
        int best = 0;
        for (int k = 1; k < classes; k++) {
            best = logits[from + k] > logits[from + best] ? k : best;
        }
        return best;
    }

    private void add(int id, double own, double error, boolean right, int said) {
        numbers[PASSES][id]++;
        numbers[SUM][id] += own;
        numbers[SQUARES][id] += own * own;
        numbers[RIGHT][id] += right ? 1 : 0;
        numbers[FORGOTTEN][id] += numbers[LAST][id] > 0 && !right ? 1 : 0;
        numbers[LAST][id] = right ? 1 : 0;
        if (numbers[PASSES][id] <= EARLY) {
            numbers[ERROR][id] = error;
        }
        if (!right) {
            numbers[SAID][id] = said;
        }
    }

    /** All that is remembered, for a checkpoint: [numbers, examples], in the innermost scope. */
    Tensor state() {
        int size = numbers[0].length;
        double[] all = new double[NUMBERS * size];
        for (int n = 0; n < NUMBERS; n++) {
            System.arraycopy(numbers[n], 0, all, n * size, size);
        }
        return Tensor.of(all, NUMBERS, size);
    }

    /** Goes on from what an earlier process remembered. */
    void load(Tensor state) {
        double[] all = state.toDoubles();
        int size = numbers[0].length;
        for (int n = 0; n < NUMBERS; n++) {
            System.arraycopy(all, n * size, numbers[n], 0, size);
        }
    }

    /** What is known now of each example that was trained on. */
    public DataMap map() {
        double[] passes = numbers[PASSES];
        int size = passes.length;
        DataMap map = DataMap.empty(size);
        for (int id = 0; id < size; id++) {
            if (passes[id] > 0) {
                double mean = numbers[SUM][id] / passes[id];
                map.confidence()[id] = mean;
                map.variability()[id] = Math.sqrt(Math.max(0, numbers[SQUARES][id] / passes[id] - mean * mean));
                map.correctness()[id] = numbers[RIGHT][id] / passes[id];
                map.forgotten()[id] = numbers[FORGOTTEN][id];
                map.errorNorm()[id] = numbers[ERROR][id];
                map.said()[id] = numbers[SAID][id];
                map.passes()[id] = passes[id];
            }
        }
        return map;
    }
}
