package io.souschef.data.pantry;

import static io.souschef.data.picture.PictureByHand.encoded;
import static io.souschef.data.picture.PictureByHand.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.OneClass;
import io.souschef.data.source.Unreadable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFolderTest {
    @TempDir
    Path folder;

    @Test
    void folders_are_classes_in_alphabetical_order() throws Exception {
        fill("zebra", 10, 4, 4);
        fill("ape", 10, 4, 4);

        Dataset dataset = open();

        assertThat(((Labels) dataset.targets()).classes()).containsExactly("ape", "zebra");
        assertThat(dataset.inputs().nameOf(0)).isEqualTo("ape/0.png");
        assertThat(dataset.inputs().describe()).isEqualTo("20 images of 4x4, grey");
        assertThat(dataset.source().format()).isEqualTo("class folders");
    }

    @Test
    void ids_do_not_depend_on_the_order_of_decoding() throws Exception {
        fill("a", 50, 9, 7);
        fill("b", 50, 7, 9);

        Dataset once = open();
        Dataset twice = open();

        assertThat(((Images) twice.inputs()).pixels()).isDeepEqualTo(((Images) once.inputs()).pixels());
        assertThat(twice.split()).isEqualTo(once.split());
        assertThat(twice.source()).isEqualTo(once.source());
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void lists_what_is_broken_and_reads_the_rest(String format) throws Exception {
        fill("a", 10, 16, 16);
        fill("b", 10, 16, 16);
        byte[] whole = encoded(noise(64, 64, 5), format);
        write("a/cut." + format, Arrays.copyOf(whole, whole.length / 2));
        write("a/none." + format);
        write("b/text." + format, "no picture".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        write("b/whole." + format, whole);

        Dataset dataset = open();

        assertThat(dataset.unreadable().stream().map(Unreadable::name))
                .containsExactly("a/cut." + format, "a/none." + format, "b/text." + format);
        assertThat(dataset.unreadable().get(1).reason()).isEqualTo("the file is empty");
        assertThat(dataset.unreadable().get(2).reason())
                .isEqualTo("neither PNG, JPEG, GIF, BMP nor TIFF by its first bytes");
        assertThat(dataset.size()).isEqualTo(21);
    }

    @Test
    void finds_a_jpeg_of_which_only_the_last_tenth_is_missing() throws Exception {
        fill("a", 10, 16, 16);
        fill("b", 10, 16, 16);
        byte[] whole = encoded(noise(64, 64, 5), "jpg");
        write("a/cut.jpg", Arrays.copyOf(whole, whole.length * 9 / 10));

        assertThat(open().unreadable()).extracting(Unreadable::name).containsExactly("a/cut.jpg");
    }

    @Test
    void one_coloured_picture_makes_all_of_them_coloured() throws Exception {
        fill("a", 10, 4, 4);
        fill("b", 10, 4, 4);
        BufferedImage red = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        red.setRGB(0, 0, 0xff0000);
        save("b/red.png", red);

        Images images = (Images) open().inputs();

        assertThat(images.channels()).isEqualTo(3);
        byte[] pixels = images.pixels(images.size() - 1);
        assertThat(new int[] {pixels[0] & 0xff, pixels[16], pixels[32]}).containsExactly(255, 0, 0);
        byte[] grey = images.pixels(0);
        assertThat(Arrays.copyOfRange(grey, 0, 16)).isEqualTo(Arrays.copyOfRange(grey, 32, 48));
    }

    @Test
    void brings_pictures_to_the_median_size_and_says_so() throws Exception {
        fill("a", 10, 100, 50);
        fill("b", 9, 200, 100);

        Dataset dataset = open();

        Images images = (Images) dataset.inputs();
        assertThat(images.height()).isEqualTo(32);
        assertThat(images.width()).isEqualTo(64);
        assertThat(images.originalWidths()[0]).isEqualTo(100);
        assertThat(dataset.notes()).contains("19 of 19 pictures are brought to 64x32, whole and undistorted");
        Images small =
                (Images) Pantry.open(folder.toString(), Options.standard().withImageSize(16))
                        .inputs();
        assertThat(small.width()).isEqualTo(16);
    }

    @Test
    void reads_train_and_test_folders() throws Exception {
        fill("train/a", 20, 4, 4);
        fill("train/b", 20, 4, 4);
        fill("test/a", 3, 4, 4);
        fill("test/b", 2, 4, 4);

        Dataset dataset = open();

        assertThat(dataset.split().describe()).isEqualTo("train 36, validation 4, test 5");
        assertThat(dataset.inputs().nameOf(dataset.split().test()[0])).isEqualTo("test/a/0.png");
        assertThat(dataset.split().origin()).startsWith("given: train, test folders; validation made of train");
    }

    @Test
    void takes_a_validation_folder_for_the_test_split_where_there_is_no_other() throws Exception {
        fill("train/a", 20, 4, 4);
        fill("train/b", 20, 4, 4);
        fill("val/a", 3, 4, 4);
        fill("val/b", 2, 4, 4);

        Dataset dataset = open();

        assertThat(dataset.split().test()).hasSize(5);
        assertThat(dataset.split().origin()).contains("validation taken for test");
    }

    @Test
    void a_class_may_be_called_train() throws Exception {
        fill("train", 10, 4, 4);
        fill("plane", 10, 4, 4);

        assertThat(((Labels) open().targets()).classes()).containsExactly("plane", "train");
    }

    @ParameterizedTest
    @ValueSource(strings = {"labels", "annotations"})
    void what_is_drawn_on_pictures_stands_in_a_folder_that_is_no_class(String name) throws Exception {
        fill("train/a", 20, 4, 4);
        fill("train/b", 20, 4, 4);
        fill("test/a", 3, 4, 4);
        fill("test/b", 2, 4, 4);
        for (int i = 0; i < 1000; i++) { // they come first in the alphabet, and are more
            write(name + "/train/a/" + i + ".txt", (byte) '0');
        }

        Dataset dataset = open();

        assertThat(((Labels) dataset.targets()).classes()).containsExactly("a", "b");
        assertThat(dataset.split().test()).hasSize(5);
        assertThat(((Images) dataset.inputs()).files().passedOver()).isEmpty();
    }

    @Test
    void what_is_drawn_on_pictures_may_also_stand_beside_class_folders() throws Exception {
        fill("x", 10, 4, 4);
        fill("y", 10, 4, 4);
        write("labels/x/0.txt", (byte) '0');

        Dataset dataset = open();

        assertThat(((Labels) dataset.targets()).classes()).containsExactly("x", "y");
        assertThat(((Images) dataset.inputs()).files().passedOver()).isEmpty();
    }

    @Test
    void survives_links_that_lead_in_circles_or_nowhere() throws Exception {
        fill("a", 10, 4, 4);
        fill("b", 10, 4, 4);
        Files.createSymbolicLink(folder.resolve("a/round"), folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("b/gone.png"), folder.resolve("nowhere.png"));

        Dataset dataset = open();

        assertThat(dataset.size()).isEqualTo(20);
        assertThat(dataset.unreadable())
                .contains(
                        new Unreadable("a/round", "a link that leads back to a folder above it"),
                        new Unreadable("b/gone.png", "no such file or folder"));
    }

    @Test
    void passes_over_hidden_files_and_mentions_others() throws Exception {
        fill("a", 10, 4, 4);
        fill("b", 10, 4, 4);
        write("a/.DS_Store", (byte) 1);
        write("a/.hidden.png", (byte) 1);
        write(".git/config", (byte) 1);
        write("a/.thumbnails/1.png", (byte) 1);
        write("__MACOSX/a/1.png", (byte) 1);
        write("a/readme.txt", (byte) 1);

        Dataset dataset = open();

        assertThat(dataset.unreadable()).isEmpty();
        assertThat(dataset.notes()).contains("passed over, for they are no pictures by name: 1 .txt");
        assertThat(((Images) dataset.inputs()).files().passedOver())
                .extracting(one -> one.name() + ": " + one.reason())
                .containsExactlyInAnyOrder(
                        ".git: hidden: a file or folder of the system, by its name",
                        "__MACOSX: hidden: a file or folder of the system, by its name",
                        "a/.thumbnails: hidden: a file or folder of the system, by its name",
                        "a/.DS_Store: hidden: a file or folder of the system, by its name",
                        "a/.hidden.png: hidden: a file or folder of the system, by its name",
                        "a/readme.txt: no picture by its name");
    }

    @Test
    void refuses_one_class_only() throws Exception {
        fill("a", 10, 4, 4);

        assertThatThrownBy(this::open).isInstanceOf(OneClass.class).hasMessage("""
            all examples have the same class
              got       10 examples, every one with class 'a'
              expected  two classes or more
              fix       one folder per class; or another --target""");
    }

    @Test
    void refuses_a_folder_of_loose_or_broken_pictures() throws Exception {
        fill(".", 3, 4, 4);
        assertThatThrownBy(this::open)
                .isInstanceOf(EmptyFolder.class)
                .hasMessageContaining("got       3 pictures that are in no class folder");

        write("a/1.png", (byte) 0);
        assertThatThrownBy(this::open)
                .isInstanceOf(NothingReadable.class)
                .hasMessageContaining("got       a/1.png: neither PNG");
    }

    @Test
    void tells_how_far_it_has_come() throws Exception {
        fill("a", 10, 4, 4);
        fill("b", 10, 4, 4);
        AtomicLong furthest = new AtomicLong();

        Pantry.open(
                folder.toString(),
                Options.standard()
                        .withProgress((done, total) -> furthest.accumulateAndGet(done * 100 / total, Math::max)));

        assertThat(furthest).hasValue(100);
    }

    @Test
    void the_fingerprint_is_what_sha256sum_makes_of_the_folder() throws Exception {
        write("a/1.png", encoded(noise(2, 2, 1), "png"));
        write("b/2.png", encoded(noise(2, 2, 2), "png"));
        write("b/3.png", encoded(noise(2, 2, 3), "png"));

        Process shell = new ProcessBuilder("sh", "-c", "sha256sum a/1.png b/2.png b/3.png | sha256sum")
                .directory(folder.toFile())
                .start();
        String expected = new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);

        Reading reading = ImageFolder.read(folder, "x", Options.standard());
        assertThat(reading.source().sha256()).isEqualTo(expected.substring(0, 64));
    }

    private Dataset open() {
        return Pantry.open(folder.toString(), Options.standard());
    }

    private void fill(String label, int count, int width, int height) throws IOException {
        for (int i = 0; i < count; i++) {
            write(label + "/" + i + ".png", encoded(noise(width, height, label.hashCode() * 31 + i), "png"));
        }
    }

    private void save(String name, BufferedImage image) throws IOException {
        write(name, encoded(image, "png"));
    }

    private Path write(String name, byte... content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }
}
