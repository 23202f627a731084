package io.souschef.report;

import static io.souschef.report.Html.tag;

import java.util.List;
import java.util.stream.Collectors;

/** The warning on all that stands on a failed gate. */
final class Banner {
    private Banner() {}

    /** Of the whole page. */
    static Html of(Story story) {
        List<Chapter> continued = story.continued();
        if (continued.isEmpty()) return Html.NOTHING;
        return tag("p.banner.fail")
                .of(
                        tag("b").of("This run went on over a failed gate. "),
                        Html.text(
                                "Stage " + names(continued)
                                        + " did not pass; --continue was given. Nothing after it can be trusted as it stands."));
    }

    /** Of a chapter after such a gate. */
    static Html above(Chapter chapter, Story story) {
        List<Chapter> before = story.continued().stream()
                .filter(c -> c.number() < chapter.number())
                .toList();
        if (before.isEmpty() || !chapter.begun()) return Html.NOTHING;
        return tag("p.banner.quiet").of("Stands on the failed gate of stage " + names(before) + ".");
    }

    private static String names(List<Chapter> chapters) {
        return chapters.stream().map(c -> c.number() + ", " + c.title()).collect(Collectors.joining("; "));
    }
}
