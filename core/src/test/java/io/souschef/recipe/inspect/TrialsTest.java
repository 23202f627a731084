package io.souschef.recipe.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.Split;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.data.source.Source;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.recipe.inspect.images.Colour;
import io.souschef.recipe.inspect.images.LocalFeatures;
import io.souschef.recipe.inspect.images.Position;
import io.souschef.recipe.inspect.images.Resolution;
import io.souschef.recipe.inspect.images.SpuriousVariation;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.tensor.RandomStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a quick learner tells of pictures that are made so that the answer is known. */
class TrialsTest {
    private static final int SIZE = 300, SMALL = 16, LARGE = 48;

    @TempDir
    Path folder;

    /** How bright a pixel is, 0 … 1, in a picture of one of two classes. */
    private interface Scene {
        double at(int channel, int y, int x, int k, RandomStream random);
    }

    /** Two little fields of stripes, one upright, one lying, so far apart that no patch sees both: which one is above? */
    private static final Scene PLACE = (c, y, x, k, random) -> {
        boolean above = y >= 13 && y < 17;
        boolean inside = (above || (y >= 31 && y < 35)) && x >= 20 && x < 28;
        return inside ? ((above == (k == 0) ? x : y) % 2) : 0.3;
    };

    /** The same, and below them stripes that say it too, in nearly all pictures. */
    private static final Scene MOSTLY = (c, y, x, k, random) -> y >= 40 && random.uniform(-5) < 0.98
            ? ((k == 0 ? x : y) + random.below(-1, 2)) % 2
            : PLACE.at(c, y, x, k, random);

    /** Stripes one pixel wide, upright or lying, the phase at random. */
    private static final Scene TEXTURE = (c, y, x, k, random) -> ((k == 0 ? x : y) + random.below(-1, 2)) % 2;

    /** One half brighter: left or right. */
    private static final Scene COARSE = (c, y, x, k, random) -> (x < SMALL / 2) == (k == 0) ? 0.9 : 0.1;

    /** Red or blue, as bright as the other. */
    private static final Scene HUE = (c, y, x, k, random) ->
            0.2 + (c == (k == 0 ? 0 : 2) ? 0.6 : 0) * ((x / 4 + y / 4 + random.below(-1, 2)) % 2);

    /** A short bright line, upright or lying, wherever, so that few lie on one another. */
    private static final Scene PLACED = (c, y, x, k, random) -> {
        int down = Math.abs(y - 4 - random.below(-1, 40));
        int right = Math.abs(x - 4 - random.below(-2, 40));
        return (k == 0 ? right == 0 && down <= 2 : down == 0 && right <= 2) ? 0.9 : 0.1;
    };

    /** Nothing but a grey, lighter or darker. */
    private static final Scene GREY = (c, y, x, k, random) -> k == 0 ? 0.45 : 0.55;

    @Test
    void coarse_pictures_may_shrink_and_fine_ones_may_not() {
        assertThat(look(new Resolution(), COARSE, 1).measured()).matches("[246]x[246] tell as much as 16x16.*");
        Finding fine = look(new Resolution(), TEXTURE, 1);
        assertThat(fine.measured()).startsWith("12x12 tell as much as 16x16");
        assertThat(fine.fix()).isEqualTo("try small pictures first, steps cost 1.78 times less: --image-size 12");
    }

    @Test
    void position_matters_where_it_is_the_class_and_not_where_texture_is() {
        assertThat(look(new Position(), PLACE, 1).measured()).startsWith("position matters");
        Finding texture = look(new Position(), TEXTURE, 1);
        assertThat(texture.measured()).startsWith("position can be averaged out");
        assertThat(texture.fix()).startsWith("end in a global average pool");
    }

    @Test
    void what_four_hundred_digits_leave_open_is_called_open() {
        Finding digits = Made.look(new Position(), Pantry.open("digits", Options.standard()), folder);

        assertThat(digits.measured()).startsWith("position is not shown to matter");
        assertThat(digits.fix()).endsWith("this sample can't tell");
    }

    @Test
    void patches_alone_tell_textures_and_not_places() {
        assertThat(look(new LocalFeatures(), TEXTURE, 1).measured())
                .startsWith("patches of 2x2")
                .contains("local features are enough");
        assertThat(look(new LocalFeatures(), PLACE, 1).measured()).contains("their arrangement counts");
    }

    @Test
    void colour_tells_where_it_alone_differs_and_nothing_where_shape_does() {
        assertThat(look(new Colour(), HUE, 3).measured()).startsWith("colour tells something");
        assertThat(look(new Colour(), COARSE, 3).measured()).startsWith("colour tells nothing that grey does not");
        assertThat(new Colour().at(Made.seen(dataset(COARSE, 1), folder)))
                .as("grey pictures")
                .isEmpty();
    }

    @Test
    void a_variation_within_the_classes_stands_in_the_way() {
        Finding placed = look(new SpuriousVariation(), PLACED, 1);
        assertThat(placed.measured())
                .startsWith("place stands in the way: without it +")
                .doesNotContain("the classes differ");
        assertThat(placed.fix()).startsWith("make place the same in all pictures");
    }

    @Test
    void a_variation_between_the_classes_is_to_be_kept() {
        Finding finding = look(new SpuriousVariation(), GREY, 1);
        assertThat(finding.measured()).startsWith("the classes differ in brightness: without it -");
        assertThat(finding.fix()).isEqualTo("keep brightness; as augmentation vary it by little");
    }

    @Test
    void pictures_that_differ_in_their_class_alone_have_no_spurious_variation() {
        Finding finding = look(new SpuriousVariation(), COARSE, 1);
        assertThat(finding.measured())
                .startsWith("neither brightness, contrast, place, size nor slant makes a difference");
        assertThat(finding.fix()).isEqualTo("nothing to be taken out");

        Finding digits = Made.look(new SpuriousVariation(), Pantry.open("digits", Options.standard()), folder);
        assertThat(digits.measured()).as("differences by chance").startsWith("neither brightness");
    }

    @Test
    void nothing_is_concluded_where_the_pictures_do_not_tell_their_labels() {
        Dataset chance = dataset((c, y, x, k, random) -> 0.5 + 0.3 * random.gaussian(y * 64 + x), 3);

        for (Look look :
                List.of(new Resolution(), new Position(), new LocalFeatures(), new Colour(), new SpuriousVariation())) {
            Finding finding = Made.look(look, chance, folder);
            assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.SKIP);
            assertThat(finding.cause()).isEqualTo("can't be judged: the learner is at chance on the whole picture");
            assertThat(finding.measured()).startsWith("of the whole picture ").endsWith("(220 pictures)");
            assertThat(finding.fix()).contains("collect more pictures");
        }
    }

    @Test
    void what_few_pictures_leave_open_of_local_features_is_called_open() {
        Finding finding = Made.look(new LocalFeatures(), dataset(MOSTLY, 1), folder);

        assertThat(finding.measured()).contains("whether local features are enough is open (");
        assertThat(finding.fix()).endsWith("this sample can't tell");
    }

    private Finding look(Look look, Scene scene, int channels) {
        Finding finding = Made.look(look, dataset(scene, channels), folder);
        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        return finding;
    }

    private static Dataset dataset(Scene scene, int channels) {
        int side = List.of(PLACE, PLACED, MOSTLY).contains(scene) ? LARGE : SMALL;
        double noise = scene == PLACED ? 1 : 12; // what lies where is seen in spite of it
        byte[][] pixels = new byte[SIZE][channels * side * side];
        int[] labels = IntStream.range(0, SIZE).map(i -> i % 2).toArray();
        for (int id = 0; id < SIZE; id++) {
            RandomStream random = RandomStream.of(3, "scene").at(id);
            for (int p = 0; p < pixels[id].length; p++) {
                int c = p / (side * side);
                double light = scene.at(c, p / side % side, p % side, labels[id], random);
                pixels[id][p] = (byte) Math.max(0, Math.min(255, 220 * light + noise * random.gaussian(p)));
            }
        }
        List<String> names = IntStream.range(0, SIZE).mapToObj(i -> i + ".png").toList();
        return new Dataset(
                "made",
                new Source("made", "0".repeat(64), 0, "none"),
                Images.unscaled(channels, side, side, pixels, names),
                new Labels(labels, List.of("a", "b")),
                new Split(Made.range(0, 220), Made.range(220, 260), Made.range(260, SIZE), "by hand"),
                List.of());
    }
}
