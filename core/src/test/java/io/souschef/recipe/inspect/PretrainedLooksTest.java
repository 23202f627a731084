package io.souschef.recipe.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.Split;
import io.souschef.data.axis.RobustZ;
import io.souschef.data.outlier.FeatureDistances;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.data.pretrained.Pretrained;
import io.souschef.data.source.Progress;
import io.souschef.data.source.Source;
import io.souschef.experiment.Entry;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.experiment.Pages;
import io.souschef.experiment.RunDirectory;
import io.souschef.recipe.Order;
import io.souschef.recipe.Recipe;
import io.souschef.recipe.Watcher;
import io.souschef.recipe.inspect.images.OutliersByFeatures;
import io.souschef.recipe.inspect.labels.LabelNoise;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.report.Report;
import io.souschef.tensor.RandomStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong labels and outliers that no patch and no neighbour can tell, and the features of a net can. */
class PretrainedLooksTest {
    private static final int SIZE = 400, PLANTED = 30;

    /** Its own mirror images, among pictures that are not. */
    private static final List<Integer> MIRRORED = List.of(50, 150, 250);

    @TempDir
    Path folder;

    private static Pretrained net() {
        try {
            return Pretrained.at(Path.of(Objects.requireNonNull(Pretrained.class.getResource("tiny.pt"))
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void wrong_labels_that_only_the_net_can_tell_are_found_with_it() {
        Finding without = new LabelNoise().at(seen(Optional.empty())).orElseThrow();
        Finding with = new LabelNoise().at(seen(Optional.of(net()))).orElseThrow();

        assertThat(without.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(with.outcome()).isEqualTo(Outcome.EYES);
        Evidence.Pictures shown = (Evidence.Pictures) with.evidence().get(0);
        assertThat(shown.pictures()).hasSizeGreaterThanOrEqualTo(20).allSatisfy(picture -> assertThat(
                        Integer.parseInt(picture.caption().replaceAll("(?s).*\\n(\\d+)\\.png", "$1")))
                .isLessThan(PLANTED));
        assertThat(shown.sentence()).contains("a weighted sum of 2 features by tiny.pt, fitted without the example");
    }

    @Test
    void outliers_that_only_the_net_can_tell_are_the_furthest_with_it() {
        Finding with = new OutliersByFeatures().at(seen(Optional.of(net()))).orElseThrow();
        double[] without = seen(Optional.empty()).distances().orElseThrow().values();
        double[] values = seen(Optional.of(net())).distances().orElseThrow().values();

        assertThat(furthest(values)).containsExactlyInAnyOrderElementsOf(MIRRORED);
        assertThat(furthest(without)).doesNotContainAnyElementsOf(MIRRORED);
        assertThat(with.outcome()).isEqualTo(Outcome.EYES);
        assertThat(((Evidence.Histogram) with.evidence().get(0)).sentence())
                .contains(
                        "nearest of 280 training images, by pixels and by 2 features by tiny.pt, whichever is further");
    }

    /** Of pictures of noise the net gives what it gives of others. */
    @Test
    void what_pixels_tell_is_not_lost_with_a_net() {
        Images digits = (Images) Pantry.open("digits", Options.standard()).inputs();
        byte[][] pixels = digits.pixels().clone();
        RandomStream random = RandomStream.of(3, "noise");
        for (int id : MIRRORED) {
            pixels[id] = new byte[64];
            for (int p = 0; p < 64; p++) {
                pixels[id][p] = (byte)
                        (p == 0 || p == 63 ? digits.pixels(0)[p] : random.at(id).below(p, 256));
            }
        }
        Images mixed = digits.withPixels(pixels);
        int[] train = Made.range(0, 1400);

        FeatureDistances distances =
                FeatureDistances.of(mixed, net().features(mixed, Progress.SILENT), train, 5, 1337, Progress.SILENT);
        double[] values = distances.values();

        assertThat(distances.unit()).isEqualTo("deviations");
        assertThat(RobustZ.of(values).of(5))
                .as("deviations of deviations are the same ones")
                .isCloseTo(5, within(1e-9));
        assertThat(MIRRORED)
                .allSatisfy(id -> assertThat(values[id]).as("deviations").isGreaterThan(4.5));
    }

    private static List<Integer> furthest(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[b], values[a]))
                .limit(MIRRORED.size())
                .toList();
    }

    @Test
    void the_same_net_gives_the_same_bits() {
        Inspection once = seen(Optional.of(net()));
        Inspection again = seen(Optional.of(net()));

        assertThat(again.distances().orElseThrow().values())
                .containsExactly(once.distances().orElseThrow().values());
        assertThat(again.opinions().orElseThrow().probabilities())
                .isDeepEqualTo(once.opinions().orElseThrow().probabilities());
    }

    @Test
    void the_notebook_and_the_report_say_which_net_it_was() {
        Pretrained net = net();
        Order order = new Order("test", 1337, Optional.empty(), false, Set.of(1), folder, Optional.of(net));

        new Recipe().run(order, pictures(), new Watcher() {}, System.nanoTime());

        assertThat(Pages.of(new RunDirectory(folder)).all(Entry.Provenance.class))
                .singleElement()
                .satisfies(entry -> assertThat(entry.details()).containsEntry("features", net.describe()));
        assertThat(Report.html(new RunDirectory(folder))).contains(net.describe());
    }

    private Inspection seen(Optional<Pretrained> net) {
        return Inspection.of(pictures(), net, RunDirectory.create(folder), 1337, 2, what -> Progress.SILENT);
    }

    /** Noise; a class where two far corners are alike, another where they differ; the first {@code PLANTED} are labelled the other way. */
    private static Dataset pictures() {
        byte[][] pixels = new byte[SIZE][64];
        int[] labels = new int[SIZE];
        for (int id = 0; id < SIZE; id++) {
            RandomStream random = RandomStream.of(2, "pixels").at(id);
            for (int p = 0; p < 64; p++) {
                pixels[id][p] = (byte) random.below(p, 256);
            }
            boolean bright = random.below(64, 2) == 0;
            boolean alike = id % 2 == 0;
            pixels[id][0] = (byte) (bright ? 255 : 0);
            pixels[id][63] = (byte) (bright == alike ? 255 : 0);
            labels[id] = (id < PLANTED ? 1 - id % 2 : id % 2);
        }
        for (int id : MIRRORED) {
            for (int p = 0; p < 64; p++) {
                if (p % 8 < 4) {
                    pixels[id][p] = pixels[id][p / 8 * 8 + 7 - p % 8];
                }
            }
            labels[id] = pixels[id][0] == pixels[id][63] ? 0 : 1;
        }
        List<String> names = IntStream.range(0, SIZE).mapToObj(i -> i + ".png").toList();
        return new Dataset(
                "made",
                new Source("made", "0".repeat(64), 0, "none"),
                Images.unscaled(1, 8, 8, pixels, names),
                new Labels(labels, List.of("alike", "different")),
                new Split(Made.range(0, 280), Made.range(280, 340), Made.range(340, SIZE), "by hand"),
                List.of());
    }
}
