package io.souschef.nn;

import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A multi-layer perceptron: flatten, then linear layers {@code fc1}, {@code fc2} … with a ReLU between them. Shape [N, ...] →
 * [N, out]. Without hidden layers it is a linear classifier.
 */
public final class Mlp extends Layer implements HeadedNet, Scripted {
    private final List<Linear> layers = new ArrayList<>();
    private final Dropout dropout;

    /** @param sizes input, hidden …, output, e.g. 784, 128, 64, 10 */
    public Mlp(long seed, int... sizes) {
        this(seed, 0.0, sizes);
    }

    /** @param dropout the share of each hidden layer that is dropped while training */
    public Mlp(long seed, double dropout, int... sizes) {
        if (sizes.length < 2) {
            throw new IllegalArgumentException("Mlp needs sizes of input and output at least, got " + sizes.length);
        }
        this.dropout = add("dropout", new Dropout(dropout));
        for (int i = 1; i < sizes.length; i++) {
            layers.add(add("fc" + i, new Linear(sizes[i - 1], sizes[i])));
        }
        initialize(seed);
    }

    @Override
    public Linear head() {
        return layers.get(layers.size() - 1);
    }

    @Override
    public void script(Code code) {
        code.line("x = torch.flatten(x, 1)").linear("fc1", layers.get(0));
        for (int i = 1; i < layers.size(); i++) {
            code.line("x = torch.relu(x)").linear("fc" + (i + 1), layers.get(i));
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor out = layers.get(0).forward(x.flatten());
        for (Linear layer : layers.subList(1, layers.size())) {
            out = layer.forward(dropout.forward(out.relu()));
        }
        return out;
    }
}
