package io.souschef.bench;

import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.tensor.RandomStream;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Very many examples with known faults. Pictures: those of Fashion-MNIST again and again, each time moved by up to two pixels to another
 * place, brighter or darker, and with noise of its own; as IDX files. Texts: two or three sentences after 400 patterns, of 20,000 words as
 * frequent as in a language, some of which belong to one of four classes; as a CSV. The faults are copies that were changed a little (a
 * picture's brightness and a level or two of each pixel; one word of a text), and wrong labels, 1 %. The same bytes every time.
 *
 * @param copied one in so many examples is a changed copy of an earlier one
 */
record MadeMillion(String kind, int copied) {
    static final MadeMillion PICTURES = new MadeMillion("pictures", 500), TEXTS = new MadeMillion("texts", 1000);

    private static final int WRONG = 100;

    private static final int REACH = 2, PLACES = (2 * REACH + 1) * (2 * REACH + 1), NOISE = 12, CHANGE = 1;
    private static final int PATTERNS = 400, VOCABULARY = 20_000, TOPIC = 500;

    private static final List<String> TOPICS = List.of("garden", "harbour", "kitchen", "theatre");

    private RandomStream random(String purpose) {
        return RandomStream.of(1337, kind).named(purpose);
    }

    private boolean isCopy(int i) {
        return i % copied == copied - 1;
    }

    /** What example {@code i} is a copy of: {@code i} itself where it is none. */
    int original(int i) {
        RandomStream random = random("copies").at(i);
        return isCopy(i) ? random.below(0, i / copied + 1) * copied + random.below(1, copied - 1) : i;
    }

    boolean isWrong(int i) {
        return !isCopy(i) && random("wrong").below(i, WRONG) == 0;
    }

    private int label(int i, int truth, int classes) {
        return isWrong(i) ? (truth + 1 + random("labels").below(i, classes - 1)) % classes : truth;
    }

    static void pictures(Path folder, int size) throws IOException {
        Images images =
                (Images) Pantry.open("fashion-mnist", Options.standard()).inputs();
        Labels labels =
                (Labels) Pantry.open("fashion-mnist", Options.standard()).targets();
        Files.createDirectories(folder);
        Files.write(folder.resolve("classes.txt"), labels.classes());
        try (DataOutputStream pixels = idx(folder.resolve("images-idx3-ubyte"), 0x803);
                DataOutputStream given = idx(folder.resolve("labels-idx1-ubyte"), 0x801)) {
            pixels.writeInt(size);
            pixels.writeInt(images.height());
            pixels.writeInt(images.width());
            given.writeInt(size);
            for (int i = 0; i < size; i++) {
                int original = PICTURES.original(i);
                byte[] picture = picture(images, original);
                pixels.write(original == i ? picture : noisy(picture, 0.9, 4, CHANGE, i));
                int truth = labels.values()[original % images.size()];
                given.write(PICTURES.label(i, truth, labels.classes().size()));
            }
        }
    }

    private static DataOutputStream idx(Path file, int magic) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
        out.writeInt(magic);
        return out;
    }

    /** Another place for each time that a picture is used. */
    private static byte[] picture(Images images, int i) {
        int from = i % images.size();
        int place = PICTURES.random("places").at(from).permutation(PLACES)[Math.floorDiv(i, images.size()) % PLACES];
        int dx = place % (2 * REACH + 1) - REACH;
        int dy = Math.floorDiv(place, 2 * REACH + 1) - REACH;
        int width = images.width();
        byte[] source = images.pixels(from);
        byte[] moved = new byte[source.length];
        for (int p = 0; p < moved.length; p++) {
            int x = p % width - dx;
            int y = Math.floorDiv(p, width) - dy;
            if (x >= 0 && x < width && y >= 0 && y < images.height()) {
                moved[p] = source[y * width + x];
            }
        }
        return noisy(moved, 0.6 + 0.4 * PICTURES.random("brightness").uniform(i), 8, NOISE, i);
    }

    /** Noise is the difference of two bytes at random, its deviation about {@code levels}. */
    private static byte[] noisy(byte[] picture, double contrast, double brightness, int levels, int i) {
        RandomStream random = PICTURES.random("noise").at(i);
        byte[] noisy = new byte[picture.length];
        for (int p = 0; p < noisy.length; p++) {
            long bits = random.bits(p >> 2) >>> (16 * (p & 3));
            double noise = levels * ((bits & 0xff) - (bits >>> 8 & 0xff)) / 104.0;
            noisy[p] =
                    (byte) Math.max(0, Math.min(255, Math.round(contrast * (picture[p] & 0xff) + brightness + noise)));
        }
        return noisy;
    }

    static void texts(Path file, int size) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("text,label\n");
            for (int i = 0; i < size; i++) {
                int original = TEXTS.original(i);
                int truth = TEXTS.random("topics").below(original, TOPICS.size());
                String[] words = words(original, truth);
                if (original != i) {
                    words[words.length >> 1] = word(TEXTS.random("change").below(i, VOCABULARY));
                }
                out.write(String.join(" ", words) + "," + TOPICS.get(TEXTS.label(i, truth, TOPICS.size())) + "\n");
            }
        }
    }

    private static String[] words(int i, int topic) {
        RandomStream random = TEXTS.random("words").at(i);
        return IntStream.rangeClosed(0, 1 + random.below(0, 2))
                .boxed()
                .flatMap(sentence -> {
                    int pattern = random.below(1 + sentence, PATTERNS);
                    RandomStream fixed = TEXTS.random("patterns").at(pattern);
                    return IntStream.range(0, 11 + fixed.below(0, 6)).mapToObj(w -> {
                        long place = 100L * (1 + sentence) + 2L * w;
                        if (fixed.uniform(100 + w) < 0.45) {
                            return word(rank(fixed.uniform(200 + w), 200));
                        }
                        return fixed.uniform(300 + w) < 0.2
                                ? word(VOCABULARY + topic * TOPIC + rank(random.uniform(place), TOPIC))
                                : word(rank(random.uniform(place), VOCABULARY));
                    });
                })
                .toArray(String[]::new);
    }

    /** Zipf's: the logarithm is uniform. */
    private static int rank(double uniform, int most) {
        return (int) Math.exp(uniform * Math.log(most));
    }

    private static String word(int rank) {
        StringBuilder word = new StringBuilder();
        for (int left = rank + 60; left > 0; left = Math.floorDiv(left, 60)) {
            word.append("bdfgklmnprst".charAt(left % 12)).append("aeiou".charAt(Math.floorDiv(left % 60, 12)));
        }
        return word.toString();
    }
}
