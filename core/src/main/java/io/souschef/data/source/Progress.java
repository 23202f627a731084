package io.souschef.data.source;

/** Is told how far reading has come; called from any thread, so it must be quick and thread-safe. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress SILENT = (done, total) -> {};

    /**
     * @param done examples read so far, or steps of that size
     * @param total examples there are to read, or 0 where nobody knows yet
     */
    void at(long done, long total);

    /** How far it has come where nothing is counted, 0 … 1. */
    default void share(double done) {
        at(Math.round(done * 1000), 1000);
    }
}
