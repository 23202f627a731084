package io.souschef.recipe.inspect.look;

import io.souschef.data.text.Text;

/** A few words of a text, in one line, with � for what can't be shown. */
public final class Excerpt {
    private static final int UNKNOWN = 0xfffd;

    private Excerpt() {}

    /** The beginning of the text itself, without the header of a mail; "(empty)" where there is nothing. */
    public static String beginning(Text text, int most) {
        return of(text.content(), text.body(), most);
    }

    /** What stands around the letter {@code at}. */
    public static String around(String content, int at, int most) {
        int from = Math.max(0, at - most / 2);
        return (from > 0 ? "…" : "") + of(content, from, most);
    }

    /** The beginning of a cell; a cell that is short as it is. */
    public static String cut(String cell, int most) {
        return cell.length() <= most ? cell : of(cell, 0, most);
    }

    private static String of(String content, int from, int most) {
        StringBuilder line = new StringBuilder();
        boolean gap = false;
        int i = from;
        while (i < content.length() && line.length() < most) {
            int c = content.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c)) {
                gap = line.length() > 0;
            } else {
                line.append(gap ? " " : "").appendCodePoint(isShown(c) ? c : UNKNOWN);
                gap = false;
            }
        }
        if (line.length() == 0) {
            return "(empty)";
        }
        return i < content.length() && !content.substring(i).isBlank() ? line + "…" : line.toString();
    }

    private static boolean isShown(int c) {
        return !Character.isISOControl(c) && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
    }
}
