package io.souschef.data;

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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every file of a folder of class folders: the pictures, and what is passed over, with the reason. Nothing is opened. Links are followed,
 * but never in circles. Names that begin with a dot are not looked at.
 */
final class FolderListing {
    private static final Pattern PICTURE =
            Pattern.compile("(?is).*\\.(png|apng|jpe?g|jpe|jfif|gif|bmp|dib|tiff?|webp|heic|heif|avif)");

    /** Files between two words of progress. */
    private static final int TOLD = 10_000;

    /** A file that is a picture by its name, and what its folders say of it. */
    record Entry(Path file, String split, String label, long size, long modified) {}

    private final Path folder;
    private final Progress progress;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private final List<Unreadable> passedOver = new ArrayList<>();
    private final Map<String, Integer> others = new TreeMap<>();
    private long seen;

    private FolderListing(Path folder, Progress progress) {
        this.folder = folder;
        this.progress = progress;
    }

    static FolderListing of(Path folder, Progress progress) {
        FolderListing listing = new FolderListing(folder, progress);
        listing.list();
        return listing;
    }

    /** In the order of splits, then of classes, then of names: the same on every file system. */
    List<Entry> entries() {
        return entries;
    }

    /** What should be a picture, or a folder of them, and can't be opened. */
    List<Unreadable> unreadable() {
        return unreadable;
    }

    /** What is no picture by its name. */
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

    /** What is there instead of pictures in class folders. */
    String found() {
        long loose = visible(folder).stream().filter(FolderListing::isPicture).count();
        if (loose > 0) {
            return "%,d pictures that are in no class folder".formatted(loose);
        }
        List<Path> folders = visible(folder).stream().filter(Files::isDirectory).toList();
        String what = folders.isEmpty() ? "no folder" : "%,d folders without pictures".formatted(folders.size());
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

    private void list() {
        List<Path> folders = visible(folder).stream().filter(Files::isDirectory).toList();
        if (isSplit(folders)) {
            folders.stream()
                    .sorted(Comparator.comparingInt(part -> SplitNames.place(nameOf(part))))
                    .forEach(part -> visible(part).stream()
                            .filter(Files::isDirectory)
                            .forEach(label -> walk(label, nameOf(part))));
        } else {
            folders.forEach(label -> walk(label, ""));
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
            return isHidden(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (++seen % TOLD == 0) {
                progress.at(seen, 0);
            }
            if (isHidden(file)) {
                return FileVisitResult.CONTINUE;
            }
            String name = nameOf(file);
            if (!PICTURE.matcher(name).matches()) {
                int dot = name.lastIndexOf('.');
                others.merge(dot > 0 ? name.substring(dot).toLowerCase(Locale.ROOT) : name, 1, Integer::sum);
                passedOver.add(new Unreadable(relative(file), "no picture by its name"));
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
        public FileVisitResult postVisitDirectory(Path directory, @org.jspecify.annotations.Nullable IOException e) {
            if (e != null) {
                unreadable.add(new Unreadable(relative(directory), Reasons.of(e)));
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static List<Path> visible(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> !isHidden(path)).sorted().toList();
        } catch (IOException e) {
            throw new CannotRead(folder, e);
        }
    }

    private static boolean isPicture(Path file) {
        return PICTURE.matcher(nameOf(file)).matches() && !Files.isDirectory(file);
    }

    private static boolean isHidden(Path path) {
        return nameOf(path).startsWith(".") || nameOf(path).equals("__MACOSX");
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }
}
