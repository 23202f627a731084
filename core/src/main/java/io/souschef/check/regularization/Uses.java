package io.souschef.check.regularization;

import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What is made of some results of a forward pass: whether each meets weights or other results, or is the output. */
final class Uses {
    /** What is followed, and what is made of it alone, such as its product with a number: each with the one it comes from. */
    private final IdentityHashMap<Tensor, Tensor> made = new IdentityHashMap<>();

    private final Set<Tensor> used = Collections.newSetFromMap(new IdentityHashMap<>());

    void follow(Tensor result) {
        made.put(result, result);
    }

    void hear(Trace.Step step) {
        boolean alone = step.operands().size() == 1;
        for (Tensor operand : step.operands()) {
            Tensor from = made.get(operand);
            if (from != null) {
                if (alone) {
                    made.put(step.result(), from);
                } else {
                    used.add(from);
                }
            }
        }
    }

    /** How many of those that are followed were of no use for {@code output}. */
    int wasted(Tensor output) {
        Tensor last = made.get(output);
        if (last != null) {
            used.add(last);
        }
        return (int) made.entrySet().stream()
                .filter(entry -> entry.getKey() == entry.getValue() && !used.contains(entry.getKey()))
                .count();
    }
}
