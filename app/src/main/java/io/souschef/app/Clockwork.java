package io.souschef.app;

/** Calls something a few times a second, from a thread of its own, until it is closed. */
final class Clockwork implements AutoCloseable {
    private static final long MILLIS = 125;

    private final Thread thread;

    private Clockwork(Runnable tick) {
        thread = new Thread(() -> run(tick), "souschef-clockwork");
        thread.setDaemon(true);
        thread.start();
    }

    static Clockwork every(Runnable tick) {
        return new Clockwork(tick);
    }

    private static void run(Runnable tick) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(MILLIS);
                tick.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
