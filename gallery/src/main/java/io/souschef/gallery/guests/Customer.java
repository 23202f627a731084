package io.souschef.gallery.guests;

import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;
import java.util.List;

/** Numbers and categories to three classes. */
final class Customer extends Layer {
    final Embedding first = add("first", new Embedding(6, 4));
    final Embedding second = add("second", new Embedding(5, 4));
    final Linear in = add("in", new Linear(12, 32));
    final Linear mid = add("mid", new Linear(32, 32));
    final Linear head = add("head", new Linear(32, 3));

    Customer(long seed) {
        initialize(seed);
    }

    @Override
    public Tensor forward(Tensor numbers) {
        throw new UnsupportedOperationException("two inputs: numbers and codes");
    }

    Tensor joined(Tensor numbers, Tensor codes) {
        return Tensor.cat(List.of(numbers, first.forward(codes.select(1, 0)), second.forward(codes.select(1, 1))), 1);
    }

    Tensor forward(Tensor numbers, Tensor codes) {
        return head.forward(
                mid.forward(in.forward(joined(numbers, codes)).relu()).relu());
    }
}
