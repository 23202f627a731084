package io.souschef.data.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The SHA-256 of a data set's bytes. Of one file it is what {@code sha256sum FILE} prints; of several it is what
 * {@code sha256sum A B C | sha256sum} prints in their folder, with the names sorted.
 *
 * @param bytes size of all files together
 */
public record Fingerprint(String sha256, long bytes) {
    private static final int BUFFER = 1 << 18;

    /** Of one file. */
    public static Fingerprint of(Path file) {
        return ofFile(file);
    }

    /** Of the files of a folder, in the order of their names relative to it; read on all cores. */
    public static Fingerprint of(Path folder, List<Path> files) {
        List<Path> sorted = files.stream()
                .sorted((a, b) -> folder.relativize(a)
                        .toString()
                        .compareTo(folder.relativize(b).toString()))
                .toList();
        List<Fingerprint> each =
                sorted.parallelStream().map(Fingerprint::ofFile).collect(Collectors.toList());
        StringBuilder listing = new StringBuilder();
        for (int i = 0; i < sorted.size(); i++) {
            listing.append(each.get(i).sha256)
                    .append("  ")
                    .append(folder.relativize(sorted.get(i)))
                    .append('\n');
        }
        return of(
                listing.toString().getBytes(StandardCharsets.UTF_8),
                each.stream().mapToLong(Fingerprint::bytes).sum());
    }

    /** Of files whose own fingerprints are known by their names relative to the folder. */
    public static Fingerprint of(Map<String, String> byName, long bytes) {
        MessageDigest digest = digest();
        new TreeMap<>(byName)
                .forEach((name, sha256) ->
                        digest.update((sha256 + "  " + name + "\n").getBytes(StandardCharsets.UTF_8)));
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()), bytes);
    }

    /** Of one file, in hexadecimal; empty where it can't be opened. */
    public static Optional<String> ofReadable(Path file) {
        try {
            return Files.isReadable(file) ? Optional.of(ofFile(file).sha256) : Optional.empty();
        } catch (CannotRead e) {
            return Optional.empty();
        }
    }

    /** Of bytes in memory; {@code bytes} is what is said of their size. */
    public static Fingerprint of(byte[] content, long bytes) {
        return new Fingerprint(HexFormat.of().formatHex(digest().digest(content)), bytes);
    }

    private static Fingerprint ofFile(Path file) {
        MessageDigest digest = digest();
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                bytes += n;
            }
        } catch (IOException e) {
            throw new CannotRead(file, e);
        }
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()), bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
