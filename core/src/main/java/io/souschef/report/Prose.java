package io.souschef.report;

import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown as markup. What looks like markup in it is shown as it is, and links lead to the web or nowhere. */
final class Prose {
    private static final Parser PARSER = Parser.builder().build();

    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();

    private Prose() {}

    static Html of(String markdown) {
        return new Html(RENDERER.render(PARSER.parse(markdown)));
    }
}
