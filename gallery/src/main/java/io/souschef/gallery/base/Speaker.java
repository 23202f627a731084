package io.souschef.gallery.base;

import io.souschef.nn.Gpt;
import io.souschef.train.Adam;

/** A small GPT that says the next token, with Adam at 3e-3. */
public class Speaker extends Classic {
    public Speaker(long seed, Material data, int vocabulary) {
        this(seed, gpt(seed, vocabulary), data);
    }

    private Speaker(long seed, Gpt net, Material data) {
        super(seed, net, new Adam(net, 3e-3), data);
    }

    private static Gpt gpt(long seed, int vocabulary) {
        return new Gpt(seed, Gpt.Options.of(vocabulary, 16, 1, 2, 16));
    }
}
