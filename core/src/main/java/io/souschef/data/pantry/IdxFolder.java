package io.souschef.data.pantry;

import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.Split;
import io.souschef.data.source.CannotRead;
import io.souschef.data.source.Fingerprint;
import io.souschef.data.source.Progress;
import io.souschef.data.source.RowNames;
import io.souschef.data.source.Source;
import io.souschef.data.split.SplitNames;
import io.souschef.data.text.Text;
import io.souschef.data.text.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder with IDX files named as MNIST's are: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte} and
 * the same beginning with {@code t10k} or {@code test}, plain or {@code .gz}. Images are [N, H, W], or [N, C, H, W] with one
 * or three channels. A file {@code classes.txt} or {@code labels.txt} beside them names the classes, one per line.
 */
final class IdxFolder {
    private static final Pattern NAME =
            Pattern.compile("(?i)(.*?)[-_.]?(images|labels)[-_.]?(?:idx[134][-_.]?)?(?:ubyte|idx)?(?:\\.gz)?");

    private static final List<String> FASHION = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    /** In so many a file is told. */
    private static final long SHARES = 1000;

    private record Pair(Path images, Path labels) {}

    private record Part(String name, Idx images, Idx labels) {}

    private IdxFolder() {}

    /** Whether there is at least one pair of images and labels. */
    static boolean isOne(Path folder) {
        return !pairs(folder).isEmpty();
    }

    static Reading read(Path folder, String name, Progress progress) {
        Map<String, Pair> pairs = pairs(folder);
        List<Part> parts = new ArrayList<>();
        for (Map.Entry<String, Pair> pair : pairs.entrySet()) {
            double before = parts.size();
            Progress images = (done, total) ->
                    progress.at(Math.round(SHARES * (before + (double) done / total)), SHARES * pairs.size());
            parts.add(read(pair.getKey(), pair.getValue(), images));
            progress.at(SHARES * parts.size(), SHARES * pairs.size());
        }
        List<Path> files = new ArrayList<>();
        pairs.values().forEach(pair -> files.addAll(List.of(pair.images, pair.labels)));
        Optional<Path> classNames = classNames(folder);
        classNames.ifPresent(files::add);
        Fingerprint print = Fingerprint.of(folder, files);
        return new Reading(
                name,
                new Source(folder.toString(), print.sha256(), print.bytes(), "IDX"),
                images(pairs, parts),
                labels(parts, folder, classNames),
                given(parts),
                List.of(),
                List.of());
    }

    private static Part read(String name, Pair pair, Progress progress) {
        Idx images = Idx.read(pair.images, progress);
        Idx labels = Idx.read(pair.labels);
        if (labels.sizes().length != 1) {
            throw new BadIdx(pair.labels, "sizes " + Arrays.toString(labels.sizes()), "one label per image");
        }
        int[] sizes = images.sizes();
        if (sizes.length < 3 || (sizes.length == 4 && sizes[1] != 1 && sizes[1] != 3)) {
            throw new BadIdx(
                    pair.images, "sizes " + Arrays.toString(sizes), "[N, H, W], or [N, C, H, W] with C = 1 or 3");
        }
        if (sizes[0] != labels.sizes()[0]) {
            throw new BadIdx(
                    pair.labels,
                    "%,d labels for %,d images".formatted(labels.sizes()[0], sizes[0]),
                    "as many labels as images in " + pair.images.getFileName());
        }
        return new Part(name, images, labels);
    }

    private static Images images(Map<String, Pair> pairs, List<Part> parts) {
        int[] first = parts.get(0).images.sizes();
        List<byte[]> pixels = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Part part : parts) {
            int[] sizes = part.images.sizes();
            if (!Arrays.equals(first, 1, first.length, sizes, 1, sizes.length)) {
                Pair pair = Objects.requireNonNull(pairs.get(part.name));
                throw new BadIdx(pair.images, "sizes " + Arrays.toString(sizes), "images as large as the others");
            }
            pixels.addAll(Arrays.asList(part.images.items()));
            names.addAll(new RowNames(part.name.isEmpty() ? "images" : part.name + "-images", sizes[0]));
        }
        return Images.unscaled(
                first.length == 4 ? first[1] : 1,
                first[first.length - 2],
                first[first.length - 1],
                pixels.toArray(byte[][]::new),
                names);
    }

    private static Labels labels(List<Part> parts, Path folder, Optional<Path> classNames) {
        int[] raw = parts.stream()
                .flatMapToInt(part -> Arrays.stream(part.labels.items()).mapToInt(item -> item[0] & 0xff))
                .toArray();
        List<String> known = classNames.map(IdxFolder::lines).orElseGet(() -> isFashion(folder) ? FASHION : List.of());
        int[] used = new TreeSet<>(IntStream.of(raw).boxed().toList())
                .stream().mapToInt(i -> i).toArray();
        if (used[used.length - 1] < known.size()) {
            return new Labels(raw, known);
        }
        return new Labels(
                IntStream.of(raw).map(label -> Arrays.binarySearch(used, label)).toArray(),
                IntStream.of(used).mapToObj(Integer::toString).toList());
    }

    private static Optional<Split> given(List<Part> parts) {
        if (parts.size() == 1) {
            return Optional.empty();
        }
        List<int[]> ids = new ArrayList<>(List.of(new int[0], new int[0], new int[0]));
        int from = 0;
        for (Part part : parts) {
            int to = from + part.images.sizes()[0];
            ids.set(SplitNames.place(part.name), IntStream.range(from, to).toArray());
            from = to;
        }
        return Optional.of(SplitNames.given(ids, parts.stream().map(Part::name).toList(), "files"));
    }

    /** By their part of the split, train first; "" where there is only one. */
    private static Map<String, Pair> pairs(Path folder) {
        Map<String, Path> images = new TreeMap<>();
        Map<String, Path> labels = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Matcher matcher = NAME.matcher(file.getFileName().toString());
                if (matcher.matches() && Files.isRegularFile(file)) {
                    boolean isImages = matcher.group(2).equalsIgnoreCase("images");
                    (isImages ? images : labels).putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), file);
                }
            }
        } catch (IOException e) {
            throw new CannotRead(folder, e);
        }
        Map<String, Pair> pairs = new TreeMap<>(Comparator.comparingInt(SplitNames::place));
        images.forEach((part, file) -> {
            Path its = labels.get(part);
            if (its == null) {
                throw new BadIdx(
                        file, "no labels beside it", "a file " + part + "-labels-idx1-ubyte in the same folder");
            }
            if (images.size() == 1 || SplitNames.isOne(part)) {
                pairs.put(part, new Pair(file, its));
            }
        });
        return pairs;
    }

    private static boolean isFashion(Path folder) {
        return String.valueOf(folder.toAbsolutePath().getFileName())
                .toLowerCase(Locale.ROOT)
                .contains("fashion");
    }

    private static Optional<Path> classNames(Path folder) {
        return Stream.of("classes.txt", "labels.txt")
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            Text names = TextFile.read(file, file.toString()).orElseThrow(() -> new BadText(file));
            return names.content()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new CannotRead(file, e);
        }
    }
}
