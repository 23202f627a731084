package io.souschef.report;

import io.souschef.experiment.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** The pictures of a run, read from its directory and from nowhere else, to be part of the page. */
final class Album {
    /** Bytes. A contact sheet takes a few hundred kB; beyond this a page would not open on a phone. */
    private static final long LARGEST = 8L << 20;

    /** Where they are; empty where there are none. */
    private final Optional<Path> folder;

    private Album(Optional<Path> folder) {
        this.folder = folder;
    }

    Album(RunDirectory run) {
        this(Optional.of(run.path().toAbsolutePath().normalize()));
    }

    /** Of what is no run and has no pictures. */
    static Album empty() {
        return new Album(Optional.empty());
    }

    /**
     * A picture, or why there is none.
     *
     * @param uri its content as a data URI
     * @param missing why it can't be shown; empty if it can
     * @param small whether it has so few pixels that they should be seen
     */
    record Print(String uri, String missing, boolean small) {
        static Print missing(String why) {
            return new Print("", why, false);
        }
    }

    /** The picture in this file of the run directory. */
    Print print(String file) {
        return folder.map(root -> print(root, file)).orElse(Print.missing("no such picture"));
    }

    private static Print print(Path root, String file) {
        try {
            Path path = root.resolve(file).normalize();
            if (!path.startsWith(root) || !Files.exists(path)) return Print.missing("no such picture in this run");
            if (!path.toRealPath().startsWith(root.toRealPath())) return Print.missing("a link to outside of this run");
            if (Files.size(path) > LARGEST)
                return Print.missing("too large for this page: " + (Files.size(path) >> 20) + " MB");
            byte[] bytes = Files.readAllBytes(path);
            return type(bytes)
                    .map(type -> new Print(
                            "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes), "", small(bytes)))
                    .orElse(Print.missing("neither PNG nor JPEG, GIF, WebP"));
        } catch (IOException | InvalidPathException e) {
            return Print.missing("can't be read");
        }
    }

    /** By the first bytes; a name can say anything. */
    private static Optional<String> type(byte[] bytes) {
        if (begins(bytes, 0, 0x89, 'P', 'N', 'G')) return Optional.of("image/png");
        if (begins(bytes, 0, 0xFF, 0xD8, 0xFF)) return Optional.of("image/jpeg");
        if (begins(bytes, 0, 'G', 'I', 'F', '8')) return Optional.of("image/gif");
        if (begins(bytes, 0, 'R', 'I', 'F', 'F') && begins(bytes, 8, 'W', 'E', 'B', 'P'))
            return Optional.of("image/webp");
        return Optional.empty();
    }

    /** Of a PNG, by the width in its header: at most 64 pixels. */
    private static boolean small(byte[] bytes) {
        return begins(bytes, 0, 0x89, 'P', 'N', 'G')
                && begins(bytes, 16, 0, 0, 0)
                && bytes.length > 19
                && (bytes[19] & 0xFF) <= 64;
    }

    private static boolean begins(byte[] bytes, int at, int... expected) {
        if (bytes.length < at + expected.length) return false;
        for (int i = 0; i < expected.length; i++) if ((bytes[at + i] & 0xFF) != expected[i]) return false;
        return true;
    }
}
