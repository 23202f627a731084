package io.souschef.data.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.Images;
import io.souschef.data.Table;
import io.souschef.data.source.Progress;
import io.souschef.data.table.NumberColumn;
import io.souschef.tensor.Engine;
import io.souschef.tensor.NotTorchScript;
import io.souschef.tensor.RandomStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PretrainedTest {
    /** More than are shown to a net at a time. */
    private static final int SIZE = 600;

    @TempDir
    Path folder;

    /** One of those that nets.py beside them makes. */
    public static Path net(String name) {
        try {
            return Path.of(Objects.requireNonNull(PretrainedTest.class.getResource(name + ".pt"), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Noise of 8x8. */
    private static Images noise(int channels, int size) {
        byte[][] pixels = new byte[size][channels * 64];
        for (int id = 0; id < size; id++) {
            RandomStream random = RandomStream.of(1, "noise").at(id);
            for (int p = 0; p < pixels[id].length; p++) {
                pixels[id][p] = (byte) random.below(p, 256);
            }
        }
        return images(channels, pixels);
    }

    private static Images images(int channels, byte[][] pixels) {
        List<String> names =
                IntStream.range(0, pixels.length).mapToObj(i -> i + ".png").toList();
        return Images.unscaled(channels, 8, 8, pixels, names);
    }

    private static PretrainedFeatures features(String net, Images images) {
        return Pretrained.at(net(net)).features(images, Progress.SILENT);
    }

    @Test
    void maps_are_averaged_over_their_places_and_brought_to_one_scale() {
        Images images = noise(1, SIZE);
        double[][] byHand = new double[SIZE][2];
        for (int id = 0; id < SIZE; id++) {
            for (byte pixel : images.pixels(id)) {
                double x = (pixel & 0xff) / 255.0;
                byHand[id][0] += x / 64;
                byHand[id][1] += x * x / 64;
            }
        }
        double[] mean = {mean(byHand, 0, 0), mean(byHand, 1, 0)};
        double[] deviation = {Math.sqrt(mean(byHand, 0, mean[0])), Math.sqrt(mean(byHand, 1, mean[1]))};
        double usual = Math.sqrt((deviation[0] * deviation[0] + deviation[1] * deviation[1]) / 2);

        PretrainedFeatures features = features("maps", images);

        assertThat(features.width()).isEqualTo(2);
        assertThat(features.size()).isEqualTo(SIZE);
        for (int id : new int[] {0, 255, 256, SIZE - 1}) {
            for (int f = 0; f < 2; f++) {
                assertThat(features.row(id)[f])
                        .isCloseTo((float) ((byHand[id][f] - mean[f]) / Math.max(usual, deviation[f])), within(1e-3f));
            }
        }
    }

    /** Of the square of the difference from {@code from}; of the value where that is 0. */
    private static double mean(double[][] rows, int f, double from) {
        return Arrays.stream(rows)
                .mapToDouble(row -> from == 0 ? row[f] : (row[f] - from) * (row[f] - from))
                .average()
                .orElseThrow();
    }

    @Test
    void a_net_in_training_mode_is_brought_out_of_it_and_gives_the_same_bits_every_time() {
        Images images = noise(1, SIZE);

        PretrainedFeatures once = features("dropping", images);
        PretrainedFeatures again = features("dropping", images);

        assertThat(once.width()).isEqualTo(64);
        for (int id = 0; id < SIZE; id++) {
            assertThat(once.row(id)).containsExactly(again.row(id));
        }
    }

    @Test
    void grey_is_repeated_for_a_net_that_takes_colour_alone_and_that_is_said() {
        assertThat(features("colour", noise(1, 20)).describe())
                .isEqualTo("2 features by colour.pt, grey repeated to three channels");
        assertThat(features("colour", noise(3, 20)).describe()).isEqualTo("2 features by colour.pt");
        assertThat(features("tiny", noise(1, 20)).describe()).isEqualTo("2 features by tiny.pt");
    }

    @Test
    void they_are_computed_once_until_they_are_forgotten_and_leave_no_native_object() {
        Images images = noise(1, SIZE);
        Pretrained net = Pretrained.at(net("tiny"));
        List<Long> told = new ArrayList<>();
        PretrainedFeatures features = net.features(images, Progress.SILENT);
        long before = Engine.livePointers();

        assertThat(net.features(images, (done, total) -> told.add(done))).isSameAs(features);
        assertThat(told).isEmpty();
        net.forget();
        assertThat(net.features(images, (done, total) -> told.add(done))).isNotSameAs(features);
        assertThat(told).isSorted().endsWith((long) SIZE).hasSizeGreaterThan(2);
        assertThat(Engine.livePointers()).isEqualTo(before);
    }

    @Test
    void its_fingerprint_is_that_of_the_file() throws Exception {
        Path file = Files.writeString(folder.resolve("net.pt"), "weights");

        assertThat(Pretrained.at(file).sha256())
                .isEqualTo(io.souschef.data.source.Fingerprint.of(file).sha256());
        assertThat(Pretrained.at(file).describe()).matches("net.pt sha256 [0-9a-f]{8}");
    }

    @Test
    void a_penalty_grows_with_features_that_are_many_for_the_examples() {
        PretrainedFeatures features = features("dropping", noise(1, 20));

        assertThat(features.penalty(64_000)).isEqualTo(0.01);
        assertThat(features.penalty(128)).isCloseTo(0.15, within(1e-12));
        assertThat(features.penalty(32)).isEqualTo(0.3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "large         | refused the pictures      | grey pictures [16, 1, 8, 8], float32, 0 … 1, and the same repeated to [16, 3, 8, 8]",
                "five-channels | refused the pictures      | grey pictures [16, 1, 8, 8], float32, 0 … 1, and the same repeated to [16, 3, 8, 8]",
                "mean          | gives no features         | [1] for pictures [16, 1, 8, 8]",
                "two           | gives no features         | forward gives a Tuple, not one tensor, for pictures [16, 1, 8, 8]",
                "random        | gives no features         | other numbers when the same pictures were shown again",
                "wide          | gives too many features   | 6,400 features of each picture",
            })
    void what_gives_no_features_is_one_clear_error(String net, String what, String got) {
        assertThatThrownBy(() -> features(net, noise(1, 20)))
                .isInstanceOf(io.souschef.error.Problem.class)
                .hasMessageStartingWith(net(net) + " " + what + "\n  got       " + got + "\n  expected  ")
                .hasMessageContaining("\n  fix       ");
    }

    @Test
    void a_colour_picture_that_it_refuses_is_shown_with_its_shape_and_with_what_libtorch_says() {
        assertThatThrownBy(() -> features("five-channels", noise(3, 20)))
                .isInstanceOf(PicturesRefused.class)
                .hasMessageContaining("got       pictures [16, 3, 8, 8], float32, 0 … 1\n")
                .hasMessageContaining("libtorch  Given groups=1, weight of size [2, 5, 3, 3]");
    }

    @Test
    void a_number_that_is_none_is_said_with_the_name_of_the_picture_wherever_it_comes() {
        byte[][] pixels = noise(1, SIZE).pixels();
        pixels[503] = new byte[64];

        assertThatThrownBy(() -> features("contrast", images(1, pixels)))
                .isInstanceOf(NotFeatures.class)
                .hasMessageContaining("got       NaN for 503.png\n");
    }

    @Test
    void more_than_half_of_the_memory_is_refused_before_it_is_computed() {
        long memory = Runtime.getRuntime().maxMemory();
        int size = (int) (memory / 2 / (3600 * Float.BYTES)) + 1;
        byte[][] pixels = new byte[size][];
        Arrays.fill(pixels, new byte[36]);
        Images images = Images.unscaled(1, 6, 6, pixels, Collections.nCopies(size, "one.png"));

        assertThatThrownBy(() -> features("wide", images))
                .isInstanceOf(TooManyFeatures.class)
                .hasMessageContaining("3,600 features of each of %,d pictures".formatted(size))
                .hasMessageContaining("at most half of the memory");
    }

    @Test
    void what_is_no_net_is_said() throws Exception {
        Path text = Files.writeString(folder.resolve("net.pt"), "weights");

        assertThatThrownBy(() -> Pretrained.at(folder.resolve("none.pt")))
                .isInstanceOf(NotTorchScript.class)
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> Pretrained.at(folder)).isInstanceOf(NotTorchScript.class);
        assertThatThrownBy(() -> Pretrained.at(text).features(noise(1, 5), Progress.SILENT))
                .isInstanceOf(NotTorchScript.class);
        assertThatThrownBy(() -> features("state-dict", noise(1, 5)))
                .isInstanceOf(NotTorchScript.class)
                .hasMessageContaining("a state_dict has no code");
    }

    @Test
    void rows_of_a_table_are_no_pictures() {
        Table table = new Table(List.of(new NumberColumn("x", new double[] {1, 2})), List.of(), new int[] {1, 2});

        assertThatThrownBy(() -> Pretrained.at(net("tiny")).pictures(table))
                .isInstanceOf(NotForPictures.class)
                .hasMessageStartingWith("features from a net are for pictures\n  got       rows of a table\n");
    }
}
