package io.souschef.data.pantry;

import io.souschef.data.Images;
import io.souschef.data.picture.Picture;
import io.souschef.data.picture.PictureFile;
import io.souschef.data.picture.PictureFiles;
import io.souschef.data.picture.PictureHeader;
import io.souschef.data.source.Fingerprint;
import io.souschef.data.source.Source;
import io.souschef.data.source.Unreadable;
import io.souschef.files.FileProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of class folders with pictures, or {@code train/}, {@code test/} and perhaps {@code val/} with such folders. The
 * name of a folder is the class of all that is in it, however deep. Names that begin with a dot are passed over, links are
 * followed, and a file that can't be decoded to its end is listed and left out. What a {@link PictureCache} knows is not read again.
 *
 * <p>Pictures are brought to one size: the median width and height, made smaller where the long side is over
 * {@value #LONG_SIDE} pixels. Each one is fitted in whole and undistorted ({@link Picture#fitted}). Classes and pictures are in
 * alphabetical order, so ids do not depend on the file system.
 */
final class ImageFolder {
    /** Small enough to train on two cores in minutes; the recipe's probe of smaller inputs says what it costs. */
    static final int LONG_SIDE = 64;

    /** What reading a header costs, of what reading a picture does; for progress. */
    private static final int HEADER = 1, PICTURE = 9;

    /** A size, or what is known of a file that has none. */
    private record Sized(Optional<Picture.Size> size, Optional<PictureCache.Known> none) {}

    private final Path folder;
    private final Options options;
    private final long since = System.currentTimeMillis();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong reused = new AtomicLong();
    private final FolderListing listing;
    private final List<FolderListing.Entry> entries;
    private final List<PictureCache.Stamp> stamps;
    private final PictureCache cache;

    private ImageFolder(Path folder, Options options) {
        this.folder = folder;
        this.options = options;
        this.listing = FolderListing.of(folder, FileKind.PICTURE, options.progress());
        this.entries = listing.entries();
        this.stamps = entries.stream()
                .map(entry -> new PictureCache.Stamp(listing.relative(entry.file()), entry.size(), entry.modified()))
                .toList();
        this.cache = PictureCache.read(options.cache());
    }

    static Reading read(Path folder, String name, Options options) {
        return new ImageFolder(folder, options).read(name);
    }

    private Reading read(String name) {
        if (entries.isEmpty()) {
            throw new EmptyFolder(folder, listing.found());
        }
        Sized[] sizes = new Sized[entries.size()];
        IntStream.range(0, sizes.length).parallel().forEach(i -> {
            sizes[i] = sized(i);
            tell(HEADER);
        });
        Picture.Size common = common(
                Arrays.stream(sizes).flatMap(sized -> sized.size.stream()).toList(), options.imageSize());
        checkMemory(common);
        PictureCache.Known[] known = new PictureCache.Known[entries.size()];
        IntStream.range(0, known.length).parallel().forEach(i -> {
            known[i] = sizes[i].none.orElseGet(
                    () -> cache.get(stamps.get(i), common).map(this::reused).orElseGet(() -> decoded(i, common)));
            tell(PICTURE);
        });
        List<Unreadable> unreadable = new ArrayList<>(listing.unreadable());
        int[] good = sorted(known, unreadable);
        if (good.length == 0) {
            throw new NothingReadable(folder, unreadable);
        }
        List<String> notes = new ArrayList<>();
        options.cache().ifPresent(file -> keep(file, known, common, notes));
        return reading(name, known, good, common, unreadable, notes);
    }

    private void tell(int work) {
        options.progress().at(done.addAndGet(work), (long) (HEADER + PICTURE) * entries.size());
    }

    private Sized sized(int i) {
        Optional<PictureCache.Known> none = cache.unreadable(stamps.get(i));
        if (none.isPresent()) {
            reused.incrementAndGet();
            return new Sized(Optional.empty(), none);
        }
        try {
            Optional<PictureHeader> known = cache.header(stamps.get(i));
            PictureHeader header = known.isPresent()
                    ? known.get()
                    : PictureFile.header(entries.get(i).file());
            return new Sized(Optional.of(header.size()), Optional.empty());
        } catch (IOException e) {
            return new Sized(Optional.empty(), Optional.of(PictureCache.Known.unreadable(e)));
        }
    }

    private PictureCache.Known decoded(int i, Picture.Size common) {
        try {
            return PictureCache.Known.of(
                    PictureFile.of(PictureFile.bytes(entries.get(i).file()), common));
        } catch (IOException e) {
            return PictureCache.Known.unreadable(e);
        }
    }

    private <T> T reused(T known) {
        reused.incrementAndGet();
        return known;
    }

    /** The places of those that were read; of the others the reasons are listed. */
    private int[] sorted(PictureCache.Known[] known, List<Unreadable> unreadable) {
        List<Integer> good = new ArrayList<>();
        for (int i = 0; i < known.length; i++) {
            if (known[i].file().isPresent()) {
                good.add(i);
            } else {
                unreadable.add(new Unreadable(stamps.get(i).name(), known[i].reason()));
            }
        }
        return good.stream().mapToInt(i -> i).toArray();
    }

    /** A cache that can't be written costs time the next time, and nothing else. */
    private void keep(Path file, PictureCache.Known[] known, Picture.Size common, List<String> notes) {
        if (reused.get() > 0) {
            notes.add("%,d of %,d files are unchanged since an earlier run and were not read again"
                    .formatted(reused.get(), known.length));
        }
        if (reused.get() == known.length && cache.size() == known.length) {
            return; // nothing is new, and nothing has gone
        }
        try {
            PictureCache.write(file, stamps, Arrays.asList(known), common, since);
        } catch (FileProblem e) {
            notes.add("what was read can't be kept for the next run: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private Reading reading(
            String name,
            PictureCache.Known[] known,
            int[] good,
            Picture.Size common,
            List<Unreadable> unreadable,
            List<String> notes) {
        List<PictureFile> files =
                Arrays.stream(good).mapToObj(i -> known[i].file().orElseThrow()).toList();
        List<FolderListing.Entry> read =
                Arrays.stream(good).mapToObj(entries::get).toList();
        List<String> names =
                Arrays.stream(good).mapToObj(i -> stamps.get(i).name()).toList();
        int channels = files.stream().anyMatch(file -> file.picture().channels() == 3) ? 3 : 1;
        Images images = new Images(
                channels,
                common.height(),
                common.width(),
                files.stream().map(file -> file.picture().inChannels(channels)).toArray(byte[][]::new),
                files.stream().mapToInt(file -> file.header().size().height()).toArray(),
                files.stream().mapToInt(file -> file.header().size().width()).toArray(),
                names,
                PictureFiles.of(
                        files,
                        names,
                        read.stream().mapToLong(FolderListing.Entry::size).toArray(),
                        listing.passedOver()));
        Fingerprint print = fingerprint(known);
        notes.addAll(0, notes(images, files));
        return new Reading(
                name,
                new Source(folder.toString(), print.sha256(), print.bytes(), "class folders"),
                images,
                FolderListing.labels(read),
                FolderListing.given(read),
                unreadable,
                notes);
    }

    /** Of all files that can be opened; those that are no pictures are read for it once more. */
    private Fingerprint fingerprint(PictureCache.Known[] known) {
        @Nullable String[] hashes = new String[known.length];
        IntStream.range(0, known.length).parallel().forEach(i -> {
            hashes[i] = known[i].file().map(PictureFile::sha256).orElseGet(() -> Fingerprint.ofReadable(
                            entries.get(i).file())
                    .orElse(""));
        });
        Map<String, String> byName = new HashMap<>();
        long bytes = 0;
        for (int i = 0; i < known.length; i++) {
            if (!Objects.requireNonNull(hashes[i]).isEmpty()) {
                byName.put(stamps.get(i).name(), hashes[i]);
                bytes += entries.get(i).size();
            }
        }
        return Fingerprint.of(byName, bytes);
    }

    private void checkMemory(Picture.Size common) {
        long bytes = 3L * common.height() * common.width() * entries.size();
        long memory = Runtime.getRuntime().maxMemory();
        if (bytes > memory / 2) {
            throw new TooLarge(folder.toString(), bytes, memory);
        }
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

    private List<String> notes(Images images, List<PictureFile> files) {
        List<String> notes = new ArrayList<>();
        long resized = IntStream.range(0, images.size())
                .filter(id -> images.originalHeights()[id] != images.height()
                        || images.originalWidths()[id] != images.width())
                .count();
        if (resized > 0) {
            notes.add("%,d of %,d pictures are brought to %dx%d, whole and undistorted"
                    .formatted(resized, images.size(), images.width(), images.height()));
        }
        long transparent =
                files.stream().filter(file -> file.picture().transparent()).count();
        if (transparent > 0) {
            notes.add(
                    transparent == 1
                            ? "one picture is partly transparent and is shown on white"
                            : "%,d pictures are partly transparent and are shown on white".formatted(transparent));
        }
        long turned =
                files.stream().filter(file -> file.header().orientation() != 1).count();
        if (turned > 0) {
            notes.add(
                    turned == 1
                            ? "one picture is turned upright, as its EXIF data say"
                            : "%,d pictures are turned upright, as their EXIF data say".formatted(turned));
        }
        if (!listing.others().isEmpty()) {
            notes.add("passed over, for they are no pictures by name: " + listing.counted());
        }
        return notes;
    }
}
