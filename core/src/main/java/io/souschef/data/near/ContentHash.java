package io.souschef.data.near;

import io.souschef.data.Images;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** By what an image is known whatever its name and number: the beginning of the SHA-256 of its file, or of its pixels where it has none. */
final class ContentHash {
    private static final int DIGITS = 16;

    private ContentHash() {}

    /** "h" and 16 hexadecimal digits: without the letter a spreadsheet takes some for numbers. */
    static String of(Images images, int id) {
        String whole = images.files().hashes().isEmpty()
                ? HexFormat.of().formatHex(digest().digest(images.pixels(id)))
                : images.files().hashes().get(id);
        return "h" + whole.substring(0, DIGITS);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
