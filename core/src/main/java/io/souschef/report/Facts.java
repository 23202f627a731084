package io.souschef.report;

import static io.souschef.report.Html.tag;

import java.util.ArrayList;
import java.util.List;

/** Names with what is to be said of each, under each other. What has nothing to say is left out. */
final class Facts {
    private final String classes;
    private final List<Html> parts = new ArrayList<>();

    private Facts(String classes) {
        this.classes = classes;
    }

    static Facts list() {
        return new Facts("facts");
    }

    /** In small print, in columns. */
    static Facts settings() {
        return new Facts("settings");
    }

    Facts add(String name, String text) {
        if (text.isEmpty()) return this;
        parts.add(tag("dt").of(name));
        parts.add(tag("dd").of(text));
        return this;
    }

    Html html() {
        return parts.isEmpty() ? Html.NOTHING : tag("dl." + classes).of(parts);
    }
}
