package io.souschef.data.shortcut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegionGuessesTest {
    private static final int SIZE = 400, SIDE = 16;

    @Test
    void a_mark_in_a_corner_is_found_there_and_in_a_pixel() {
        RegionGuesses told =
                told(SIDE - 2, 1, SIZE, IntStream.range(0, SIZE).map(i -> i % 2).toArray());

        assertThat(of(told, "the corners").lift()).isGreaterThan(0.95);
        assertThat(of(told, "the corners").probability()).isLessThanOrEqualTo(0.005);
        assertThat(told.pixel().lift()).isGreaterThan(0.95);
        assertThat(told.pixel().name()).isEqualTo("one pixel, (14, 1) of 16x16");
    }

    @Test
    void where_labels_have_nothing_to_do_with_pictures_nothing_is_found() {
        RegionGuesses told =
                told(0, 0, 0, IntStream.range(0, SIZE).map(i -> i % 2).toArray());

        assertThat(told.guesses()).allSatisfy(guess -> assertThat(guess.lift()).isLessThan(0.2));
        assertThat(told.guesses().subList(1, 4))
                .allSatisfy(guess -> assertThat(guess.probability()).isGreaterThan(0.01));
        assertThat(told.pixel().probability()).isGreaterThan(0.01);
    }

    @Test
    void nine_to_one_is_no_signal() {
        RegionGuesses told = told(
                0, 0, 0, IntStream.range(0, SIZE).map(i -> i % 10 == 0 ? 1 : 0).toArray());

        assertThat(told.guesses()).allSatisfy(guess -> assertThat(guess.lift()).isLessThan(0.25));
        assertThat(of(told, "the border").chance()).isEqualTo(0.5);
    }

    @Test
    void where_a_part_is_the_same_everywhere_each_class_is_as_likely() {
        byte[][] pixels = new byte[SIZE][SIDE * SIDE];
        Images blank = Images.unscaled(1, SIDE, SIDE, pixels, names());

        RegionGuesses told = RegionGuesses.of(
                        blank, labels(IntStream.range(0, SIZE).map(i -> i % 2).toArray()), ids(), 1)
                .orElseThrow();

        assertThat(of(told, "the border").accuracy()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void the_digits_are_in_the_middle() {
        Dataset digits = Pantry.open("digits", Options.standard());

        RegionGuesses told = RegionGuesses.of(
                        (Images) digits.inputs(),
                        (Labels) digits.targets(),
                        digits.split().train(),
                        1337)
                .orElseThrow();

        assertThat(told.guesses().get(0).accuracy()).as("the whole picture").isGreaterThan(0.9);
        assertThat(told.guesses())
                .filteredOn(guess -> !guess.name().equals("the whole picture"))
                .allSatisfy(guess -> assertThat(guess.lift()).as(guess.name()).isLessThan(0.5));
        assertThat(told.pixel().lift()).isLessThan(0.5);
    }

    @Test
    void of_one_class_nothing_can_be_told() {
        assertThat(RegionGuesses.of(noise(), labels(new int[SIZE]), ids(), 1)).isEmpty();
    }

    /** The labels told from noise, with a bright pixel at this place in those of class 1 among the first so many. */
    private static RegionGuesses told(int x, int y, int marked, int... labels) {
        Images images = noise();
        for (int id = 0; id < marked; id++) {
            images.pixels(id)[y * SIDE + x] = (byte) (labels[id] == 1 ? 250 : 20);
        }
        return RegionGuesses.of(images, labels(labels), ids(), 1).orElseThrow();
    }

    private static RegionGuess of(RegionGuesses told, String name) {
        return told.guesses().stream()
                .filter(guess -> guess.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Images noise() {
        Random random = new Random(9);
        byte[][] pixels = new byte[SIZE][SIDE * SIDE];
        Arrays.stream(pixels).forEach(random::nextBytes);
        return Images.unscaled(1, SIDE, SIDE, pixels, names());
    }

    private static List<String> names() {
        return IntStream.range(0, SIZE).mapToObj(String::valueOf).toList();
    }

    private static Labels labels(int... values) {
        return new Labels(values, List.of("a", "b"));
    }

    private static int[] ids() {
        return IntStream.range(0, SIZE).toArray();
    }
}
