package io.souschef.data.source;

/**
 * Where a data set came from, enough to say whether another run had the same bytes.
 *
 * @param path the file or folder that was read
 * @param sha256 of the content, 64 hexadecimal digits; see {@link Fingerprint} for how to get the same from a shell
 * @param bytes size of the files that were read
 * @param format e.g. "IDX", "class folders", "CSV"
 */
public record Source(String path, String sha256, long bytes, String format) {
    public Source {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256 in hexadecimal: " + sha256);
        }
    }

    /** The first eight digits of the fingerprint, for people. */
    public String version() {
        return sha256.substring(0, 8);
    }
}
