package io.souschef.recipe.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.recipe.inspect.images.OutliersByFeatures;
import io.souschef.tensor.RandomStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutliersByFeaturesTest {
    private static final Dataset DIGITS = Pantry.open("digits", Options.standard());

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noise_among_digits_is_shown_to_a_person_by_name(long seed) {
        Images images = (Images) DIGITS.inputs();
        RandomStream random = RandomStream.of(seed, "noise");
        List<Integer> planted = List.of(11, 700, 1500);

        Finding finding = look(pixels(images, planted, random));

        assertThat(finding.outcome()).isEqualTo(Outcome.EYES);
        assertThat(finding.measured()).startsWith("3 images are far from all others");
        planted.forEach(id -> assertThat(finding.cause()).contains(images.nameOf(id)));
    }

    @Test
    void none_of_the_digits_is_an_outlier() {
        Finding finding = look(pixels((Images) DIGITS.inputs(), List.of(), RandomStream.of(1, "noise")));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).startsWith("no image is far from all others");
    }

    private static byte[][] pixels(Images images, List<Integer> noise, RandomStream random) {
        byte[][] pixels = IntStream.range(0, images.size())
                .mapToObj(id -> images.pixels(id).clone())
                .toArray(byte[][]::new);
        for (int id : noise) {
            for (int p = 0; p < pixels[id].length; p++) {
                pixels[id][p] = (byte) random.at(id).bits(p);
            }
        }
        return pixels;
    }

    private Finding look(byte[][] pixels) {
        Images images = (Images) DIGITS.inputs();
        List<String> names =
                IntStream.range(0, images.size()).mapToObj(images::nameOf).toList();
        Images changed = Images.unscaled(images.channels(), images.height(), images.width(), pixels, names);
        Dataset dataset =
                new Dataset(DIGITS.name(), DIGITS.source(), changed, DIGITS.targets(), DIGITS.split(), List.of());
        return Made.look(new OutliersByFeatures(), dataset, folder);
    }
}
