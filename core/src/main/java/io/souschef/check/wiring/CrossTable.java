package io.souschef.check.wiring;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A column [N, 1] and a row [N] that meet in the program's own loss, one made of the outputs and the other not, and give a table [N, N] of
 * which the mean is taken: a weight for each example, times what every example costs. Who compares all with all on purpose adds a dimension
 * before.
 */
record CrossTable() implements Probe<Optional<CrossTable.Table>> {
    private static final int FEWEST = 3;
    private static final Set<String> PAIRING = Set.of("add", "sub", "mul", "div", "maximum", "minimum");
    private static final Set<String> TURNING = Set.of("unsqueeze", "expand", "transpose", "permute");

    /** The shapes of the two, and the operation that they meet in. */
    record Table(String operation, List<Long> first, List<Long> second) {
        Table {
            first = List.copyOf(first);
            second = List.copyOf(second);
        }
    }

    @Override
    public Optional<Table> measure(Subject subject) {
        return subject.fresh(program -> {
            try (Batch batch = program.training(0).open(0);
                    NoGrad off = NoGrad.open()) {
                program.net().eval();
                Tensor output = program.forward(batch);
                Look look = new Look(output, batch);
                if (batch.size() >= FEWEST) {
                    try (Trace trace = Trace.open(look::at)) {
                        program.loss(output, batch);
                    }
                }
                return look.found;
            }
        });
    }

    /** What is known of the tensors of a loss so far. */
    private static final class Look {
        private final long size;
        private final Set<Tensor> ofOutputs = identities();
        private final Set<Tensor> ofBatch = identities();
        private final Set<Tensor> shaped = identities();
        private final Set<Tensor> tables = identities();
        private Optional<Table> candidate = Optional.empty();
        private Optional<Table> found = Optional.empty();

        Look(Tensor output, Batch batch) {
            size = batch.size();
            ofOutputs.add(output);
            ofBatch.addAll(batch.inputs().values());
            ofBatch.add(batch.target());
        }

        void at(Trace.Step step) {
            String kind = kind(step.operation());
            Tensor result = step.result();
            List<Tensor> operands = step.operands();
            if (isTable(kind, operands, result)) {
                tables.add(result);
                candidate = Optional.of(new Table(kind, Wiring.sizes(operands.get(0)), Wiring.sizes(operands.get(1))));
            } else if (operands.stream().anyMatch(tables::contains)) {
                if (result.numel() == 1 && (kind.equals("mean") || kind.equals("sum"))) {
                    found = candidate;
                } else if (PAIRING.contains(kind)) {
                    tables.add(result);
                }
            }
            inherit(ofOutputs, operands, result);
            inherit(ofBatch, operands, result);
            inherit(shaped, operands, result);
            if (TURNING.contains(kind)
                    || (kind.matches("reshape|view")
                            && result.dim() > operands.get(0).dim())) {
                shaped.add(result);
            }
        }

        /** "reshape" of "reshape to [4, −1]". */
        private static String kind(String operation) {
            int space = operation.indexOf(' ');
            return space < 0 ? operation : operation.substring(0, space);
        }

        private boolean isTable(String kind, List<Tensor> operands, Tensor result) {
            return PAIRING.contains(kind)
                    && operands.size() == 2
                    && Arrays.equals(result.shape().toArray(), new long[] {size, size})
                    && (isPair(operands.get(0), operands.get(1)) || isPair(operands.get(1), operands.get(0)))
                    && operands.stream().noneMatch(shaped::contains)
                    && operands.stream().allMatch(one -> ofOutputs.contains(one) || ofBatch.contains(one))
                    && operands.stream().filter(ofOutputs::contains).count() == 1;
        }

        private boolean isPair(Tensor column, Tensor row) {
            return column.dim() == 2 && column.size(0) == size && column.size(1) == 1 && row.dim() == 1;
        }

        private static void inherit(Set<Tensor> of, List<Tensor> operands, Tensor result) {
            if (operands.stream().anyMatch(of::contains)) {
                of.add(result);
            }
        }

        private static Set<Tensor> identities() {
            return Collections.newSetFromMap(new IdentityHashMap<>());
        }
    }
}
