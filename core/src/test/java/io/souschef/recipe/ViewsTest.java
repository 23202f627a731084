package io.souschef.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Augmentation;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private static final float[] PIXELS = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    @Test
    void plain_views_are_the_example_itself() {
        try (Scope scope = Scope.open("test")) {
            List<Tensor> views = Views.plain().of(Tensor.of(PIXELS, 1, 1, 3, 3));

            assertThat(views).hasSize(1);
            assertThat(views.get(0).toFloats()).containsExactly(PIXELS);
        }
    }

    @Test
    void a_flip_mirrors_left_to_right() {
        try (Scope scope = Scope.open("test")) {
            List<Tensor> views = new Views(true, 0).of(Tensor.of(PIXELS, 1, 1, 3, 3));

            assertThat(views.get(1).toFloats()).containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7);
        }
    }

    @Test
    void a_shift_repeats_the_border() {
        try (Scope scope = Scope.open("test")) {
            List<Tensor> views = new Views(false, 1).of(Tensor.of(PIXELS, 1, 1, 3, 3));

            assertThat(views.get(1).toFloats()).as("down and right").containsExactly(1, 1, 2, 1, 1, 2, 4, 4, 5);
            assertThat(views.get(2).toFloats()).as("up and left").containsExactly(5, 6, 6, 8, 9, 9, 8, 9, 9);
        }
    }

    @Test
    void there_are_as_many_as_counted() {
        try (Scope scope = Scope.open("test")) {
            Views all = Views.of(Augmentation.none().withFlip().withShift(2));

            assertThat(all.of(Tensor.of(PIXELS, 1, 1, 3, 3))).hasSize(all.count());
            assertThat(all.count()).isEqualTo(6);
            assertThat(all.describe()).isEqualTo("6 views: mirrored, moved by 1");
        }
    }

    @Test
    void rows_of_a_table_have_one_view() {
        try (Scope scope = Scope.open("test")) {
            assertThat(new Views(true, 1).of(Tensor.of(PIXELS, 3, 3))).hasSize(1);
        }
    }
}
