package io.souschef.data;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder of class folders with pictures, or {@code train/}, {@code test/} and perhaps {@code val/} with such folders. The
 * name of a folder is the class of all that is in it, however deep. Names that begin with a dot are passed over, links are
 * followed, and a file that can't be decoded to its end is listed and left out.
 *
 * <p>Pictures are brought to one size: the median width and height, made smaller where the long side is over
 * {@value #LONG_SIDE} pixels. Each one is fitted in whole and undistorted ({@link Picture#fitted}). Classes and pictures are in
 * alphabetical order, so ids do not depend on the file system.
 */
final class ImageFolder {
    /** Small enough to train on two cores in minutes; the recipe's probe of smaller inputs says what it costs. */
    static final int LONG_SIDE = 64;

    private static final Pattern PICTURE = Pattern.compile("(?i).*\\.(png|jpe?g|jfif|gif|bmp)");

    /** A picture that is there, and what its folders say of it. */
    private record Entry(Path file, String split, String label) {}

    /** Everything found, before anything is decoded. */
    private static final class Listing {
        final List<Entry> entries = new ArrayList<>();
        final List<Unreadable> unreadable = new ArrayList<>();
        final Map<String, Integer> others = new TreeMap<>();
    }

    private final Path folder;
    private final Options options;

    private ImageFolder(Path folder, Options options) {
        this.folder = folder;
        this.options = options;
    }

    static Reading read(Path folder, String name, Options options) {
        return new ImageFolder(folder, options).read(name);
    }

    private Reading read(String name) {
        Listing listing = list();
        List<Entry> entries = listing.entries;
        if (entries.isEmpty()) {
            throw new EmptyFolder(folder, found(listing));
        }
        Picture.Size[] sizes = new Picture.Size[entries.size()];
        String[] reasons = new String[entries.size()];
        IntStream.range(0, sizes.length).parallel().forEach(i -> {
            try {
                sizes[i] = Picture.size(entries.get(i).file);
            } catch (IOException e) {
                reasons[i] = Reasons.of(e);
            }
        });
        Picture.Size common =
                common(Arrays.stream(sizes).filter(size -> size != null).toList(), options.imageSize());
        Picture[] pictures = decoded(entries, sizes, reasons, common);
        int[] good = IntStream.range(0, sizes.length)
                .filter(i -> pictures[i] != null)
                .toArray();
        for (int i = 0; i < reasons.length; i++) {
            if (reasons[i] != null) {
                listing.unreadable.add(new Unreadable(relative(entries.get(i).file), reasons[i]));
            }
        }
        if (good.length == 0) {
            throw new NothingReadable(folder, listing.unreadable);
        }
        return reading(name, listing, good, pictures, sizes, common);
    }

    private Reading reading(
            String name, Listing listing, int[] good, Picture[] pictures, Picture.Size[] sizes, Picture.Size common) {
        List<Entry> entries = Arrays.stream(good).mapToObj(listing.entries::get).toList();
        int channels = Arrays.stream(good).anyMatch(i -> pictures[i].channels() == 3) ? 3 : 1;
        Images images = new Images(
                channels,
                common.height(),
                common.width(),
                Arrays.stream(good)
                        .mapToObj(i -> pictures[i].inChannels(channels))
                        .toArray(byte[][]::new),
                Arrays.stream(good).map(i -> sizes[i].height()).toArray(),
                Arrays.stream(good).map(i -> sizes[i].width()).toArray(),
                entries.stream().map(entry -> relative(entry.file)).toList());
        List<String> classes =
                entries.stream().map(Entry::label).distinct().sorted().toList();
        int[] labels =
                entries.stream().mapToInt(entry -> classes.indexOf(entry.label)).toArray();
        Fingerprint print = Fingerprint.of(
                folder,
                listing.entries.stream()
                        .map(Entry::file)
                        .filter(Files::isReadable)
                        .toList());
        return new Reading(
                name,
                new Source(folder.toString(), print.sha256(), print.bytes(), "class folders"),
                images,
                new Labels(labels, classes, "class", "classification: the folders are the classes"),
                given(entries),
                listing.unreadable,
                notes(
                        listing,
                        images,
                        Arrays.stream(good)
                                .filter(i -> pictures[i].transparent())
                                .count()));
    }

    private Picture[] decoded(List<Entry> entries, Picture.Size[] sizes, String[] reasons, Picture.Size common) {
        long bytes = 3L * common.height() * common.width() * entries.size();
        long memory = Runtime.getRuntime().maxMemory();
        if (bytes > memory / 2) {
            throw new TooLarge(folder.toString(), bytes, memory);
        }
        Picture[] pictures = new Picture[entries.size()];
        AtomicLong done = new AtomicLong();
        IntStream.range(0, pictures.length)
                .parallel()
                .filter(i -> sizes[i] != null)
                .forEach(i -> {
                    try {
                        pictures[i] = Picture.decode(Files.readAllBytes(entries.get(i).file))
                                .fitted(common.height(), common.width());
                    } catch (IOException e) {
                        reasons[i] = Reasons.of(e);
                    }
                    options.progress().at(done.incrementAndGet(), entries.size());
                });
        return pictures;
    }

    private static Picture.Size common(List<Picture.Size> sizes, OptionalInt longSide) {
        if (sizes.isEmpty()) {
            return new Picture.Size(1, 1);
        }
        int height =
                median(sizes.stream().mapToInt(Picture.Size::height).sorted().toArray());
        int width = median(sizes.stream().mapToInt(Picture.Size::width).sorted().toArray());
        double is = Math.max(height, width);
        double scale = longSide.orElse((int) Math.min(is, LONG_SIDE)) / is;
        return new Picture.Size(
                Math.max(1, (int) Math.round(height * scale)), Math.max(1, (int) Math.round(width * scale)));
    }

    private static int median(int[] sorted) {
        return sorted[sorted.length / 2];
    }

    private Optional<Split> given(List<Entry> entries) {
        List<String> parts = entries.stream().map(Entry::split).distinct().toList();
        if (parts.equals(List.of(""))) {
            return Optional.empty();
        }
        List<int[]> ids = IntStream.range(0, 3)
                .mapToObj(place -> IntStream.range(0, entries.size())
                        .filter(id -> SplitNames.place(entries.get(id).split) == place)
                        .toArray())
                .toList();
        return Optional.of(SplitNames.given(ids, parts, "folders"));
    }

    private List<String> notes(Listing listing, Images images, long transparent) {
        List<String> notes = new ArrayList<>();
        long resized = IntStream.range(0, images.size())
                .filter(id -> images.originalHeights()[id] != images.height()
                        || images.originalWidths()[id] != images.width())
                .count();
        if (resized > 0) {
            notes.add("%,d of %,d pictures are brought to %dx%d, whole and undistorted"
                    .formatted(resized, images.size(), images.width(), images.height()));
        }
        if (transparent > 0) {
            notes.add("%,d pictures are partly transparent and are shown on white".formatted(transparent));
        }
        if (!listing.others.isEmpty()) {
            notes.add("passed over, for they are no pictures by name: " + others(listing));
        }
        return notes;
    }

    private static String others(Listing listing) {
        return String.join(
                ", ",
                listing.others.entrySet().stream()
                        .map(other -> "%,d %s".formatted(other.getValue(), other.getKey()))
                        .toList());
    }

    private String found(Listing listing) {
        long loose = visible(folder).stream().filter(ImageFolder::isPicture).count();
        if (loose > 0) {
            return "%,d pictures that are in no class folder".formatted(loose);
        }
        List<Path> folders = visible(folder).stream().filter(Files::isDirectory).toList();
        String what = folders.isEmpty() ? "no folder" : "%,d folders without pictures".formatted(folders.size());
        return listing.others.isEmpty() ? what : what + "; " + others(listing);
    }

    private Listing list() {
        Listing listing = new Listing();
        List<Path> folders = visible(folder).stream().filter(Files::isDirectory).toList();
        if (isSplit(folders)) {
            folders.stream()
                    .sorted((a, b) -> SplitNames.place(nameOf(a)) - SplitNames.place(nameOf(b)))
                    .forEach(part -> visible(part).stream()
                            .filter(Files::isDirectory)
                            .forEach(label -> walk(label, nameOf(part), listing)));
        } else {
            folders.forEach(label -> walk(label, "", listing));
        }
        return listing;
    }

    /** A folder "train" may also be full of locomotives. */
    private static boolean isSplit(List<Path> folders) {
        return folders.stream().allMatch(part -> SplitNames.isOne(nameOf(part)))
                && folders.stream()
                        .anyMatch(part -> SplitNames.place(nameOf(part)) == 0
                                && visible(part).stream().anyMatch(Files::isDirectory));
    }

    private void walk(Path label, String split, Listing listing) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(
                    label, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor(files, listing));
        } catch (IOException e) {
            throw new CannotRead(label, e);
        }
        for (Path file : new TreeSet<>(files)) {
            listing.entries.add(new Entry(file, split, nameOf(label)));
        }
    }

    private SimpleFileVisitor<Path> visitor(List<Path> files, Listing listing) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return isHidden(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (isPicture(file)) {
                    files.add(file);
                } else if (!isHidden(file)) {
                    String name = nameOf(file);
                    int dot = name.lastIndexOf('.');
                    listing.others.merge(
                            dot > 0 ? name.substring(dot).toLowerCase(Locale.ROOT) : name, 1, Integer::sum);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                listing.unreadable.add(new Unreadable(relative(file), Reasons.of(e)));
                return FileVisitResult.CONTINUE;
            }
        };
    }

    private static List<Path> visible(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> !isHidden(path)).sorted().toList();
        } catch (IOException e) {
            throw new CannotRead(folder, e);
        }
    }

    private static boolean isPicture(Path file) {
        return PICTURE.matcher(nameOf(file)).matches() && !isHidden(file) && !Files.isDirectory(file);
    }

    private static boolean isHidden(Path path) {
        return nameOf(path).startsWith(".") || nameOf(path).equals("__MACOSX");
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    private String relative(Path file) {
        return folder.relativize(file).toString();
    }
}
