package io.souschef.report;

import java.util.List;
import java.util.Locale;

/** A piece of markup, HTML or SVG. It is only made from tags and from texts, and every text is escaped on its way in. */
record Html(String markup) {
    static final Html NOTHING = new Html("");

    /** The markup that shows {@code text} as it is, whatever it holds. */
    static Html text(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(allowed(c) ? c : 0xFFFD);
            }
        });
        return new Html(out.toString());
    }

    /** Control characters, lone surrogates and the marks that turn the direction of what follows have no place in a page. */
    private static boolean allowed(int c) {
        if (c == '\n' || c == '\t') return true;
        boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
        boolean turning = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return !Character.isISOControl(c) && !surrogate && !turning;
    }

    static Html all(List<Html> parts) {
        StringBuilder out = new StringBuilder();
        parts.forEach(part -> out.append(part.markup));
        return new Html(out.toString());
    }

    static Html all(Html... parts) {
        return all(List.of(parts));
    }

    boolean isNothing() {
        return markup.isEmpty();
    }

    /** A tag to be filled, with its classes as in a style sheet: "figure.wide". */
    static Tag tag(String nameAndClasses) {
        String[] parts = nameAndClasses.split("\\.", 2);
        Tag tag = new Tag(parts[0], "<" + parts[0]);
        return parts.length == 1 ? tag : tag.with("class", parts[1].replace('.', ' '));
    }

    /** A tag that has its attributes but not yet its content. */
    record Tag(String name, String opening) {
        Tag with(String attribute, String value) {
            return new Tag(name, opening + " " + attribute + "=\"" + text(value).markup + "\"");
        }

        /** A number, to a hundredth: coordinates. */
        Tag with(String attribute, double value) {
            return with(attribute, coordinate(value));
        }

        Html of(Html... children) {
            return new Html(opening + ">" + all(children).markup + "</" + name + ">");
        }

        Html of(List<Html> children) {
            return of(all(children));
        }

        Html of(String text) {
            return of(text(text));
        }

        /** The tag without content; in HTML only for those that can have none, in SVG for all. */
        Html empty() {
            return new Html(opening + "/>");
        }
    }

    static String coordinate(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
