package io.souschef.report;

import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Findings for a terminal, in columns: outcome, check, what was measured, seconds; below what is wrong, what was expected and the fix.
 *
 * <pre>
 *    ok    verify loss @ init           2.3206 nats, over 10 batches                    0.4 s
 *    FAIL  input-independent baseline   zeroed 1.412, real 1.409 nats: the net ignores its input
 *          expected  real below zeroed by 0.10 or more after 200 steps
 *          fix       check that images and labels are shuffled together: souschef look --n 16
 * </pre>
 *
 * @param width letters on a line; longer texts are wrapped
 * @param colour whether outcomes are coloured, too; their words are there anyway
 */
public record FindingText(int width, boolean colour) {
    private static final int MARK = 3;
    private static final int NAME = 9;
    private static final int HEADLINE = 38;
    private static final int DETAIL = NAME + 10;
    /** Seconds stay near what they belong to, however wide the terminal is. */
    private static final int WIDEST = 100;
    /** Seconds from which on a cost is shown: less would read 0.0 s. */
    private static final double SHOWN = 0.05;

    public FindingText {
        width = Math.max(60, Math.min(WIDEST, width));
    }

    /** The finding, without a newline at its end. */
    public String of(Finding finding) {
        return of(finding, "");
    }

    /**
     * The same with a last line that says where there is more to see.
     *
     * @param see a file, or nothing
     */
    public String of(Finding finding, String see) {
        List<String> lines = new ArrayList<>(headline(finding));
        if (finding.outcome() == Outcome.FAIL || finding.outcome() == Outcome.WARN)
            lines.addAll(detail("expected", finding.expected()));
        if (finding.outcome() != Outcome.PASS) {
            lines.addAll(detail("fix", finding.fix()));
            lines.addAll(detail("see", see));
        }
        return String.join("\n", lines);
    }

    /**
     * A line in the same columns that is no finding: what an experiment measured, what was decided.
     *
     * @param mark a word of at most five letters
     * @param seconds what it cost; next to nothing is not shown
     */
    public String row(String mark, String name, String text, double seconds) {
        return String.join("\n", row(mark, "", name, text, seconds));
    }

    private List<String> headline(Finding finding) {
        String code = colour ? code(finding.outcome()) : "";
        return row(Mark.word(finding.outcome()), code, finding.check(), finding.headline(), finding.seconds());
    }

    private List<String> row(String mark, String code, String check, String text, double cost) {
        String name = clean(check);
        String start =
                " ".repeat(MARK) + coloured(mark, code) + " ".repeat(Math.max(1, NAME - MARK - length(mark))) + name;
        List<String> texts = wrapped(clean(text), width - HEADLINE);
        List<String> lines = new ArrayList<>();
        int used = NAME + length(name);
        if (used > HEADLINE - 2) lines.add(start);
        else lines.add(start + " ".repeat(HEADLINE - used) + texts.remove(0));
        for (String more : texts) lines.add(" ".repeat(HEADLINE) + more);
        String first = lines.get(0).stripTrailing();
        int length = length(first) - (coloured(mark, code).length() - mark.length());
        String seconds = String.format(Locale.ROOT, "%.1f s", cost);
        boolean room = cost >= SHOWN && length + 2 + seconds.length() <= width;
        lines.set(0, room ? first + " ".repeat(width - length - seconds.length()) + seconds : first);
        return lines;
    }

    private List<String> detail(String label, String text) {
        List<String> lines = new ArrayList<>();
        if (text.isEmpty()) return lines;
        String before = " ".repeat(NAME) + label + " ".repeat(DETAIL - NAME - label.length());
        for (String line : wrapped(clean(text), width - DETAIL)) {
            lines.add(before + line);
            before = " ".repeat(DETAIL);
        }
        return lines;
    }

    private static String coloured(String mark, String code) {
        return code.isEmpty() ? mark : "\u001b[" + code + "m" + mark + "\u001b[0m";
    }

    private static String code(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "32";
            case FAIL -> "1;31";
            case WARN -> "33";
            case SKIP -> "2";
            case EYES -> "36";
            case ERROR -> "31";
        };
    }

    /** Without control characters: a class may be called anything, and a terminal obeys. */
    private static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n]]", "?").strip();
    }

    /** Lines of at most {@code room} letters, broken at spaces where there are some. At least one. */
    private static List<String> wrapped(String text, int room) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            String rest = paragraph;
            while (length(rest) > room) {
                int limit = rest.offsetByCodePoints(0, room);
                int space = rest.lastIndexOf(' ', limit);
                if (rest.startsWith(" %", space)) space = rest.lastIndexOf(' ', space - 1); // 98.15 % stays together
                int cut = space > 0 ? space : limit;
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut).strip();
            }
            lines.add(rest);
        }
        return lines;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
