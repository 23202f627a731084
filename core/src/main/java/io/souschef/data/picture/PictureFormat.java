package io.souschef.data.picture;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a file is by its first bytes, whatever it is called. */
public enum PictureFormat {
    PNG("PNG", "png|apng"),
    JPEG("JPEG", "jpe?g|jfif|jpe"),
    GIF("GIF", "gif"),
    BMP("BMP", "bmp|dib"),
    TIFF("TIFF", "tiff?"),
    WEBP("WebP", "webp"),
    HEIF("HEIF", "heic|heif|avif"),
    PDF("PDF", "pdf"),
    HTML("HTML", "html?"),
    OTHER("", "");

    /** Bytes of a file that are enough to tell. */
    static final int HEAD = 32;

    private final String words;
    private final String extensions;

    /** @param extensions that its files have, as a regular expression */
    PictureFormat(String words, String extensions) {
        this.words = words;
        this.extensions = extensions;
    }

    /** By the bytes that every file of a format begins with. */
    static PictureFormat of(byte[] file) {
        String head = new String(file, 0, Math.min(HEAD, file.length), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
            return GIF;
        }
        if (head.startsWith("BM")) {
            return BMP;
        }
        if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
            return TIFF;
        }
        return unreadable(head);
    }

    private static PictureFormat unreadable(String head) {
        if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return WEBP;
        }
        if (head.startsWith("ftyp", 4) && head.substring(8).matches("(?s)(heic|heix|mif1|msf1|avif|avis).*")) {
            return HEIF;
        }
        if (head.startsWith("%PDF")) {
            return PDF;
        }
        String plain = head.strip().toLowerCase(Locale.ROOT);
        return plain.startsWith("<!doctype html") || plain.startsWith("<html") ? HTML : OTHER;
    }

    /** Whether a file of this name claims to be something else. */
    boolean isBeliedBy(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0 && !name.substring(dot + 1).toLowerCase(Locale.ROOT).matches(extensions);
    }

    /** "PNG", "JPEG". */
    @Override
    public String toString() {
        return words;
    }
}
