package io.souschef.check;

import java.util.Locale;

/** A check cannot tell, and says why and what would be needed. It is neither a pass nor a fail. */
public final class CouldNotJudge extends RuntimeException {
    /** @param reason in a few words, as a format when there are {@code values} */
    public CouldNotJudge(String reason, Object... values) {
        super(filled(reason, values), null, false, false);
    }

    /** The same, caused by what the program threw. */
    public CouldNotJudge(String reason, Throwable cause) {
        super(reason, cause, false, false);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation's artifact is not worth a dependency
    private static String filled(String text, Object... values) {
        return values.length == 0 ? text : String.format(Locale.ROOT, text, values);
    }
}
