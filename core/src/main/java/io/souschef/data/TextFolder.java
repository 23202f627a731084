package io.souschef.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Class folders of texts ({@link ClassFolders}): .txt, .text, .eml, .md, .html, and files whose name has no extension, as mails and news
 * are often kept. What is binary is listed and left out; what can't be decoded strictly is read all the same, and how is said
 * ({@link TextEncodings}).
 */
final class TextFolder {
    private static final Pattern TEXT = Pattern.compile("(?i).+\\.(txt|text|eml|md|html?)");

    /** No dot, or behind the last one a number, also a hexadecimal one: "51121", "0001.7c53336b37003a9286aba55d2945844c". */
    private static final Pattern BARE = Pattern.compile("[^.]+|.*\\.(\\d+|[0-9a-fA-F]{9,})");

    private static final Pattern PICTURE = Pattern.compile("(?i).+\\.(png|jpe?g|jfif|gif|bmp|webp|tiff?)");

    /** Texts per picture, where pictures have a text of their own, and some. */
    private static final int TIMES = 3;

    /** Files that are looked at to tell what lies in a folder. */
    private static final int ENOUGH = 1000;

    private final ClassFolders files;
    private final Options options;
    private final List<Unreadable> unreadable;
    private final Map<String, Integer> others = new TreeMap<>();

    private TextFolder(Path folder, Options options) {
        this.files = ClassFolders.of(folder);
        this.options = options;
        this.unreadable = new ArrayList<>(files.unreadable());
    }

    /** Whether among the files of its folders there are many times more texts than pictures, by their names: boxes of pictures lie beside them. */
    static boolean isOne(Path folder) {
        int[] texts = {0};
        int[] pictures = {0};
        ClassFolders.walk(folder, file -> {
            texts[0] += isText(file) ? 1 : 0;
            pictures[0] += PICTURE.matcher(ClassFolders.nameOf(file)).matches() ? 1 : 0;
            return texts[0] + pictures[0] < ENOUGH;
        });
        return texts[0] > TIMES * pictures[0];
    }

    private static boolean isText(Path file) {
        String name = ClassFolders.nameOf(file);
        return TEXT.matcher(name).matches()
                || (BARE.matcher(name).matches() && !PICTURE.matcher(name).matches());
    }

    static Reading read(Path folder, String name, Options options) {
        return new TextFolder(folder, options).read(name);
    }

    private Reading read(String name) {
        List<ClassFolders.Entry> asked = new ArrayList<>();
        for (ClassFolders.Entry entry : files.entries()) {
            if (isText(entry.file())) {
                asked.add(entry);
            } else {
                pass(entry.file());
            }
        }
        checkSize(asked);
        Text[] texts = decoded(asked);
        List<ClassFolders.Entry> entries = IntStream.range(0, texts.length)
                .filter(i -> texts[i] != null)
                .mapToObj(asked::get)
                .toList();
        if (entries.isEmpty()) {
            throw new NothingReadable(files.folder(), "texts", "files of text: .txt, .eml, .md, .html", unreadable);
        }
        Fingerprint print = Fingerprint.of(
                files.folder(), entries.stream().map(ClassFolders.Entry::file).toList());
        return new Reading(
                name,
                new Source(files.folder().toString(), print.sha256(), print.bytes(), "class folders"),
                new Texts(IntStream.range(0, texts.length)
                        .filter(i -> texts[i] != null)
                        .mapToObj(i -> texts[i])
                        .toList()),
                labels(entries),
                ClassFolders.given(entries),
                unreadable,
                notes());
    }

    private static Labels labels(List<ClassFolders.Entry> entries) {
        List<String> classes = entries.stream()
                .map(ClassFolders.Entry::label)
                .distinct()
                .sorted()
                .toList();
        Map<String, Integer> number = new HashMap<>();
        classes.forEach(label -> number.put(label, number.size()));
        int[] values = new int[entries.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number.getOrDefault(entries.get(i).label(), 0);
        }
        return new Labels(values, classes, "class", "classification: the folders are the classes");
    }

    private Text[] decoded(List<ClassFolders.Entry> asked) {
        Text[] texts = new Text[asked.size()];
        String[] reasons = new String[asked.size()];
        AtomicLong done = new AtomicLong();
        IntStream.range(0, texts.length).parallel().forEach(i -> {
            Path file = asked.get(i).file();
            try {
                Optional<Text> read = TextFile.read(file, files.relative(file));
                if (read.isPresent()) {
                    texts[i] = read.get();
                } else {
                    reasons[i] = TextFile.BINARY;
                }
            } catch (IOException e) {
                reasons[i] = Reasons.of(e);
            }
            options.progress().at(done.incrementAndGet(), texts.length);
        });
        for (int i = 0; i < reasons.length; i++) {
            Path file = asked.get(i).file();
            if (reasons[i] != null
                    && reasons[i].equals(TextFile.BINARY)
                    && !TEXT.matcher(ClassFolders.nameOf(file)).matches()) {
                pass(file);
            } else if (reasons[i] != null) {
                unreadable.add(new Unreadable(files.relative(file), reasons[i]));
            }
        }
        return texts;
    }

    /** Two bytes per letter at worst, and as much again to work with. */
    private void checkSize(List<ClassFolders.Entry> asked) {
        long bytes = asked.parallelStream()
                .mapToLong(entry -> Math.min(Text.MOST_BYTES, size(entry.file())))
                .sum();
        long memory = Runtime.getRuntime().maxMemory();
        if (2 * bytes > memory / 2) {
            throw new TooMuchText(files.folder(), bytes, memory);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // reading says why
        }
    }

    private void pass(Path file) {
        String name = ClassFolders.nameOf(file);
        int dot = name.lastIndexOf('.');
        String kind = BARE.matcher(name).matches()
                ? "binary"
                : dot > 0 ? name.substring(dot).toLowerCase(Locale.ROOT) : name;
        others.merge(kind, 1, Integer::sum);
    }

    private List<String> notes() {
        return others.isEmpty()
                ? List.of()
                : List.of("passed over, for they are no texts: "
                        + String.join(
                                ", ",
                                others.entrySet().stream()
                                        .map(other -> "%,d %s".formatted(other.getValue(), other.getKey()))
                                        .toList()));
    }
}
