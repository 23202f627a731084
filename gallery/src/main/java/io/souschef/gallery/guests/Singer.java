package io.souschef.gallery.guests;

import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Lstm;
import io.souschef.tensor.Tensor;

/** An LSTM over tokens [N, T] → [N, T, V]. */
final class Singer extends Layer {
    static final int HIDDEN = 32;
    final Embedding embedding;
    final Lstm lstm = add("lstm", new Lstm(16, HIDDEN));
    final Linear head;

    Singer(long seed, int vocabulary) {
        embedding = add("embedding", new Embedding(vocabulary, 16));
        head = add("head", new Linear(HIDDEN, vocabulary));
        initialize(seed);
    }

    @Override
    public Tensor forward(Tensor tokens) {
        return head.forward(lstm.forward(embedding.forward(tokens)));
    }
}
