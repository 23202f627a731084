package io.souschef.data.pantry;

import io.souschef.data.Labels;
import io.souschef.data.Split;
import io.souschef.data.source.CannotRead;
import io.souschef.data.source.Progress;
import io.souschef.data.source.Reasons;
import io.souschef.data.source.Unreadable;
import io.souschef.data.split.SplitNames;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every file of a folder of class folders, or of {@code train/}, {@code test/} and perhaps {@code val/} with such folders: what is wanted,
 * and what is passed over, with the reason. The name of a folder is the class of all that is in it, however deep. Nothing is opened. Links
 * are followed, but never in circles. What begins with a dot is passed over, a folder as a whole.
 */
final class FolderListing {
    /** Folders in which it stands what is drawn on pictures, as COCO and YOLO call them: no part of a split, and no class. */
    private static final Set<String> OF_ANNOTATIONS = Set.of("annotations", "labels");

    /** Files between two words of progress. */
    private static final int TOLD = 10_000;

    /** A file that is wanted by its name, and what its folders say of it; the split is "" where there is none. */
    record Entry(Path file, String split, String label, long size, long modified) {}

    private final Path folder;
    private final FileKind kind;
    private final Progress progress;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private final List<Unreadable> passedOver = new ArrayList<>();
    private final Map<String, Integer> others = new TreeMap<>();
    private long seen;

    private FolderListing(Path folder, FileKind kind, Progress progress) {
        this.folder = folder;
        this.kind = kind;
        this.progress = progress;
    }

    static FolderListing of(Path folder, FileKind kind, Progress progress) {
        FolderListing listing = new FolderListing(folder, kind, progress);
        listing.list();
        return listing;
    }

    /** In the order of splits, then of classes, then of names: the same on every file system. */
    List<Entry> entries() {
        return entries;
    }

    /** What is wanted by its name, or a folder, and can't be opened. */
    List<Unreadable> unreadable() {
        return unreadable;
    }

    /** What is of another kind by its name. */
    List<Unreadable> passedOver() {
        return passedOver;
    }

    /** Of these how many there are, by extension. */
    Map<String, Integer> others() {
        return others;
    }

    /** The name, with a mark in place of each character that would do something to a screen. */
    String relative(Path file) {
        return folder.relativize(file).toString().replaceAll("\\p{Cntrl}", "\ufffd");
    }

    /** What is there instead of files in class folders. */
    String found() {
        List<Path> top = visible(folder);
        for (FileKind loose : FileKind.values()) {
            long count = top.stream()
                    .filter(file -> !Files.isDirectory(file) && loose.has(file))
                    .count();
            if (count > 0) {
                return "%,d %s in no class folder"
                        .formatted(count, count == 1 ? loose.one() + " that is" : loose.many() + " that are");
            }
        }
        List<Path> folders = top.stream().filter(Files::isDirectory).toList();
        String what = folders.isEmpty() ? "no folder" : "%,d folders without %s".formatted(folders.size(), kind.many());
        return others.isEmpty() ? what : what + "; " + counted();
    }

    /** "3 .txt, 1 readme". */
    String counted() {
        return String.join(
                ", ",
                others.entrySet().stream()
                        .map(other -> "%,d %s".formatted(other.getValue(), other.getKey()))
                        .toList());
    }

    private void hidden(Path path) {
        passedOver.add(new Unreadable(relative(path), "hidden: a file or folder of the system, by its name"));
    }

    private void list() {
        hiddenIn(folder);
        List<Path> folders = visible(folder).stream().filter(Files::isDirectory).toList();
        List<Path> parts =
                folders.stream().filter(part -> !isOfAnnotations(part)).toList();
        if (isSplit(parts)) {
            parts.stream()
                    .sorted(Comparator.comparingInt(part -> SplitNames.place(nameOf(part))))
                    .forEach(part -> {
                        hiddenIn(part);
                        visible(part).stream().filter(Files::isDirectory).forEach(label -> walk(label, nameOf(part)));
                    });
        } else {
            folders.forEach(label -> walk(label, ""));
        }
    }

    private void hiddenIn(Path top) {
        try (Stream<Path> all = Files.list(top)) {
            all.filter(FolderListing::isHidden).sorted().forEach(this::hidden);
        } catch (IOException e) {
            throw new CannotRead(top, e);
        }
    }

    /** A folder "train" may also be full of locomotives. */
    private static boolean isSplit(List<Path> folders) {
        return folders.stream().allMatch(part -> SplitNames.isOne(nameOf(part)))
                && folders.stream()
                        .anyMatch(part -> SplitNames.place(nameOf(part)) == 0
                                && visible(part).stream().anyMatch(Files::isDirectory));
    }

    private void walk(Path label, String split) {
        int first = entries.size();
        try {
            if (folder.toRealPath().startsWith(label.toRealPath())) {
                unreadable.add(new Unreadable(relative(label), Reasons.CIRCLE));
                return;
            }
            Files.walkFileTree(
                    label,
                    EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                    Integer.MAX_VALUE,
                    new Visitor(split, nameOf(label)));
        } catch (IOException e) {
            unreadable.add(new Unreadable(relative(label), Reasons.of(e)));
        }
        entries.subList(first, entries.size()).sort(Comparator.comparing(Entry::file));
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final String split;
        private final String label;

        Visitor(String split, String label) {
            this.split = split;
            this.label = label;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (isHidden(directory)) {
                hidden(directory);
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (++seen % TOLD == 0) {
                progress.at(seen, 0);
            }
            if (isHidden(file)) {
                hidden(file);
                return FileVisitResult.CONTINUE;
            }
            if (kind == FileKind.PICTURE && !kind.has(file) && OF_ANNOTATIONS.contains(label)) {
                return FileVisitResult.CONTINUE;
            }
            if (!kind.has(file)) {
                String name = nameOf(file);
                int dot = name.lastIndexOf('.');
                others.merge(dot > 0 ? name.substring(dot).toLowerCase(Locale.ROOT) : name, 1, Integer::sum);
                passedOver.add(new Unreadable(relative(file), "no " + kind.one() + " by its name"));
            } else if (attributes.isRegularFile()) {
                long modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
                entries.add(new Entry(file, split, label, attributes.size(), modified));
            } else if (!attributes.isSymbolicLink() || Files.exists(file)) {
                unreadable.add(new Unreadable(relative(file), "neither a file nor a folder"));
            } else {
                unreadable.add(new Unreadable(relative(file), Reasons.MISSING));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            unreadable.add(new Unreadable(relative(file), Reasons.of(e)));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
            if (e != null) {
                unreadable.add(new Unreadable(relative(directory), Reasons.of(e)));
            }
            return FileVisitResult.CONTINUE;
        }
    }

    static List<Path> visible(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> !isHidden(path)).sorted().toList();
        } catch (IOException e) {
            throw new CannotRead(folder, e);
        }
    }

    /** The split that folders made, of some of these entries. */
    static Optional<Split> given(List<Entry> entries) {
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

    /** The classes that folders made, in alphabetical order, of some of these entries. */
    static Labels labels(List<Entry> entries) {
        List<String> classes =
                entries.stream().map(Entry::label).distinct().sorted().toList();
        Map<String, Integer> number = new HashMap<>();
        classes.forEach(label -> number.put(label, number.size()));
        int[] values = entries.stream()
                .mapToInt(entry -> Objects.requireNonNull(number.get(entry.label())))
                .toArray();
        return new Labels(values, classes, "class", "classification: the folders are the classes");
    }

    /** By its name; where it is full of pictures all the same, and beside class folders, it is one of them. */
    static boolean isOfAnnotations(Path folder) {
        return OF_ANNOTATIONS.contains(nameOf(folder));
    }

    static boolean isHidden(Path path) {
        return nameOf(path).startsWith(".") || nameOf(path).equals("__MACOSX");
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }
}
