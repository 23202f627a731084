package io.souschef.data.variation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.Images;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VariationTest {
    private static final int SIDE = 20;

    private interface Scene {
        int at(int y, int x);
    }

    private static final Scene SMALL = (y, x) -> y >= 2 && y < 8 && x >= 3 && x < 6 ? 200 : 60;
    private static final Scene LARGE = (y, x) -> y >= 4 && y < 16 && x >= 6 && x < 12 ? 200 : 60;
    private static final Scene FLAT = (y, x) -> 90;

    @Test
    void all_become_as_bright_and_as_contrasty_as_the_average() {
        Images images = images(SMALL, LARGE);

        Images even = Variation.BRIGHTNESS.takenFrom(images);
        assertThat(Light.of(even.pixels(0)).mean())
                .isCloseTo(Light.of(even.pixels(1)).mean(), within(2.5));
        assertThat(Light.of(even.pixels(0)).deviation())
                .isCloseTo(Light.of(images.pixels(0)).deviation(), within(3.0));

        Images alike = Variation.CONTRAST.takenFrom(images);
        assertThat(Light.of(alike.pixels(0)).deviation())
                .isCloseTo(Light.of(alike.pixels(1)).deviation(), within(2.0));
        assertThat(Light.of(alike.pixels(0)).mean())
                .isCloseTo(Light.of(images.pixels(0)).mean(), within(3.0));
    }

    @Test
    void what_differs_from_the_border_comes_to_lie_in_the_middle() {
        Images placed = Variation.PLACE.takenFrom(images(SMALL));

        Mass before = Mass.of(images(SMALL), 0);
        Mass after = Mass.of(placed, 0);
        assertThat(before.y()).isCloseTo(4.5, within(1e-9));
        assertThat(before.x()).isCloseTo(4.0, within(1e-9));
        assertThat(after.y()).isCloseTo(9.5, within(0.05));
        assertThat(after.x()).isCloseTo(9.5, within(0.05));
        assertThat(after.spread()).isCloseTo(before.spread(), within(0.15));
    }

    @Test
    void small_and_large_become_equally_large_where_they_are() {
        Images images = images(SMALL, LARGE);
        Images alike = Variation.SIZE.takenFrom(images);

        assertThat(Mass.of(images, 1).spread()).isCloseTo(2 * Mass.of(images, 0).spread(), within(0.1));
        assertThat(Mass.of(alike, 1).spread()).isCloseTo(Mass.of(alike, 0).spread(), within(0.25));
        assertThat(Mass.of(alike, 1).y()).isCloseTo(Mass.of(images, 1).y(), within(0.2));
    }

    @Test
    void what_leans_stands_upright_to_either_side() {
        Scene right = (y, x) -> y >= 4 && y < 16 && Math.abs(x - 4 - y / 2.0) < 1.5 ? 220 : 0;
        Scene left = (y, x) -> right.at(y, SIDE - 1 - x);
        Images leaning = images(right, left);
        Images upright = Variation.SLANT.takenFrom(leaning);

        assertThat(Mass.of(leaning, 0).slant()).isCloseTo(0.5, within(0.03));
        assertThat(Mass.of(leaning, 1).slant()).isCloseTo(-0.5, within(0.03));
        assertThat(Mass.of(upright, 0).slant()).isCloseTo(0, within(0.03));
        assertThat(Mass.of(upright, 1).slant()).isCloseTo(0, within(0.03));
    }

    @ParameterizedTest
    @EnumSource
    void a_picture_of_one_grey_stays_as_it_is(Variation variation) {
        assertThat(variation.takenFrom(images(FLAT)).pixels(0))
                .isEqualTo(images(FLAT).pixels(0));
    }

    @ParameterizedTest
    @EnumSource
    void one_picture_alone_differs_from_none(Variation variation) {
        byte[] same = variation.takenFrom(images(LARGE)).pixels(0);
        for (int i = 0; i < same.length; i++) {
            assertThat(same[i] & 0xff)
                    .isCloseTo(images(LARGE).pixels(0)[i] & 0xff, within(variation == Variation.PLACE ? 200 : 1));
        }
    }

    private static Images images(Scene... scenes) {
        byte[][] pixels = new byte[scenes.length][SIDE * SIDE];
        for (int id = 0; id < scenes.length; id++) {
            for (int p = 0; p < SIDE * SIDE; p++) {
                pixels[id][p] = (byte) scenes[id].at(p / SIDE, p % SIDE);
            }
        }
        List<String> names =
                IntStream.range(0, scenes.length).mapToObj(i -> i + ".png").toList();
        return Images.unscaled(1, SIDE, SIDE, pixels, names);
    }
}
