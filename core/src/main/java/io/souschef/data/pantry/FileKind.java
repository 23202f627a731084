package io.souschef.data.pantry;

import io.souschef.data.source.CannotRead;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.regex.Pattern;

/** What a file is by its name: a picture, or a text. */
enum FileKind {
    PICTURE("picture", "pictures", ".*\\.(png|apng|jpe?g|jpe|jfif|gif|bmp|dib|tiff?|webp|heic|heif|avif)"),

    /**
     * Also without an extension, as mails and news are often kept: no dot, or behind the last one a number, also a hexadecimal one:
     * "51121", "0001.7c53336b37003a9286aba55d2945844c".
     */
    TEXT("text", "texts", ".+\\.(txt|text|eml|md|html?)|" + FileKind.BARE);

    private static final String BARE = "[^.]+|.*\\.(\\d+|[0-9a-f]{9,})";

    private static final Pattern NO_EXTENSION = Pattern.compile("(?is)" + BARE);

    /** Texts per picture, where pictures have a text of their own, and some. */
    private static final int TIMES = 3;

    /** Files that are looked at to tell what lies in a folder. */
    private static final int ENOUGH = 1000;

    private final String one;
    private final String many;
    private final Pattern names;

    FileKind(String one, String many, String names) {
        this.one = one;
        this.many = many;
        this.names = Pattern.compile("(?is)" + names);
    }

    boolean has(Path file) {
        return names.matcher(String.valueOf(file.getFileName())).matches();
    }

    /** Whether the name leaves open what is in the file. */
    static boolean isBare(Path file) {
        return NO_EXTENSION.matcher(String.valueOf(file.getFileName())).matches();
    }

    String one() {
        return one;
    }

    String many() {
        return many;
    }

    /** Of the files in the folders of this one: texts where they are many times more, pictures else; boxes of pictures lie beside them. */
    static FileKind most(Path folder) {
        Count count = new Count();
        FolderListing.visible(folder).stream()
                .filter(path -> Files.isDirectory(path) && !FolderListing.isOfAnnotations(path))
                .forEach(count::walk);
        return count.texts > TIMES * count.pictures ? TEXT : PICTURE;
    }

    private static final class Count extends SimpleFileVisitor<Path> {
        private int texts;
        private int pictures;

        void walk(Path folder) {
            try {
                Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, this);
            } catch (IOException e) {
                throw new CannotRead(folder, e);
            }
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return FolderListing.isHidden(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!FolderListing.isHidden(file) && attributes.isRegularFile()) {
                texts += TEXT.has(file) ? 1 : 0;
                pictures += PICTURE.has(file) ? 1 : 0;
            }
            return texts + pictures < ENOUGH ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        /** Reading says why. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
