package io.souschef.data.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.data.Duplicates;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.Split;
import io.souschef.data.near.NearDuplicates.Pair;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.data.source.Progress;
import io.souschef.data.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
    private static final int SIZE = 300, SIDE = 40;

    @Test
    void unrelated_pictures_are_left_alone() {
        NearDuplicates near = find(pictures());

        assertThat(near.pairs()).isEmpty();
        assertThat(near.groups()).isEmpty();
    }

    @Test
    void a_darker_noisy_copy_is_found() {
        byte[][] pictures = pictures();
        Random random = new Random(5);
        for (int i = 0; i < SIDE * SIDE; i++) {
            int level = pictures[3][i] & 0xff;
            pictures[200][i] = (byte) Math.max(0, Math.min(255, 0.7 * level + 4 * random.nextGaussian()));
        }

        assertThat(find(pictures).pairs()).singleElement().satisfies(pair -> {
            assertThat(pair.first()).isEqualTo(3);
            assertThat(pair.second()).isEqualTo(200);
            assertThat(pair.words()).isEmpty();
            assertThat(pair.correlation()).isGreaterThan(0.98);
        });
    }

    @Test
    void every_turn_is_found_and_named() {
        for (Turn turn : Turn.values()) {
            byte[][] pictures = pictures();
            for (int i = 0; i < SIDE * SIDE; i++) {
                pictures[200][i] =
                        (byte) Math.min(255, 3 + (pictures[3][turn.source(SIDE, i % SIDE, i / SIDE)] & 0xff));
            }

            assertThat(find(pictures).pairs())
                    .extracting(Pair::first, Pair::second, Pair::words)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(3, 200, turn.words()));
        }
    }

    @Test
    void a_crop_is_found_whichever_of_the_two_comes_first() {
        for (int[] pair : new int[][] {{3, 200}, {200, 3}}) {
            byte[][] pictures = pictures();
            pictures[pair[1]] = cropped(pictures[pair[0]]);

            assertThat(find(pictures).pairs())
                    .extracting(Pair::first, Pair::second, Pair::words)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(3, 200, "cropped"));
        }
    }

    @Test
    void pictures_without_contrast_are_no_duplicates_of_each_other() {
        byte[][] pictures = pictures();
        for (int id = 10; id < 20; id++) {
            Arrays.fill(pictures[id], (byte) (100 + id));
            pictures[id][id] = (byte) (109 + id);
        }

        assertThat(find(pictures).pairs()).isEmpty();
    }

    @Test
    void where_no_picture_has_contrast_there_is_nothing_to_find() {
        assertThat(find(new byte[SIZE][SIDE * SIDE]).pairs()).isEmpty();
    }

    @Test
    void equal_pictures_are_left_to_the_exact_search() {
        byte[][] pictures = pictures();
        pictures[200] = pictures[3].clone();

        assertThat(find(pictures).pairs()).isEmpty();
    }

    @Test
    void another_colour_is_another_picture() {
        byte[][] grey = pictures();
        byte[][] colour = new byte[SIZE][];
        for (int id = 0; id < SIZE; id++) {
            colour[id] = planes(grey[id], grey[(id + 1) % SIZE], grey[(id + 2) % SIZE]);
        }
        colour[200] = planes(grey[5], grey[4], grey[3]);
        Images images = Images.unscaled(3, SIDE, SIDE, colour, names(SIZE));

        assertThat(find(dataset(images, new int[SIZE])).pairs()).isEmpty();
    }

    @Test
    void digits_by_the_same_hand_are_no_duplicates() {
        NearDuplicates near = find(Pantry.open("digits", Options.standard()));

        assertThat(near.threshold()).as("digits of a class look alike").isGreaterThan(0.98);
        assertThat(near.pairs()).isEmpty();
    }

    @Test
    void groups_do_not_chain() {
        // 1 resembles 2, 2 resembles 3, 3 resembles 4, 4 resembles 5
        List<Pair> chain =
                IntStream.range(1, 5).mapToObj(i -> new Pair(i, i + 1, "", 1)).toList();

        assertThat(Groups.of(chain))
                .extracting(NearDuplicates.Group::ids)
                .containsExactly(new int[] {2, 1, 3}, new int[] {4, 5});
    }

    @Test
    void everybody_in_a_group_resembles_its_first() {
        Random random = new Random(2);
        List<Pair> pairs = IntStream.range(0, 200)
                .mapToObj(i -> new Pair(random.nextInt(40), 40 + random.nextInt(40), "", 1))
                .distinct()
                .toList();

        List<NearDuplicates.Group> groups = Groups.of(pairs);

        assertThat(groups.stream().flatMapToInt(group -> Arrays.stream(group.ids())))
                .doesNotHaveDuplicates();
        for (NearDuplicates.Group group : groups) {
            for (int i = 1; i < group.ids().length; i++) {
                int a = Math.min(group.ids()[0], group.ids()[i]);
                int b = Math.max(group.ids()[0], group.ids()[i]);
                assertThat(pairs).anyMatch(pair -> pair.first() == a && pair.second() == b);
            }
        }
    }

    @Test
    void says_how_far_it_is() {
        Dataset dataset = dataset(Images.unscaled(1, SIDE, SIDE, pictures(), names(SIZE)), new int[SIZE]);
        List<Double> told = new ArrayList<>();

        NearDuplicates.of(dataset, Duplicates.of(dataset), 1, (done, total) -> told.add((double) done / total));

        assertThat(told).isSorted().endsWith(1.0);
        assertThat(told.get(0)).as("while images are made small").isLessThan(0.1);
    }

    /** Noise of a few scales, each its own. */
    private static byte[][] pictures() {
        Random random = new Random(11);
        byte[][] pictures = new byte[SIZE][SIDE * SIDE];
        for (byte[] picture : pictures) {
            double[] grey = new double[SIDE * SIDE];
            for (int cell = SIDE / 4; cell >= 2; cell /= 2) {
                double[] knots = random.doubles(SIDE * SIDE).toArray();
                for (int i = 0; i < grey.length; i++) {
                    grey[i] += cell * 6 * knots[i / SIDE / cell * SIDE + i % SIDE / cell];
                }
            }
            for (int i = 0; i < grey.length; i++) {
                picture[i] = (byte) Math.min(255, 20 + grey[i]);
            }
        }
        return pictures;
    }

    /** Two pixels of forty are cut off, and what is left is stretched. */
    private static byte[] cropped(byte[] picture) {
        byte[] result = new byte[picture.length];
        for (int i = 0; i < result.length; i++) {
            double x = 1 + (i % SIDE + 0.5) * (SIDE - 2) / SIDE - 0.5;
            double y = 2 + (Math.floorDiv(i, SIDE) + 0.5) * (SIDE - 2) / SIDE - 0.5;
            int left = (int) x;
            int top = Math.min(SIDE - 2, (int) y);
            double right = x - left;
            double down = Math.min(1, y - top);
            int at = top * SIDE + left;
            result[i] = (byte) Math.round((1 - down)
                            * ((1 - right) * (picture[at] & 0xff) + right * (picture[at + 1] & 0xff))
                    + down * ((1 - right) * (picture[at + SIDE] & 0xff) + right * (picture[at + SIDE + 1] & 0xff)));
        }
        return result;
    }

    private static byte[] planes(byte[]... planes) {
        byte[] all = new byte[3 * SIDE * SIDE];
        for (int c = 0; c < 3; c++) {
            System.arraycopy(planes[c], 0, all, c * SIDE * SIDE, SIDE * SIDE);
        }
        return all;
    }

    private static NearDuplicates find(byte[][] pictures) {
        return find(dataset(Images.unscaled(1, SIDE, SIDE, pictures, names(SIZE)), new int[SIZE]));
    }

    private static NearDuplicates find(Dataset dataset) {
        return NearDuplicates.of(dataset, Duplicates.of(dataset), 1337, Progress.SILENT);
    }

    private static List<String> names(int size) {
        return IntStream.range(0, size).mapToObj(String::valueOf).toList();
    }

    private static Dataset dataset(Images images, int[] labels) {
        return new Dataset(
                "made",
                new Source("made", "0".repeat(64), 0, "none"),
                images,
                new Labels(labels, List.of("a")),
                new Split(IntStream.range(0, images.size()).toArray(), new int[0], new int[0], "all"),
                List.of());
    }
}
