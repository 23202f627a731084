package io.souschef.app;

/**
 * What is said when somebody stops the process while it works. The Java VM answers SIGINT and SIGTERM by itself and exits with 130
 * or 143; every file is whole at any moment, so that nothing but a sentence is left to be done.
 */
final class Interruption implements AutoCloseable {
    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    /** @param command which goes on where it stopped */
    static Interruption of(ProgressLine progress, String command) {
        Thread hook = new Thread(() -> progress.close("stopped; to go on: " + command), "souschef-interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    /** The work is over; nothing will be said. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // too late, it is being said
        }
    }
}
