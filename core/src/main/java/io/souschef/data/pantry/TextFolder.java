package io.souschef.data.pantry;

import io.souschef.data.Texts;
import io.souschef.data.source.Fingerprint;
import io.souschef.data.source.Reasons;
import io.souschef.data.source.Source;
import io.souschef.data.source.Unreadable;
import io.souschef.data.text.Text;
import io.souschef.data.text.TextEncodings;
import io.souschef.data.text.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Class folders of texts ({@link FolderListing}): .txt, .text, .eml, .md, .html, and files whose name has no extension, as mails and news
 * are often kept. What is binary is listed and left out; what can't be decoded strictly is read all the same, and how is said
 * ({@link TextEncodings}).
 */
final class TextFolder {
    private final Path folder;
    private final Options options;
    private final FolderListing listing;
    private final List<Unreadable> unreadable;
    private final List<Unreadable> passedOver;
    private int binary;

    private TextFolder(Path folder, Options options) {
        this.folder = folder;
        this.options = options;
        this.listing = FolderListing.of(folder, FileKind.TEXT, options.progress());
        this.unreadable = new ArrayList<>(listing.unreadable());
        this.passedOver = new ArrayList<>(listing.passedOver());
    }

    static Reading read(Path folder, String name, Options options) {
        return new TextFolder(folder, options).read(name);
    }

    private Reading read(String name) {
        List<FolderListing.Entry> asked = listing.entries();
        if (asked.isEmpty()) {
            throw new EmptyFolder(folder, listing.found());
        }
        checkSize(asked);
        Text[] texts = decoded(asked);
        List<FolderListing.Entry> entries = IntStream.range(0, texts.length)
                .filter(i -> texts[i] != null)
                .mapToObj(asked::get)
                .toList();
        if (entries.isEmpty()) {
            throw new NothingReadable(folder, "texts", "files of text: .txt, .eml, .md, .html", unreadable);
        }
        Fingerprint print = Fingerprint.of(
                folder, entries.stream().map(FolderListing.Entry::file).toList());
        return new Reading(
                name,
                new Source(folder.toString(), print.sha256(), print.bytes(), "class folders"),
                new Texts(
                        IntStream.range(0, texts.length)
                                .filter(i -> texts[i] != null)
                                .mapToObj(i -> texts[i])
                                .toList(),
                        Optional.empty(),
                        passedOver),
                FolderListing.labels(entries),
                FolderListing.given(entries),
                unreadable,
                notes());
    }

    private Text[] decoded(List<FolderListing.Entry> asked) {
        Text[] texts = new Text[asked.size()];
        String[] reasons = new String[asked.size()];
        AtomicLong done = new AtomicLong();
        IntStream.range(0, texts.length).parallel().forEach(i -> {
            Path file = asked.get(i).file();
            try {
                Optional<Text> read = TextFile.read(file, listing.relative(file));
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
            if (TextFile.BINARY.equals(reasons[i]) && FileKind.isBare(file)) {
                binary++;
                passedOver.add(new Unreadable(listing.relative(file), TextFile.BINARY));
            } else if (reasons[i] != null) {
                unreadable.add(new Unreadable(listing.relative(file), reasons[i]));
            }
        }
        return texts;
    }

    /** Two bytes per letter at worst, and as much again to work with. */
    private void checkSize(List<FolderListing.Entry> asked) {
        long bytes = asked.parallelStream()
                .mapToLong(entry -> Math.min(Text.MOST_BYTES, entry.size()))
                .sum();
        long memory = Runtime.getRuntime().maxMemory();
        if (2 * bytes > memory / 2) {
            throw new TooMuchText(folder, bytes, memory);
        }
    }

    private List<String> notes() {
        String counted = listing.counted();
        String bare = binary == 0 ? "" : "%,d binary".formatted(binary);
        String both = counted.isEmpty() || bare.isEmpty() ? counted + bare : counted + ", " + bare;
        return both.isEmpty() ? List.of() : List.of("passed over, for they are no texts: " + both);
    }
}
