package io.souschef.check.sequence;

import io.souschef.check.CouldNotJudge;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A net whose padding looks different: the row that its embeddings have for that token is turned round and moved. Whoever looks at
 * no padding doesn't notice.
 *
 * @param length of the sequences
 * @param real positions that are not padding
 * @param positions whether there is an output for each position
 */
record Repainted(long token, int length, int real, boolean positions) {
    /**
     * The largest change of the output at real positions, as a share of its largest number.
     *
     * @param held parameters and buffers of the net: a table that is computed from them is another one in each pass
     * @param asIs the output before
     */
    double change(List<Tensor> held, float[] asIs, Supplier<float[]> output) {
        Set<Tensor> tables = new LinkedHashSet<>(); // a Tensor has no equals: by identity
        Set<Tensor> others = new LinkedHashSet<>();
        try (Scope scope = Scope.open("repaint the padding")) {
            try (Trace trace = Trace.open(step -> look(step, tables, others))) {
                float[] unused = output.get();
            }
            if (tables.isEmpty()
                    || tables.stream().anyMatch(table -> others.contains(table) || !held.contains(table))) {
                throw new CouldNotJudge(
                        "the net takes no other length, and has no embedding of its own for the tokens");
            }
            for (Tensor table : tables) {
                table.narrow(0, token, 1).mulInPlace(-1).addInPlace(1);
            }
            float[] repainted = output.get();
            int kept = positions ? asIs.length / length * real : asIs.length;
            return Padding.change(asIs, Arrays.copyOf(repainted, kept));
        }
    }

    private void look(Trace.Step step, Set<Tensor> tables, Set<Tensor> others) {
        if (step.operation().equals("embedding")) {
            Tensor index = step.operands().get(1);
            if (index.numel() == length
                    && Arrays.stream(index.toLongs()).filter(i -> i == token).count() == length - real) {
                tables.add(step.operands().get(0));
                return;
            }
        }
        others.addAll(step.operands());
    }
}
