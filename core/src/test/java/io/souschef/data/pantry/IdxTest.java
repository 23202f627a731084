package io.souschef.data.pantry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.Dataset;
import io.souschef.data.Labels;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
    @TempDir
    Path folder;

    @Test
    void reads_plain_and_gzipped_alike() throws Exception {
        byte[] idx = idx(0x803, new int[] {2, 1, 3}, 1, 2, 3, 4, 5, 6);
        Path plain = write("plain", idx);
        Path zipped = write("zipped-but-not-so-called", gzip(idx));

        assertThat(Idx.read(plain).items()).isDeepEqualTo(new byte[][] {{1, 2, 3}, {4, 5, 6}});
        assertThat(Idx.read(zipped).items()).isDeepEqualTo(new byte[][] {{1, 2, 3}, {4, 5, 6}});
    }

    @Test
    void tells_on_the_way_how_many_items_were_read() throws Exception {
        Path file = write("many", idx(0x801, new int[] {25_000}, new int[25_000]));
        List<String> told = new ArrayList<>();

        Idx.read(file, (done, total) -> told.add(done + " of " + total));

        assertThat(told).containsExactly("0 of 25000", "10000 of 25000", "20000 of 25000");
    }

    @Test
    void refuses_a_file_cut_short() throws Exception {
        Path file = write("cut", idx(0x803, new int[] {3, 1, 3}, 1, 2, 3, 4, 5));

        assertThatThrownBy(() -> Idx.read(file)).isInstanceOf(BadIdx.class).hasMessage("""
            cut is not a sound IDX file
              got       1 whole items, then the file ends
              expected  3, as its header says
              fix       get %s again: it may be cut short or be something else""".formatted(file));
    }

    @Test
    void refuses_a_gzip_cut_short() throws Exception {
        byte[] zipped = gzip(idx(0x801, new int[] {5}, 9, 1, 8, 2, 7));
        Path file = write("cut.gz", Arrays.copyOf(zipped, zipped.length - 10));

        assertThatThrownBy(() -> Idx.read(file)).isInstanceOf(BadIdx.class).hasMessageContaining("ends too early");
    }

    @Test
    void refuses_bytes_after_the_last_item() throws Exception {
        Path file = write("long", idx(0x801, new int[] {2}, 1, 2, 3));

        assertThatThrownBy(() -> Idx.read(file)).hasMessageContaining("got       more bytes after the last item");
    }

    @Test
    void refuses_another_magic_and_other_types() throws Exception {
        Path text = write("text", "hello, world".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Path floats = write("floats", idx(0xd01, new int[] {1}, 0, 0, 0, 0));
        Path empty = write("empty");

        assertThatThrownBy(() -> Idx.read(text)).hasMessageContaining("got       first bytes 68656c6c");
        assertThatThrownBy(() -> Idx.read(floats)).hasMessageContaining("got       values of type 0d");
        assertThatThrownBy(() -> Idx.read(empty)).hasMessageContaining("got       the file ends within its header");
    }

    @Test
    void takes_no_memory_for_what_only_the_header_claims() throws Exception {
        Path many = write("many", idx(0x803, new int[] {Integer.MAX_VALUE, 28, 28}, 1, 2, 3));
        Path large = write("large", idx(0x803, new int[] {1, Integer.MAX_VALUE, Integer.MAX_VALUE}, 1));
        Path negative = write("negative", idx(0x803, new int[] {-1, 2, 2}, 1));

        assertThatThrownBy(() -> Idx.read(many)).hasMessageContaining("got       0 whole items");
        assertThatThrownBy(() -> Idx.read(large)).hasMessageContaining("expected  at most 50,331,648 bytes each");
        assertThatThrownBy(() -> Idx.read(negative)).hasMessageContaining("expected  sizes of 1 or more");
    }

    @Test
    void refuses_a_folder_whose_counts_disagree() throws Exception {
        write("train-images-idx3-ubyte", idx(0x803, new int[] {2, 1, 1}, 1, 2));
        write("train-labels-idx1-ubyte", idx(0x801, new int[] {3}, 0, 1, 0));

        assertThatThrownBy(() -> Pantry.open(folder.toString(), Options.standard()))
                .isInstanceOf(BadIdx.class)
                .hasMessageContaining("got       3 labels for 2 images");
    }

    @Test
    void refuses_images_without_labels() throws Exception {
        write("train-images-idx3-ubyte", idx(0x803, new int[] {2, 1, 1}, 1, 2));

        assertThatThrownBy(() -> Pantry.open(folder.toString(), Options.standard()))
                .hasMessageContaining("train-labels-idx1-ubyte");
    }

    @Test
    void keeps_the_given_test_split_and_takes_validation_from_train() throws Exception {
        int[] pixels = IntStream.range(0, 40).toArray();
        int[] labels = IntStream.range(0, 40).map(i -> i % 2 == 0 ? 3 : 7).toArray();
        write("train-images.idx3-ubyte", idx(0x803, new int[] {40, 1, 1}, pixels));
        write("train-labels.idx1-ubyte", idx(0x801, new int[] {40}, labels));
        write("t10k-images.idx3-ubyte", idx(0x803, new int[] {4, 1, 1}, 100, 101, 102, 103));
        write("t10k-labels.idx1-ubyte", idx(0x801, new int[] {4}, 3, 7, 3, 7));

        Dataset dataset = Pantry.open(folder.toString(), Options.standard());

        assertThat(dataset.split().test()).containsExactly(40, 41, 42, 43);
        assertThat(((Labels) dataset.targets()).counts(dataset.split().validation()))
                .containsExactly(2, 2);
        assertThat(((Labels) dataset.targets()).classes()).containsExactly("3", "7");
        assertThat(dataset.split().origin())
                .isEqualTo("given: train, t10k files; validation made of train (seed 1337, stratified by class)");
    }

    @Test
    void names_of_classes_are_read_in_other_encodings_too() throws Exception {
        write(
                "images-idx3-ubyte",
                idx(0x803, new int[] {40, 1, 1}, IntStream.range(0, 40).toArray()));
        write(
                "labels-idx1-ubyte",
                idx(
                        0x801,
                        new int[] {40},
                        IntStream.range(0, 40).map(i -> i % 2).toArray()));

        write("classes.txt", "\ufeffKöln\r\nUlm\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(classes()).as("with a mark, by Notepad").containsExactly("Köln", "Ulm");

        write("classes.txt", "Köln\nUlm\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(classes()).as("in Latin-1").containsExactly("Köln", "Ulm");
    }

    private List<String> classes() {
        Dataset dataset = Pantry.open(folder.toString(), Options.standard());
        return ((Labels) dataset.targets()).classes();
    }

    static byte[] idx(int magic, int[] sizes, int... values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(magic);
            for (int size : sizes) {
                out.writeInt(size);
            }
            for (int value : values) {
                out.writeByte(value);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private Path write(String name, byte... content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }
}
