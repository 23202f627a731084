package io.souschef.error;

/**
 * Something that the user can mend: bad input, wrong use. Each kind is a class of its own whose constructor holds the text.
 * The command line prints the message alone, without a stack trace.
 */
public abstract class Problem extends RuntimeException {
    protected Problem(Message message) {
        super(message.toString());
    }

    protected Problem(Message message, Throwable cause) {
        super(message.toString(), cause);
    }
}
