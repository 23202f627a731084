package io.souschef.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.souschef.tensor.Functional;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Refused;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TinyMapsTest {
    private static final Conv2d.Options PADDED =
            Conv2d.Options.DEFAULT.withPadding(1).withoutBias();

    @ParameterizedTest(name = "{0}x{1}")
    @CsvSource({"1, 1", "1, 2", "2, 1", "2, 2"})
    void values_and_gradients_are_those_of_the_convolution(int height, int width) {
        try (Scope scope = Scope.open("tiny maps")) {
            Tensor x = numbers(1, 3, 2, height, width);
            Tensor weight = numbers(2, 4, 2, 3, 3);
            Tensor mine = numbers(1, 3, 2, height, width);
            Tensor ownWeight = numbers(2, 4, 2, 3, 3);
            Tensor pull = numbers(3, 3, 4, height, width).detach();

            Tensor expected = Functional.conv2d(x, weight, Optional.empty(), 1, 1, 1, 1);
            expected.mul(pull).sum().backward();
            Tensor out = TinyMaps.convolved(mine, ownWeight);
            out.mul(pull).sum().backward();

            same("output", out, expected);
            same("gradient of the input", mine.grad().orElseThrow(), x.grad().orElseThrow());
            same(
                    "gradient of the weight",
                    ownWeight.grad().orElseThrow(),
                    weight.grad().orElseThrow());
        }
    }

    @Test
    void only_where_every_pixel_sees_every_other() {
        try (Scope scope = Scope.open("tiny maps")) {
            Tensor weight = numbers(2, 4, 2, 3, 3);
            Tensor map = numbers(1, 3, 2, 2, 2);

            assertThat(TinyMaps.takes(map, weight, PADDED)).isTrue();
            assertThat(TinyMaps.takes(numbers(1, 3, 2, 3, 2), weight, PADDED)).isFalse();
            assertThat(TinyMaps.takes(numbers(1, 3, 2, 2, 3), weight, PADDED)).isFalse();
            assertThat(TinyMaps.takes(numbers(1, 3, 5, 2, 2), weight, PADDED)).isFalse();
            assertThat(TinyMaps.takes(map, numbers(2, 4, 2, 1, 1), PADDED)).isFalse();
            assertThat(TinyMaps.takes(map, weight, PADDED.withStride(2))).isFalse();
            assertThat(TinyMaps.takes(map, weight, PADDED.withPadding(2))).isFalse();
            assertThat(TinyMaps.takes(map, weight, PADDED.withDilation(2))).isFalse();
            assertThat(TinyMaps.takes(map, numbers(2, 4, 1, 3, 3), PADDED.withGroups(2)))
                    .isFalse();
        }
    }

    @Test
    void a_map_with_the_channels_of_one_group_alone_is_refused_as_on_a_larger_map() {
        try (Scope scope = Scope.open("tiny maps");
                Conv2d layer = new Conv2d(4, 4, 3, PADDED.withGroups(2))) {
            layer.initialize(5);

            for (int side : new int[] {2, 4}) {
                assertThatThrownBy(() -> layer.forward(Tensor.zeros(3, 2, side, side)))
                        .as("%dx%d", side, side)
                        .isInstanceOf(Refused.class);
            }
        }
    }

    @Test
    void a_layer_computes_the_same_on_a_tiny_map_as_on_it_with_a_border_of_zeros() {
        try (Scope scope = Scope.open("tiny maps");
                Conv2d layer = new Conv2d(2, 4, 3, PADDED)) {
            layer.initialize(5);
            Tensor map =
                    numbers(1, 3, 2, 2, 2).to(io.souschef.tensor.DType.FLOAT32).detach();
            float[] framed = new float[3 * 2 * 16];
            float[] inner = map.toFloats();
            for (int i = 0; i < inner.length; i++) {
                framed[i / 4 * 16 + 5 + i % 4 / 2 * 4 + i % 2] = inner[i];
            }

            Tensor out = layer.forward(map);
            Tensor bordered = layer.forward(Tensor.of(framed, 3, 2, 4, 4));

            same("output", out, bordered.narrow(2, 1, 2).narrow(3, 1, 2).contiguous());
        }
    }

    private static Tensor numbers(long seed, long... shape) {
        int count = 1;
        for (long size : shape) {
            count *= (int) size;
        }
        RandomStream random = RandomStream.of(seed, "numbers");
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.gaussian(i);
        }
        return Tensor.of(numbers, shape).requiresGrad(true);
    }

    private static void same(String what, Tensor got, Tensor expected) {
        assertThat(got.shape()).as(what).isEqualTo(expected.shape());
        assertThat(got.contiguous().toDoubles())
                .as(what)
                .containsExactly(expected.contiguous().toDoubles(), within(1e-6));
    }
}
