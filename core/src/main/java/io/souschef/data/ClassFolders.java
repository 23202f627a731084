package io.souschef.data;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The files in a folder of class folders, or in {@code train/}, {@code test/} and perhaps {@code val/} with such folders. The name of a
 * folder is the class of all that is in it, however deep. Names that begin with a dot are passed over, and links are followed. Classes and
 * files are in alphabetical order.
 *
 * @param entries every file that was found
 * @param unreadable links that lead in circles or nowhere, folders that may not be read
 */
record ClassFolders(Path folder, List<Entry> entries, List<Unreadable> unreadable) {
    /** A file that is there, and what its folders say of it; the split is "" where there is none. */
    record Entry(Path file, String split, String label) {}

    /** @param visited is asked about every file, in the order of the file system; false ends the walk */
    static void walk(Path folder, Predicate<Path> visited) {
        for (Path sub : visible(folder).stream().filter(Files::isDirectory).toList()) {
            boolean[] on = {true};
            walk(sub, new ArrayList<>(), file -> on[0] = on[0] && visited.test(file), folder);
            if (!on[0]) {
                return;
            }
        }
    }

    static ClassFolders of(Path folder) {
        ClassFolders found = new ClassFolders(folder, new ArrayList<>(), new ArrayList<>());
        List<Path> folders = visible(folder).stream().filter(Files::isDirectory).toList();
        if (isSplit(folders)) {
            folders.stream()
                    .sorted((a, b) -> SplitNames.place(nameOf(a)) - SplitNames.place(nameOf(b)))
                    .forEach(part -> visible(part).stream()
                            .filter(Files::isDirectory)
                            .forEach(label -> found.add(label, nameOf(part))));
        } else {
            folders.forEach(label -> found.add(label, ""));
        }
        return found;
    }

    private void add(Path label, String split) {
        TreeSet<Path> files = new TreeSet<>();
        walk(label, unreadable, files::add, folder);
        files.forEach(file -> entries.add(new Entry(file, split, nameOf(label))));
    }

    /** A folder "train" may also be full of locomotives. */
    private static boolean isSplit(List<Path> folders) {
        return folders.stream().allMatch(part -> SplitNames.isOne(nameOf(part)))
                && folders.stream()
                        .anyMatch(part -> SplitNames.place(nameOf(part)) == 0
                                && visible(part).stream().anyMatch(Files::isDirectory));
    }

    private static void walk(Path from, List<Unreadable> unreadable, Predicate<Path> visited, Path folder) {
        try {
            Files.walkFileTree(
                    from, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                            return isHidden(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                            if (isHidden(file)) {
                                return FileVisitResult.CONTINUE;
                            }
                            if (!attributes.isRegularFile()) {
                                unreadable.add(new Unreadable(
                                        folder.relativize(file).toString(),
                                        attributes.isSymbolicLink()
                                                ? "no such file or folder"
                                                : "a device, pipe or socket"));
                                return FileVisitResult.CONTINUE;
                            }
                            return visited.test(file) ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            unreadable.add(
                                    new Unreadable(folder.relativize(file).toString(), Reasons.of(e)));
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new CannotRead(from, e);
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

    String relative(Path file) {
        return folder.relativize(file).toString();
    }

    private static List<Path> visible(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> !isHidden(path)).sorted().toList();
        } catch (IOException e) {
            throw new CannotRead(folder, e);
        }
    }

    private static boolean isHidden(Path path) {
        return nameOf(path).startsWith(".") || nameOf(path).equals("__MACOSX");
    }

    static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }
}
