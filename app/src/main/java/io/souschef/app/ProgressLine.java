package io.souschef.app;

import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What takes a while, on one line of the screen that is drawn over and over: what it is, how far it has come, how long it will
 * still take. Where there is no screen, a plain line now and then. Being told costs next to nothing: a clock draws, not the one who
 * tells.
 */
final class ProgressLine {
    /** Seconds that may pass before anything is shown; what is over sooner needs no bar. */
    private static final double QUIET = 1;

    /** Seconds between plain lines. */
    private static final double PLAIN_EVERY = 30;

    private static final int BAR = 24;

    /** What a terminal obeys, colours apart. The name of a class, or a cell of a table, may hold it. */
    private static final Pattern COMMAND = Pattern.compile("\\x1b(?!\\[[0-9;]*m)|[\\x00-\\x1f&&[^\\t\\n\\x1b]]");

    private final Terminal terminal;
    private final LongSupplier nanos;
    private @Nullable Work work;
    private boolean drawn;
    private boolean closed;
    private long lastPlain;

    /** One piece of work: since when, and how far it was then. */
    private static final class Work {
        final String what;
        final long begun;
        final double from;
        double share;
        String detail = "";

        Work(String what, long begun, double from) {
            this.what = what;
            this.begun = begun;
            this.from = from;
        }
    }

    ProgressLine(Terminal terminal, LongSupplier nanos) {
        this.terminal = terminal;
        this.nanos = nanos;
    }

    /**
     * Work goes on.
     *
     * @param share of it that is done, 0 to 1, or negative where nobody knows
     * @param detail e.g. the loss; may be empty
     */
    synchronized void at(String what, double share, String detail) {
        if (work == null || !work.what.equals(what)) {
            work = new Work(what, nanos.getAsLong(), Math.max(0, share));
            lastPlain = work.begun;
        }
        work.share = share;
        work.detail = detail;
    }

    /** Data are being read; {@code total} is 0 while nobody knows how much there is. */
    void reading(String data, long done, long total) {
        if (total > 0) {
            at("reading " + data, (double) done / total, "");
        } else {
            at("looking through " + data, -1, String.format(Locale.ROOT, "%,d files", done));
        }
    }

    /** Work has ended. */
    synchronized void ended() {
        erase();
        work = null;
    }

    /** Prints whole lines of results, of control characters only their colours; the bar makes room for them. */
    synchronized void print(String lines) {
        if (closed) {
            return;
        }
        erase();
        terminal.out().println(COMMAND.matcher(lines).replaceAll("?"));
        terminal.out().flush();
    }

    /** Prints a last line beside the results; nothing is printed after it. */
    synchronized void close(String last) {
        if (closed) {
            return;
        }
        erase();
        closed = true;
        if (!last.isEmpty()) {
            terminal.err().println(last);
        }
        terminal.err().flush();
        terminal.out().flush();
    }

    /** Draws how things stand. To be called a few times a second. */
    synchronized void draw() {
        if (work == null || closed) {
            return;
        }
        long now = nanos.getAsLong();
        double elapsed = (now - work.begun) / 1e9;
        if (terminal.live() && elapsed >= QUIET) {
            terminal.err().print("\r" + fitted(bar(work, elapsed)) + "\u001b[K");
            terminal.err().flush();
            drawn = true;
        } else if (!terminal.live() && (now - lastPlain) / 1e9 >= PLAIN_EVERY) {
            terminal.err().println("   ... " + plain(work, elapsed));
            terminal.err().flush();
            lastPlain = now;
        }
    }

    private void erase() {
        if (drawn) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
            drawn = false;
        }
    }

    private String bar(Work work, double elapsed) {
        String end = (work.detail.isEmpty() ? "" : "  " + work.detail) + time(work, elapsed);
        if (work.share < 0) {
            return "   ...   " + work.what + end;
        }
        return "   ...   " + work.what + "  " + blocks(work.share)
                + String.format(Locale.ROOT, " %3.0f %%", 100 * work.share) + end;
    }

    private String blocks(double share) {
        int full = (int) Math.round(BAR * Math.max(0, Math.min(1, share)));
        return terminal.unicode()
                ? "\u2501".repeat(full) + "\u2500".repeat(BAR - full)
                : "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
    }

    private static String plain(Work work, double elapsed) {
        String share = work.share < 0 ? "" : String.format(Locale.ROOT, ", %.0f %%", 100 * work.share);
        return work.what
                + share
                + (work.detail.isEmpty() ? "" : ", " + work.detail)
                + time(work, elapsed).replaceFirst("^ +", ", ");
    }

    /** What is left, where that can be said; else what has passed. */
    private static String time(Work work, double elapsed) {
        double done = work.share - work.from;
        if (work.share < 0 || done < 0.01) {
            return "  " + clock(elapsed);
        }
        return "  " + clock(elapsed * (1 - work.share) / done) + " left";
    }

    /** Minutes and seconds, or hours and minutes: 0:07, 12:30, 1h05. */
    static String clock(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%dh%02d", whole / 3600, whole % 3600 / 60);
    }

    /** Cut to one line: what is longer would scroll and could not be drawn over. */
    private String fitted(String line) {
        return line.length() < terminal.width() ? line : line.substring(0, terminal.width() - 1);
    }
}
