package io.souschef.data.pantry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.Dataset;
import io.souschef.data.Duplicates;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.Split;
import io.souschef.data.source.NotFound;
import io.souschef.data.summary.Summary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PantryTest {
    @TempDir
    Path folder;

    @Test
    void digits_come_with_souschef() {
        Dataset digits = Pantry.open("digits", Options.standard());

        assertThat(digits.describe())
                .isEqualTo(
                        "digits: 1,797 images of 8x8, grey, 10 classes; train 1,257, validation 270, test 270; IDX sha256 "
                                + digits.source().version() + "…");
        assertThat(((Labels) digits.targets()).counts(all(digits)))
                .as("as UCI and scikit-learn count them")
                .containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
        assertThat(((Images) digits.inputs()).pixels(0))
                .as("first row of load_digits().images[0] is 0 0 5 13 9 1 0 0, of 16")
                .startsWith(0, 0, 80, 207, 143, 16, 0, 0);
    }

    @Test
    @Tag("real")
    void fashion_mnist_is_read_where_debian_puts_it() {
        Dataset fashion = Pantry.open("fashion-mnist", Options.standard());

        Images images = (Images) fashion.inputs();
        assertThat(fashion.split().describe()).isEqualTo("train 55,000, validation 5,000, test 10,000");
        assertThat(((Labels) fashion.targets()).counts(fashion.split().test())).containsOnly(1000);
        assertThat(((Labels) fashion.targets()).counts(fashion.split().validation()))
                .containsOnly(500);
        assertThat(fashion.targets().text(0)).isEqualTo("Ankle boot");
        assertThat(images.nameOf(60_000)).isEqualTo("t10k-images row 0");
        Summary.Channel channel = Summary.of(
                        fashion.withSplit(new Split(ids(0, 60_000), new int[0], ids(60_000, 70_000), "all of train")))
                .channels()
                .get(0);
        assertThat(channel.mean()).as("the mean that everybody uses").isCloseTo(0.2860, within(5e-5));
        assertThat(channel.std()).as("the deviation that everybody uses").isCloseTo(0.3530, within(5e-5));
        assertThat(Duplicates.of(fashion).groups()).as("none is known").isEmpty();
    }

    @Test
    void says_how_to_install_a_set_that_is_not_there() {
        assertThatThrownBy(() -> Pantry.open("fashion-mnist", Options.standard().withDataDirectory(folder)))
                .isInstanceOf(NotInstalled.class)
                .hasMessage("""
                    fashion-mnist is not here
                      got       no IDX files in %s
                      expected  train-images-idx3-ubyte, train-labels-idx1-ubyte and their t10k- twins, plain or .gz
                      fix       apt install dataset-fashion-mnist, or --data DIR with the IDX files""".formatted(folder));
    }

    @Test
    void says_what_can_be_opened_where_there_is_nothing() {
        assertThatThrownBy(() -> Pantry.open("no/such/thing", Options.standard()))
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("fix       souschef run digits");
        assertThatThrownBy(() -> Pantry.open("a\0b", Options.standard())).isInstanceOf(NotFound.class);
    }

    @Test
    void refuses_a_file_of_another_kind() throws Exception {
        Path file = Files.writeString(folder.resolve("notes.docx"), "hello");

        assertThatThrownBy(() -> Pantry.open(file.toString(), Options.standard()))
                .isInstanceOf(UnknownFormat.class)
                .hasMessageContaining("got       " + file);
    }

    @Test
    void refuses_an_empty_folder() {
        assertThatThrownBy(() -> Pantry.open(folder.toString(), Options.standard()))
                .isInstanceOf(EmptyFolder.class)
                .hasMessageContaining("got       no folder");
    }

    @Test
    void reads_the_same_data_set_twice() {
        Dataset once = Pantry.open("digits", Options.standard());
        Dataset twice = Pantry.open("digits", Options.standard());

        assertThat(twice.split()).isEqualTo(once.split());
        assertThat(twice.source()).isEqualTo(once.source());
        assertThat(Pantry.open("digits", Options.standard().withSeed(1)).split())
                .isNotEqualTo(once.split());
    }

    private static int[] all(Dataset dataset) {
        return ids(0, dataset.size());
    }

    private static int[] ids(int from, int to) {
        int[] ids = new int[to - from];
        Arrays.setAll(ids, i -> from + i);
        return ids;
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.api.Assertions.within(offset);
    }
}
