package io.souschef.data.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes as text. A byte order mark says how; without one UTF-8 is tried, strictly, then UTF-16 where every other byte is zero. What is
 * neither, and no binary file, is read as its header says (charset=…); where it says nothing it is taken for UTF-8 with damaged places,
 * if most of its letters beyond ASCII are sound, else for windows-1252, else for ISO-8859-1. How a text was read is kept beside it: what was only guessed can be looked at.
 */
public final class TextEncodings {
    public static final String UTF8 = "UTF-8";
    public static final String DAMAGED = "UTF-8, damaged";

    private static final String WINDOWS = "windows-1252", LATIN = "ISO-8859-1";

    /** Of a text that is no UTF-8 and has more control characters among its bytes it is said that it is binary. Compressed files have 10 %. */
    private static final double BINARY = 0.02;

    /** Of English in UTF-16 nearly all; of Russian or Greek the blanks and full stops, a sixth. */
    private static final double ZEROS = 0.1;

    private static final Pattern DECLARED =
            Pattern.compile("charset\\s*=\\s*[\"']?([A-Za-z][\\w.:-]{1,30})", Pattern.CASE_INSENSITIVE);

    /** What strict reading has ruled out already. */
    private static final Pattern PLAIN = Pattern.compile("(?i)utf-?8|(us-)?ascii|unicode.*");

    private static final int HEAD = 16_384;

    /** A text, and how it was read. */
    record Decoded(String content, String encoding) {}

    private TextEncodings() {}

    /** Whether this encoding was only guessed, so that letters may be wrong. */
    public static boolean isGuess(String encoding) {
        return encoding.equals(DAMAGED) || encoding.equals(WINDOWS) || encoding.equals(LATIN);
    }

    /** @param cut whether these are only the first bytes, so that the last letter may be half; empty where it is no text */
    static Optional<Decoded> decode(byte[] bytes, boolean cut) {
        Optional<Decoded> marked = marked(bytes, cut);
        if (marked.isPresent()) {
            return marked;
        }
        if (control(bytes) > BINARY * bytes.length) {
            return zeros(bytes).flatMap(charset -> strict(charset.name(), charset, bytes, 0, cut));
        }
        return strict(UTF8, StandardCharsets.UTF_8, bytes, 0, cut)
                .or(() -> declared(bytes, cut))
                .or(() -> damaged(bytes))
                .or(() -> strict(WINDOWS, Charset.forName(WINDOWS), bytes, 0, cut))
                .or(() -> strict(LATIN, StandardCharsets.ISO_8859_1, bytes, 0, cut));
    }

    private static Optional<Decoded> marked(byte[] bytes, boolean cut) {
        if (begins(bytes, 0xef, 0xbb, 0xbf)) {
            return strict("UTF-8 with a byte order mark", StandardCharsets.UTF_8, bytes, 3, cut);
        }
        if (begins(bytes, 0xff, 0xfe, 0, 0)) {
            return strict("UTF-32LE", Charset.forName("UTF-32LE"), bytes, 4, cut);
        }
        if (begins(bytes, 0, 0, 0xfe, 0xff)) {
            return strict("UTF-32BE", Charset.forName("UTF-32BE"), bytes, 4, cut);
        }
        if (begins(bytes, 0xff, 0xfe)) {
            return strict("UTF-16LE", StandardCharsets.UTF_16LE, bytes, 2, cut);
        }
        return begins(bytes, 0xfe, 0xff)
                ? strict("UTF-16BE", StandardCharsets.UTF_16BE, bytes, 2, cut)
                : Optional.empty();
    }

    private static boolean begins(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Decoded> strict(String name, Charset charset, byte[] bytes, int from, boolean cut) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer letters = CharBuffer.allocate(bytes.length - from + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes, from, bytes.length - from), letters, !cut);
        return result.isUnderflow() ? Optional.of(new Decoded(letters.flip().toString(), name)) : Optional.empty();
    }

    /** As the header of a mail or of a page of HTML says, where that is so. */
    private static Optional<Decoded> declared(byte[] bytes, boolean cut) {
        String head = new String(bytes, 0, Math.min(HEAD, bytes.length), StandardCharsets.ISO_8859_1);
        Matcher name = DECLARED.matcher(head);
        if (!name.find() || PLAIN.matcher(name.group(1)).matches()) {
            return Optional.empty();
        }
        try {
            Charset named = Charset.forName(name.group(1));
            // as browsers do: who writes ISO-8859-1 mostly means its superset
            Charset charset = named.equals(StandardCharsets.ISO_8859_1) ? Charset.forName(WINDOWS) : named;
            return strict(charset.name() + ", as it says", charset, bytes, 0, cut);
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** Where more letters beyond ASCII are sound than twice those that are not. */
    private static Optional<Decoded> damaged(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        long bad = text.chars().filter(c -> c == 0xfffd).count();
        long beyond = text.chars().filter(c -> c > 127).count();
        return beyond - bad > 2 * bad ? Optional.of(new Decoded(text, DAMAGED)) : Optional.empty();
    }

    /** Control characters that no text has, the escape of Japanese mails aside. */
    private static long control(byte[] bytes) {
        long count = 0;
        for (byte b : bytes) {
            boolean usual = b == '\n' || b == '\r' || b == '\t' || b == '\f' || b == 0x1b;
            count += (b >= 0 && b < 32 && !usual) || b == 127 ? 1 : 0;
        }
        return count;
    }

    /** Which UTF-16 it is, if it is one without its mark. */
    private static Optional<Charset> zeros(byte[] bytes) {
        int[] zeros = new int[2];
        for (int i = 0; i < bytes.length; i++) {
            zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
        }
        double half = bytes.length / 2.0;
        if (bytes.length % 2 == 1 || Math.max(zeros[0], zeros[1]) < ZEROS * half) {
            return Optional.empty();
        }
        boolean little = zeros[1] > 20 * zeros[0];
        boolean big = zeros[0] > 20 * zeros[1];
        return little
                ? Optional.of(StandardCharsets.UTF_16LE)
                : big ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }
}
