package io.souschef.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Where a command writes: results to {@code out}, all else to {@code err}.
 *
 * @param width letters on a line
 * @param live whether {@code err} is a screen on which a line can be drawn over
 * @param colour whether {@code out} may be coloured
 * @param unicode whether letters outside ASCII are shown as they are
 */
record Terminal(PrintWriter out, PrintWriter err, int width, boolean live, boolean colour, boolean unicode) {
    private static final int USUAL_WIDTH = 80;

    /**
     * This process's own. Java can't ask whether a stream is a screen, nor how wide that is: the launcher asks, and hands the
     * answers over as {@code souschef.stdout}, {@code souschef.stderr} ("terminal") and {@code souschef.columns}.
     */
    static Terminal ofProcess() {
        return of(writer(FileDescriptor.out), writer(FileDescriptor.err), System.getenv());
    }

    /** The same with other streams and another environment. */
    static Terminal of(PrintWriter out, PrintWriter err, Map<String, String> environment) {
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean plain = dumb || !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(
                out,
                err,
                columns(System.getProperty("souschef.columns", "")),
                isTerminal("souschef.stderr") && !dumb,
                isTerminal("souschef.stdout") && !plain,
                utf8(environment));
    }

    private static boolean isTerminal(String property) {
        return System.getProperty(property, "").equals("terminal");
    }

    private static int columns(String text) {
        return text.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(text) : USUAL_WIDTH;
    }

    /** By the first of the three variables that is set, as the C library has it. */
    private static boolean utf8(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
            }
        }
        return false;
    }

    private static PrintWriter writer(FileDescriptor stream) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8), true);
    }
}
