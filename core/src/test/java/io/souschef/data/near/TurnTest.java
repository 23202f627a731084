package io.souschef.data.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Images;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TurnTest {
    private static final int SIDE = 32;

    @ParameterizedTest
    @EnumSource(Turn.class)
    void the_hash_and_the_likeness_of_a_turned_picture_follow_from_those_before(Turn turn) {
        byte[] picture = new byte[SIDE * SIDE];
        new Random(3).nextBytes(picture);
        byte[] turned = new byte[picture.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = picture[turn.source(SIDE, i % SIDE, i / SIDE)];
        }
        Views views = new Views(Images.unscaled(1, SIDE, SIDE, new byte[][] {picture, turned}, List.of("a", "b")));

        assertThat(turn.of(views.hash(0))).isEqualTo(views.hash(1));
        assertThat(Likeness.correlation(Likeness.turned(views.likeness(0), turn), views.likeness(1)))
                .isGreaterThan(0.9999);
    }

    @ParameterizedTest
    @EnumSource(Turn.class)
    void words_say_what_happened(Turn turn) {
        // a picture that is dark but for its first row, left to right brighter: where does its brightest corner go?
        int side = 2;
        int[] picture = {5, 9, 0, 0};
        int[] turned = new int[4];
        for (int i = 0; i < 4; i++) {
            turned[i] = picture[turn.source(side, i % side, i / side)];
        }

        assertThat(turned)
                .containsExactly(
                        switch (turn.words()) {
                            case "" -> new int[] {5, 9, 0, 0};
                            case "mirrored" -> new int[] {9, 5, 0, 0};
                            case "mirrored upside down" -> new int[] {0, 0, 5, 9};
                            case "turned by 180°" -> new int[] {0, 0, 9, 5};
                            case "turned by 90° to the left" -> new int[] {9, 0, 5, 0};
                            case "turned by 90° to the right" -> new int[] {0, 5, 0, 9};
                            case "mirrored along the diagonal" -> new int[] {5, 0, 9, 0};
                            default -> new int[] {0, 9, 0, 5};
                        });
    }
}
