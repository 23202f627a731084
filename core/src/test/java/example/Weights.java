package example;

/** Code of a user's, who lives in a package of his own. */
public final class Weights {
    private Weights() {}

    public static long missing(long seed) {
        if (seed >= 0) throw new IllegalStateException("no weights.bin");
        return seed;
    }

    /** What {@link #missing} throws. */
    public static RuntimeException wrapped() {
        try {
            missing(0);
            return new IllegalStateException();
        } catch (IllegalStateException e) {
            return e;
        }
    }
}
