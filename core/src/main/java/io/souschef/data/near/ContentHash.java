package io.souschef.data.near;

import io.souschef.data.Images;
import io.souschef.data.Inputs;
import io.souschef.data.Texts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By what an image or a text is known whatever its name and number: the beginning of the SHA-256 of its file, or of its pixels where it has none; of
 * a text, of its letters.
 */
final class ContentHash {
    private static final int DIGITS = 16;

    private ContentHash() {}

    /** "h" and 16 hexadecimal digits: without the letter a spreadsheet takes some for numbers. */
    static String of(Inputs inputs, int id) {
        String whole = inputs instanceof Texts texts
                ? HexFormat.of()
                        .formatHex(digest().digest(texts.get(id).content().getBytes(StandardCharsets.UTF_8)))
                : of((Images) inputs, id);
        return "h" + whole.substring(0, DIGITS);
    }

    private static String of(Images images, int id) {
        return images.files().hashes().isEmpty()
                ? HexFormat.of().formatHex(digest().digest(images.pixels(id)))
                : images.files().hashes().get(id);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
