package io.souschef.data;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** Texts of which no two have a word in common. */
public final class NoWords extends Problem {
    NoWords(int texts) {
        super(Message.of("these texts have no words to learn from")
                .got("%,d training texts, no two of which share a word".formatted(texts))
                .expected("texts in a language")
                .fix("look at some of them: are they empty, or lists of numbers?"));
    }
}
