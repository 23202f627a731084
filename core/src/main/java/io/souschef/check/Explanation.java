package io.souschef.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What there is to know about a check: the idea, the recipe's paragraph, how it is measured, what it needs and can't see, and an
 * example wrong beside right.
 *
 * @param code of the check
 * @param markdown its text
 */
public record Explanation(String code, String markdown) {
    /**
     * Of the check with this code.
     *
     * @throws NoSuchCheck if there is none
     */
    public static Explanation of(String code) {
        return find(code).orElseThrow(() -> new NoSuchCheck(code));
    }

    /** What the section "What it needs" says. */
    public String needs() {
        String[] after = markdown.split("## What it needs\n", 2);
        return after.length < 2 ? "" : after[1].split("\n## ", 2)[0].strip().replace("\n", " ");
    }

    static Optional<Explanation> find(String code) {
        if (!code.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            return Optional.empty();
        }
        try (InputStream in = Explanation.class.getResourceAsStream("explain/" + code + ".md")) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new Explanation(code, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
