package io.souschef.report;

import static io.souschef.report.Html.tag;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A page that holds all it shows: nothing is fetched and no script but our own runs, whatever a class or a file is called. */
final class Document {
    private Document() {}

    /** @param contents the navigation beside the rest */
    static String of(String title, Html contents, Html main) {
        String script = resource("report.js");
        Html head = tag("head")
                .of(
                        new Html("<meta charset=\"utf-8\"/>"),
                        meta("http-equiv", "Content-Security-Policy", policy(script)),
                        meta("name", "viewport", "width=device-width, initial-scale=1"),
                        meta("name", "color-scheme", "light dark"),
                        tag("title").of(title),
                        tag("style").of(new Html(resource("report.css"))));
        Html body = tag("body").of(contents, main, tag("script").of(new Html(script)));
        return "<!DOCTYPE html>\n"
                + tag("html").with("lang", "en").of(head, body).markup() + "\n";
    }

    private static String policy(String script) {
        return "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src '" + Fingerprint.of(script)
                + "'";
    }

    private static Html meta(String kind, String name, String content) {
        return tag("meta").with(kind, name).with("content", content).empty();
    }

    private static String resource(String name) {
        try (InputStream in = Document.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException(name + " is missing from the jar");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
