package io.souschef.data.pantry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.Dataset;
import io.souschef.data.Duplicates;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.Texts;
import io.souschef.data.picture.PictureByHand;
import io.souschef.data.source.Unreadable;
import io.souschef.data.text.Text;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFolderTest {
    @TempDir
    Path folder;

    @Test
    void folders_are_classes_and_files_are_texts() throws Exception {
        fill("spam", 12, ".txt");
        fill("ham", 12, ".eml");

        Dataset dataset = open();

        assertThat(((Labels) dataset.targets()).classes()).containsExactly("ham", "spam");
        Texts texts = (Texts) dataset.inputs();
        assertThat(texts.get(0).name()).isEqualTo("ham/0.eml");
        assertThat(texts.get(0).content()).isEqualTo("text 0 of ham\n");
        assertThat(dataset.describe()).contains("24 texts, half of them of 15 characters or more", "2 classes");
        assertThat(dataset.notes()).contains("classification: the folders are the classes");
    }

    @Test
    void names_without_an_extension_are_texts_unless_they_are_binary() throws Exception {
        fill("a", 10, ".7c53336b37003a9286aba55d2945844c");
        fill("b", 10, "");
        write("b/cmds", noise());
        write("b/picture.png", noise());

        Dataset dataset = open();

        assertThat(dataset.size()).isEqualTo(20);
        assertThat(dataset.unreadable()).isEmpty();
        assertThat(dataset.notes()).contains("passed over, for they are no texts: 1 .png, 1 binary");
    }

    @Test
    void what_is_passed_over_is_listed_with_the_reason() throws Exception {
        fill("a", 10, ".txt");
        fill("b", 10, ".txt");
        write("a/.DS_Store", noise());
        write("b/cmds", noise());
        write("b/picture.png", noise());

        assertThat(open().inputs().passedOver())
                .containsExactlyInAnyOrder(
                        new Unreadable("a/.DS_Store", "hidden: a file or folder of the system, by its name"),
                        new Unreadable("b/cmds", "binary, no text"),
                        new Unreadable("b/picture.png", "no text by its name"));
    }

    @Test
    void what_should_be_a_text_and_is_binary_is_listed_by_name() throws Exception {
        fill("a", 10, ".txt");
        fill("b", 10, ".txt");
        write("a/noise.txt", noise());

        assertThat(open().unreadable()).containsExactly(new Unreadable("a/noise.txt", "binary, no text"));
    }

    @Test
    void reads_train_and_test_folders() throws Exception {
        fill("train/a", 20, ".txt");
        fill("train/b", 20, ".txt");
        fill("test/a", 3, ".txt");
        fill("test/b", 2, ".txt");

        Dataset dataset = open();

        assertThat(dataset.split().describe()).isEqualTo("train 36, validation 4, test 5");
        assertThat(dataset.inputs().nameOf(dataset.split().test()[0])).isEqualTo("test/a/0.txt");
    }

    @Test
    void survives_links_that_lead_in_circles_or_nowhere() throws Exception {
        fill("a", 10, ".txt");
        fill("b", 10, ".txt");
        Files.createSymbolicLink(folder.resolve("a/round"), folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("b/gone.txt"), folder.resolve("nowhere.txt"));
        Files.createDirectories(folder.resolve("empty"));

        Dataset dataset = open();

        assertThat(dataset.size()).isEqualTo(20);
        assertThat(dataset.unreadable())
                .containsExactlyInAnyOrder(
                        new Unreadable("a/round", "a link that leads back to a folder above it"),
                        new Unreadable("b/gone.txt", "no such file or folder"));
    }

    @Test
    void of_a_huge_file_only_the_beginning_is_read() throws Exception {
        fill("a", 10, ".txt");
        fill("b", 10, ".txt");
        try (RandomAccessFile huge = new RandomAccessFile(write("a/9huge.txt").toFile(), "rw")) {
            huge.write("word ".repeat(300_000).getBytes(StandardCharsets.US_ASCII));
            huge.setLength(100L << 20); // the rest are zeros that take no place
        }

        Text text = ((Texts) open().inputs()).get(10);

        assertThat(text.name()).isEqualTo("a/9huge.txt");
        assertThat(text.content()).hasSize(Text.MOST_BYTES);
        assertThat(text.isCut()).isTrue();
    }

    @Test
    void equal_texts_stay_on_one_side_of_the_split() throws Exception {
        for (int i = 0; i < 40; i++) {
            write(
                    "a/" + i + ".txt",
                    ("Text  number " + i / 2 + (i % 2 == 0 ? "\n" : "  ")).getBytes(StandardCharsets.US_ASCII));
            write("b/" + i + ".txt", ("other " + i).getBytes(StandardCharsets.US_ASCII));
        }

        Dataset dataset = open();
        Duplicates duplicates = Duplicates.of(dataset);

        assertThat(duplicates.groups()).hasSize(20);
        assertThat(duplicates.acrossSplits()).isEmpty();
    }

    @Test
    void empty_texts_are_read_and_are_no_copies_of_one_another() throws Exception {
        fill("a", 10, ".txt");
        fill("b", 10, ".txt");
        write("a/none.txt");
        write("b/none.txt", (byte) ' ');

        Dataset dataset = open();

        assertThat(dataset.size()).isEqualTo(22);
        assertThat(Duplicates.of(dataset).groups()).isEmpty();
    }

    @Test
    void refuses_a_folder_in_which_every_text_is_binary() throws Exception {
        write("a/1.txt", noise());
        write("b/1.txt", noise());

        assertThatThrownBy(this::open)
                .isInstanceOf(NothingReadable.class)
                .hasMessageContaining("none of the 2 texts")
                .hasMessageContaining("a/1.txt: binary, no text");
    }

    @Test
    void loose_texts_are_no_class_folders_and_the_message_speaks_of_texts() throws Exception {
        write("1.txt", (byte) 'x');
        write("2.eml", (byte) 'y');

        assertThatThrownBy(this::open)
                .isInstanceOf(EmptyFolder.class)
                .hasMessageContaining("got       2 texts that are in no class folder");
    }

    @Test
    void a_folder_of_pictures_with_a_few_notes_is_one_of_pictures() throws Exception {
        for (int i = 0; i < 10; i++) {
            write("a/" + i + ".png", PictureByHand.encoded(PictureByHand.noise(4, 4, i), "png"));
            write("b/" + i + ".png", PictureByHand.encoded(PictureByHand.noise(4, 4, 100 + i), "png"));
        }
        write("a/readme.txt", (byte) 'x');

        assertThat(open().inputs()).isInstanceOf(Images.class);
    }

    @Test
    void the_fingerprint_is_what_sha256sum_makes_of_the_folder() throws Exception {
        fill("a", 1, ".txt");
        fill("b", 2, ".txt");

        Process shell = new ProcessBuilder("sh", "-c", "sha256sum a/0.txt b/0.txt b/1.txt | sha256sum")
                .directory(folder.toFile())
                .start();
        String expected = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        Reading reading = TextFolder.read(folder, "x", Options.standard());
        assertThat(reading.source().sha256()).isEqualTo(expected.substring(0, 64));
    }

    private Dataset open() {
        return Pantry.open(folder.toString(), Options.standard());
    }

    private void fill(String label, int count, String extension) throws IOException {
        for (int i = 0; i < count; i++) {
            String text = "text %d of %s\n".formatted(i, label.replaceAll(".*/", ""));
            write("%s/%d%s".formatted(label, i, extension), text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] noise() {
        byte[] noise = new byte[3000];
        new Random(7).nextBytes(noise);
        return noise;
    }

    private Path write(String name, byte... content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }
}
