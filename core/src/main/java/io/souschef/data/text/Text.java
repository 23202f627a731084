package io.souschef.data.text;

/**
 * One document, decoded.
 *
 * @param name the file, below the folder that was opened, or the row of the table
 * @param content what it says; of a very long file its beginning
 * @param encoding how the bytes were read: "UTF-8", or what they were taken for
 * @param bytes of the file
 * @param body where the text itself begins: behind the header of a mail, else 0
 */
public record Text(String name, String content, String encoding, long bytes, int body) {
    /** Bytes of a file that are read; so long a text is a book. */
    public static final int MOST_BYTES = 1 << 20;

    /** Words that do not agree by chance, so that signs need not be compared. */
    private static final int LONG = 20;

    /** As a text that needed no decoding, e.g. a cell. */
    public static Text of(String name, String content) {
        String kept = content.substring(0, Math.min(content.length(), MOST_BYTES));
        return new Text(name, kept, TextEncodings.UTF8, content.length(), MailHeader.end(kept));
    }

    /** Whether the content is only the file's beginning. */
    public boolean isCut() {
        return bytes > MOST_BYTES;
    }

    /** Whether there is nothing in it, or nothing but white space. */
    public boolean isBlank() {
        return content.isBlank();
    }

    /**
     * What two copies of a text share: its words in lower case. Of a short text, in which a sign may be all that matters ("really!", "really?"),
     * all that is no white space, in lower case.
     */
    public String normal() {
        StringBuilder words = new StringBuilder(content.length() - body);
        int[] count = {0};
        Words.scan(content, body, (from, to) -> {
            words.append(count[0]++ == 0 ? "" : " ");
            for (int i = from; i < to; i++) {
                words.append(Words.lower(content.charAt(i)));
            }
        });
        return count[0] >= LONG ? words.toString() : collapsed();
    }

    private String collapsed() {
        StringBuilder normal = new StringBuilder(content.length() - body);
        boolean gap = false;
        for (int i = body; i < content.length(); i++) {
            char c = content.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                gap = true;
            } else {
                if (gap && normal.length() > 0) {
                    normal.append(' ');
                }
                normal.append(Words.lower(c));
                gap = false;
            }
        }
        return normal.toString();
    }
}
