package io.souschef.data.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file of text. Of a very long one the first {@value Text#MOST_BYTES} bytes are read: memory is bounded whatever lies there. */
public final class TextFile {
    /** Why a file that is no text was passed over. */
    public static final String BINARY = "binary, no text";

    private TextFile() {}

    /** @return the text; empty where it is a binary file */
    public static Optional<Text> read(Path file, String name) throws IOException {
        long size = Files.size(file);
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(Text.MOST_BYTES);
        }
        return TextEncodings.decode(bytes, size > bytes.length)
                .map(decoded -> new Text(
                        name,
                        decoded.content(),
                        decoded.encoding(),
                        Math.max(size, bytes.length),
                        MailHeader.end(decoded.content())));
    }
}
