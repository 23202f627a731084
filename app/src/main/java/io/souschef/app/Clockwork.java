package io.souschef.app;

/** Draws a progress line a few times a second, from a thread of its own, until it is closed. */
final class Clockwork implements AutoCloseable {
    private static final long MILLIS = 125;

    private final ProgressLine line;
    private final Thread thread;

    private Clockwork(ProgressLine line) {
        this.line = line;
        thread = new Thread(() -> run(line), "souschef-clockwork");
        thread.setDaemon(true);
        thread.start();
    }

    static Clockwork drawing(ProgressLine line) {
        return new Clockwork(line);
    }

    private static void run(ProgressLine line) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(MILLIS);
                line.draw();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the line off the screen, however the work has ended: what is said next, an error perhaps, begins a line of its own. */
    @Override
    public void close() {
        thread.interrupt();
        line.ended();
    }
}
