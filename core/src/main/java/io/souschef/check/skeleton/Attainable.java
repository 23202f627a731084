package io.souschef.check.skeleton;

import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** How many answers to a few examples can be right at all. */
final class Attainable {
    private Attainable() {}

    /** @param evaluation what the net makes of these examples: what it says twice, to the bit, it can't tell apart; of a zero it may be an accident */
    static int of(Task task, Batch few, Evaluation evaluation) {
        if (task instanceof Task.NextToken tokens) {
            return nextTokens(few, evaluation.size(), tokens.ignoreIndex());
        }
        if (task instanceof Task.Regression || evaluation.size() != few.size()) {
            return evaluation.size();
        }
        int width = task.outputs();
        int attainable = evaluation.size();
        for (int e = 0; e < evaluation.size(); e++) {
            boolean unclear = false;
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < i; j++) {
                    float said = evaluation.outputs()[e * width + i];
                    unclear |= said != 0
                            && said == evaluation.outputs()[e * width + j]
                            && isAnswer(evaluation, e, i, width) != isAnswer(evaluation, e, j, width)
                            && askedAlike(few.inputs().values(), e, i, j, width);
                }
            }
            attainable -= unclear ? 1 : 0;
        }
        return attainable;
    }

    private static boolean isAnswer(Evaluation evaluation, int example, int slot, int width) {
        float[] targets = evaluation.targets();
        return targets.length == evaluation.size() * width
                ? targets[example * width + slot] > 0.5
                : targets[example] == slot;
    }

    /**
     * Whether one of the inputs says the same in two places that answers belong to: the last so many, or as many as there are. Candidates are drawn, and
     * what is wanted may be drawn beside itself: to a net that looks at each by itself it is wanted and not.
     */
    private static boolean askedAlike(Collection<Tensor> inputs, int example, int i, int j, int width) {
        for (Tensor input : inputs) {
            if (input.dim() < 2 || input.size(1) < width) {
                continue;
            }
            long past = input.size(1) - width;
            Tensor row = input.select(0, example);
            if (Arrays.equals(
                    row.select(0, past + i).to(DType.FLOAT64).toDoubles(),
                    row.select(0, past + j).to(DType.FLOAT64).toDoubles())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Two tokens alike may go on differently: to a net that sees one at a time, a table of pairs, only the most frequent answer to each can be
     * known; of answers that count.
     */
    private static int nextTokens(Batch few, int answers, long ignored) {
        if (few.inputs().size() != 1) {
            return answers;
        }
        Tensor input = few.input();
        if (input.dtype() != DType.INT64 || !input.shape().equals(few.target().shape())) {
            return answers;
        }
        long[] tokens = input.toLongs();
        long[] next = few.target().to(DType.INT64).toLongs();
        Map<Long, Map<Long, Integer>> followed = new HashMap<>();
        for (int i = 0; i < tokens.length; i++) {
            if (next[i] != ignored) {
                followed.computeIfAbsent(tokens[i], token -> new HashMap<>()).merge(next[i], 1, Integer::sum);
            }
        }
        return followed.values().stream()
                .mapToInt(counts -> Collections.max(counts.values()))
                .sum();
    }
}
