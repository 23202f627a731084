package io.souschef.data.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HammingIndexTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15})
    void finds_the_pairs_that_comparing_each_with_each_finds(int radius) {
        long[] codes = clusters(600, radius);

        assertThat(new HammingIndex(codes, radius).pairs())
                .hasSizeGreaterThan(20)
                .containsExactly(eachWithEach(codes, radius));
    }

    @Test
    void a_stranger_is_told_its_neighbours_once_each() {
        long[] codes = {0, 1, 3, 7, -1, 0};

        LongStream.Builder found = LongStream.builder();
        new HammingIndex(codes, 2).near(1, 1, found::add);

        assertThat(found.build().sorted().toArray()).containsExactly(1, 2, 3, 5);
    }

    @Test
    void no_codes_have_no_pairs() {
        assertThat(new HammingIndex(new long[0], 6).pairs()).isEmpty();
    }

    @Test
    void a_radius_for_which_the_index_does_not_help_is_refused() {
        assertThatThrownBy(() -> new HammingIndex(new long[1], 16)).hasMessage("a radius of 16 bits, expected 0 to 15");
    }

    /** Random codes, and around each of some of them others at all distances up to a little beyond the radius. */
    private static long[] clusters(int size, int radius) {
        Random random = new Random(radius);
        long[] codes = new long[size];
        for (int i = 0; i < size; i++) {
            codes[i] = i % 3 == 0 ? random.nextLong() : codes[i - i % 3];
            for (int flip = 0; flip < i % (radius + 2) && i % 3 > 0; flip++) {
                codes[i] ^= 1L << random.nextInt(64);
            }
        }
        return codes;
    }

    private static long[] eachWithEach(long[] codes, int radius) {
        LongStream.Builder pairs = LongStream.builder();
        for (int i = 0; i < codes.length; i++) {
            for (int j = i + 1; j < codes.length; j++) {
                if (Long.bitCount(codes[i] ^ codes[j]) <= radius) {
                    pairs.add((long) i << 32 | j);
                }
            }
        }
        return pairs.build().toArray();
    }
}
