package io.souschef.nn;

import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A multi-layer perceptron: flatten, then linear layers {@code fc1}, {@code fc2} … with a ReLU between them. Shape [N, ...] →
 * [N, out]. Without hidden layers it is a linear classifier.
 */
public final class Mlp extends Layer {
    private final List<Linear> layers = new ArrayList<>();

    /** @param sizes input, hidden …, output, e.g. 784, 128, 64, 10 */
    public Mlp(long seed, int... sizes) {
        for (int i = 1; i < sizes.length; i++) {
            layers.add(add("fc" + i, new Linear(sizes[i - 1], sizes[i])));
        }
        initialize(seed);
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor out = x.flatten();
        for (int i = 0; i < layers.size(); i++) {
            out = layers.get(i).forward(i == 0 ? out : out.relu());
        }
        return out;
    }
}
