package io.souschef.recipe.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.recipe.inspect.images.Channels;
import io.souschef.recipe.inspect.images.ContactSheets;
import io.souschef.recipe.inspect.images.Extremes;
import io.souschef.recipe.inspect.images.ImageSizes;
import io.souschef.recipe.inspect.labels.CheapProperties;
import io.souschef.recipe.inspect.look.Look;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of images. */
class PicturesTest {
    @TempDir
    Path folder;

    @Test
    void the_darkest_and_the_brightest_image_are_at_the_ends_with_value_label_and_name() throws Exception {
        byte[][] pixels = Made.pixels();
        pixels[40] = new byte[36];
        Arrays.fill(pixels[41], (byte) 255);

        Finding finding = look(new Extremes(), Made.images(pixels, Made.labels()));

        assertThat(finding.outcome()).isEqualTo(Outcome.EYES);
        assertThat(first(finding, "Lowest brightness").caption()).isEqualTo("0 · a\n40.png");
        assertThat(first(finding, "Highest brightness").caption()).isEqualTo("1 · b\n41.png");
        BufferedImage brightest = read(first(finding, "Highest brightness"));
        assertThat(brightest.getWidth()).as("6 pixels, 18 times").isEqualTo(108);
        assertThat(brightest.getRGB(50, 50)).isEqualTo(0xffffffff);
    }

    @Test
    void where_almost_all_have_one_value_only_the_others_are_shown() {
        byte[][] pixels = new byte[Made.SIZE][];
        for (int id = 0; id < pixels.length; id++) {
            pixels[id] = new byte[36];
            Arrays.fill(pixels[id], (byte) (id == 7 || id == 8 ? 200 : 100));
        }

        Finding finding = look(new Extremes(), Made.images(pixels, Made.labels()));

        assertThat(finding.evidence()).extracting(Evidence::title).containsExactly("Brightness", "Highest brightness");
        assertThat(((Evidence.Pictures) finding.evidence().get(1)).pictures())
                .extracting(Evidence.Picture::caption)
                .containsExactly("0.784 · b\n7.png", "0.784 · a\n8.png");
    }

    @Test
    void every_class_has_a_sheet_of_its_own_training_examples() throws Exception {
        byte[][] pixels = new byte[Made.SIZE][36];
        for (int id = 0; id < Made.SIZE; id++) {
            Arrays.fill(pixels[id], (byte) (id >= 70 ? 255 : id % 2 == 0 ? 10 : 20));
        }

        Finding finding = look(new ContactSheets(), Made.images(pixels, Made.labels()));

        Evidence.Pictures sheets = (Evidence.Pictures) finding.evidence().get(0);
        assertThat(sheets.pictures())
                .extracting(Evidence.Picture::caption)
                .containsExactly("a: 35 of 35", "b: 35 of 35");
        assertThat(levels(read(sheets.pictures().get(0)))).containsExactly(10);
        assertThat(levels(read(sheets.pictures().get(1)))).containsExactly(20);
        assertThat(finding.outcome()).isEqualTo(Outcome.EYES);
    }

    @Test
    void of_many_classes_a_sample_is_drawn_and_the_number_said() {
        byte[][] pixels = Made.pixels();
        List<String> names = IntStream.range(0, 100).mapToObj(i -> "k" + i).toList();
        Dataset dataset = Made.dataset(Images.unscaled(1, 6, 6, pixels, names), new Labels(Made.range(0, 100), names));

        Finding finding = look(new ContactSheets(), dataset);

        assertThat(finding.measured()).isEqualTo("40 sheets for 100 classes of random training examples");
    }

    @Test
    void an_image_of_quite_another_shape_is_named() {
        int[] heights = new int[Made.SIZE];
        int[] widths = new int[Made.SIZE];
        Arrays.fill(heights, 6);
        Arrays.fill(widths, 6);
        widths[7] = 12;
        widths[8] = 11;
        List<String> names = IntStream.range(0, 100).mapToObj(i -> i + ".png").toList();
        Images images = new Images(1, 6, 6, Made.pixels(), heights, widths, names);

        Finding finding = look(new ImageSizes(), Made.dataset(images, new Labels(Made.labels(), List.of("a", "b"))));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured()).isEqualTo("3 sizes, shown to the net as 6x6; 1 of another shape");
        assertThat(finding.cause()).isEqualTo("half or more of their frame is margin: 7.png");
        assertThat(look(new ImageSizes(), Made.images()).measured()).isEqualTo("all 6x6, shown to the net as 6x6");
    }

    @Test
    void a_frame_that_tells_the_class_is_shown_to_a_person() {
        byte[][] pixels = Made.pixels();
        for (int id = 0; id < pixels.length; id++) {
            for (int i = 0; i < 6; i++) {
                pixels[id][i] = pixels[id][30 + i] = pixels[id][6 * i] = pixels[id][6 * i + 5] = (byte) (id % 2 * 60);
            }
        }

        Finding finding = look(new CheapProperties(), Made.images(pixels, Made.labels()));

        assertThat(finding.outcome()).isEqualTo(Outcome.EYES);
        assertThat(finding.measured())
                .startsWith("'border' alone tells the class in 100.0 % of the cases, chance in 50.0 %");
        assertThat(finding.cause()).startsWith("the classes differ in border");
        assertThat(look(new CheapProperties(), Made.images()).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void pixels_that_were_stored_as_0_and_1_are_nearly_constant() {
        byte[][] pixels = Made.pixels();
        for (byte[] image : pixels) {
            for (int i = 0; i < image.length; i++) {
                image[i] = (byte) ((image[i] & 0xff) >> 7);
            }
        }

        Finding finding = look(new Channels(), Made.images(pixels, Made.labels()));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause()).isEqualTo("nearly constant: grey");
        assertThat(look(new Channels(), Made.images()).outcome()).isEqualTo(Outcome.PASS);
    }

    private static Evidence.Picture first(Finding finding, String title) {
        return finding.evidence().stream()
                .filter(one -> one.title().equals(title))
                .map(one -> ((Evidence.Pictures) one).pictures().get(0))
                .findFirst()
                .orElseThrow();
    }

    private BufferedImage read(Evidence.Picture picture) throws IOException {
        return ImageIO.read(folder.resolve(picture.file()).toFile());
    }

    /** The grey levels of all that is not transparent. */
    private static int[] levels(BufferedImage image) {
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .filter(argb -> argb >>> 24 > 0)
                .map(argb -> argb & 0xff)
                .distinct()
                .toArray();
    }

    private Finding look(Look look, Dataset dataset) {
        return Made.look(look, dataset, folder);
    }
}
