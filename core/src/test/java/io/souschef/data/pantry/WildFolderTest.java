package io.souschef.data.pantry;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.picture.Picture;
import io.souschef.data.picture.PictureByHand;
import io.souschef.data.source.Reasons;
import io.souschef.data.source.Unreadable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.IIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Folders as they are found, and the same folder read again. */
class WildFolderTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_500_000_000_000L);

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    @Test
    void what_files_are_is_measured_and_what_is_no_picture_is_listed() throws Exception {
        fill();
        byte[] png = PictureByHand.encoded(PictureByHand.noise(8, 8, 77), "png");
        write("a/liar.jpg", png);
        write("a/readme.txt", new byte[1]);
        write("b/moving.gif", PictureByHand.gif(3));

        Images images = (Images) open().inputs();

        assertThat(of(images, "wrong extension", "a/liar.jpg")).isEqualTo(1);
        assertThat(of(images, "wrong extension", "a/0.png")).isZero();
        assertThat(of(images, "frames", "b/moving.gif")).isEqualTo(3);
        assertThat(of(images, "file size", "a/liar.jpg")).isEqualTo(png.length);
        assertThat(images.files().passedOver())
                .containsExactly(new Unreadable("a/readme.txt", "no picture by its name"));
    }

    @Test
    void a_class_that_is_a_link_to_the_whole_folder_is_no_class() throws Exception {
        fill();
        Files.createSymbolicLink(folder.resolve("again"), folder);

        Dataset dataset = open();

        assertThat(dataset.size()).isEqualTo(20);
        assertThat(dataset.unreadable())
                .containsExactly(new Unreadable("again", "a link that leads back to a folder above it"));
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_pipe_with_the_name_of_a_picture_is_not_waited_for() throws Exception {
        fill();
        shell("mkfifo a/pipe.png");

        assertThat(open().unreadable()).containsExactly(new Unreadable("a/pipe.png", "neither a file nor a folder"));
    }

    @Test
    void a_name_that_is_no_text_is_read_all_the_same() throws Exception {
        fill();
        shell("cp a/0.png \"$(printf 'a/x\\351\\n.png')\"");

        Dataset dataset = open();

        assertThat(dataset.size()).isEqualTo(21);
        assertThat(dataset.unreadable()).isEmpty();
    }

    /** Not even root enters a folder whose path is longer than the system takes. */
    @Test
    void a_folder_that_cannot_be_entered_is_listed() throws Exception {
        fill();
        Path half = Path.of("", Collections.nCopies(10, "d".repeat(250)).toArray(String[]::new));
        Path top = Files.createDirectories(folder.resolve("b").resolve(half)).resolve("top");
        Files.createDirectories(elsewhere.resolve(half));
        Files.move(elsewhere.resolve(half.getName(0)), top);

        List<Unreadable> unreadable = open().unreadable();

        Files.move(top, elsewhere.resolve("top")); // where it can be deleted
        assertThat(unreadable).singleElement().satisfies(one -> {
            assertThat(one.name()).startsWith("b/ddd");
            assertThat(one.reason()).isEqualTo("file name too long");
        });
    }

    @Test
    void what_may_not_be_read_is_told_in_words() {
        assertThat(Reasons.of(new AccessDeniedException("b/deep"))).isEqualTo("permission denied");
    }

    @Test
    void an_unchanged_folder_is_not_read_again() throws Exception {
        fill();
        Dataset once = open();
        Path file = folder.resolve("a/3.png");
        byte[] zeros = new byte[(int) Files.size(file)];
        Files.write(file, zeros); // who read it now would notice
        Files.setLastModifiedTime(file, LONG_AGO);

        Dataset twice = open();

        assertThat(((Images) twice.inputs()).pixels()).isDeepEqualTo(((Images) once.inputs()).pixels());
        assertThat(twice.source()).isEqualTo(once.source());
        assertThat(((Images) twice.inputs()).files())
                .usingRecursiveComparison()
                .isEqualTo(((Images) once.inputs()).files());
        assertThat(twice.notes()).contains("20 of 20 files are unchanged since an earlier run and were not read again");
    }

    @Test
    void changed_and_new_files_are_read_and_broken_ones_remembered() throws Exception {
        fill();
        write("a/broken.png", new byte[] {1, 2, 3});
        open();
        write("a/0.png", PictureByHand.encoded(PictureByHand.noise(8, 8, 1234), "png"));
        Files.setLastModifiedTime(folder.resolve("a/0.png"), FileTime.fromMillis(1_500_000_001_000L));
        write("b/new.png", PictureByHand.encoded(PictureByHand.noise(8, 8, 4321), "png"));
        Files.delete(folder.resolve("b/9.png"));

        Dataset fresh = Pantry.open(folder.toString(), Options.standard());
        Dataset cached = open();

        assertThat(((Images) cached.inputs()).pixels()).isDeepEqualTo(((Images) fresh.inputs()).pixels());
        assertThat(cached.source()).isEqualTo(fresh.source());
        assertThat(cached.unreadable()).isEqualTo(fresh.unreadable());
        // 20 pictures and the broken one, but for the changed and the new one
        assertThat(cached.notes())
                .contains("19 of 21 files are unchanged since an earlier run and were not read again");
    }

    @Test
    void a_damaged_cache_counts_for_nothing() throws Exception {
        fill();
        Dataset once = open();
        byte[] cache = Files.readAllBytes(cache());
        for (int at = 0; at < cache.length; at += 97) {
            byte[] damaged = cache.clone();
            damaged[at] ^= 0x10;
            Files.write(cache(), at % 2 == 0 ? damaged : Arrays.copyOf(cache, at));

            Dataset again = open();

            assertThat(again.notes()).as("byte " + at).noneMatch(note -> note.contains("unchanged"));
            assertThat(again.source()).isEqualTo(once.source());
        }
    }

    @Test
    void what_may_be_read_another_time_is_not_remembered_as_broken() {
        List<IOException> reasons = List.of(
                new IIOException("its content makes no sense"),
                new AccessDeniedException("a/1.png"),
                new IIOException("9 x 9 pixels do not fit into memory", new OutOfMemoryError()));
        List<PictureCache.Stamp> stamps = List.of(stamp(0), stamp(1), stamp(2));

        PictureCache.write(
                cache(),
                stamps,
                reasons.stream().map(PictureCache.Known::unreadable).toList(),
                new Picture.Size(8, 8),
                System.currentTimeMillis());

        PictureCache kept = PictureCache.read(Optional.of(cache()));
        assertThat(kept.unreadable(stamps.get(0)))
                .map(PictureCache.Known::reason)
                .contains("its content makes no sense");
        assertThat(kept.unreadable(stamps.get(1))).as("chmod changes no file").isEmpty();
        assertThat(kept.unreadable(stamps.get(2))).as("nor does -Xmx").isEmpty();
    }

    private static PictureCache.Stamp stamp(int number) {
        return new PictureCache.Stamp("a/" + number + ".png", 9, LONG_AGO.to(TimeUnit.NANOSECONDS));
    }

    @Test
    void a_file_that_was_changed_just_now_is_not_trusted() throws Exception {
        fill();
        Files.setLastModifiedTime(folder.resolve("a/0.png"), FileTime.fromMillis(System.currentTimeMillis()));
        open();

        assertThat(open().notes())
                .contains("19 of 20 files are unchanged since an earlier run and were not read again");
    }

    private Dataset open() {
        return Pantry.open(folder.toString(), Options.standard().withCache(cache()));
    }

    private Path cache() {
        return elsewhere.resolve("x.pictures");
    }

    private static double of(Images images, String axis, String name) {
        return images.files().axis(axis).orElseThrow().values()[images.names().indexOf(name)];
    }

    private void shell(String command) throws Exception {
        assertThat(new ProcessBuilder("sh", "-c", command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start()
                        .waitFor())
                .as(command)
                .isZero();
    }

    private void fill() throws IOException {
        for (String label : List.of("a", "b")) {
            for (int i = 0; i < 10; i++) {
                write(
                        label + "/" + i + ".png",
                        PictureByHand.encoded(PictureByHand.noise(8, 8, label.hashCode() * 31 + i), "png"));
            }
        }
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        Files.setLastModifiedTime(file, LONG_AGO);
    }
}
