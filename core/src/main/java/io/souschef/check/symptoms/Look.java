package io.souschef.check.symptoms;

import java.util.List;
import java.util.Map;

/**
 * What was seen after one step.
 *
 * @param step counted from 1
 * @param loss before that step's update
 * @param activations of the net on a few evaluation examples, in the order in which they were computed
 * @param weights every parameter by its name, in the net's order
 */
record Look(long step, double loss, List<Activation> activations, Map<String, Weight> weights) {
    Look {
        activations = List.copyOf(activations);
    }

    /** Norm of all gradients together; NaN where no parameter has one. */
    double gradientNorm() {
        double squares = 0;
        boolean any = false;
        for (Weight weight : weights.values()) {
            if (weight.hasGradient()) {
                squares += weight.gradient() * weight.gradient() * weight.count();
                any = true;
            }
        }
        return any ? Math.sqrt(squares) : Double.NaN;
    }

    /** The matrices, in the net's order: biases and the scales of norms have sizes of their own kind. */
    List<Map.Entry<String, Weight>> matrices() {
        return weights.entrySet().stream()
                .filter(entry -> entry.getValue().matrix())
                .toList();
    }
}
