package io.souschef.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionTest {
    /** The first two end the process where oneDNN is asked for the gradient as it stands, on two threads of a processor with AVX-512. */
    @ParameterizedTest
    @CsvSource({"12, 24, 2, 63, 28", "8, 16, 2, 63, 28", "1, 16, 2, 63, 28", "15, 6, 3, 7, 10", "16, 32, 2, 63, 14"})
    void a_kernel_of_one_pixel_that_steps_over_pixels_is_a_product_of_those_that_are_left(
            int in, int out, int stride, int n, int side) {
        for (int time = 0; time < 3; time++) {
            try (Scope scope = Scope.open("a convolution")) {
                Tensor x = RandomStream.of(1, "x")
                        .normal(0, 1, n, in, side, side)
                        .channelsLast()
                        .requiresGrad(true);
                Tensor weight =
                        RandomStream.of(1, "weight").normal(0, 1, out, in, 1, 1).requiresGrad(true);
                int left = (side - 1) / stride + 1;
                long[] every = new long[left];
                Arrays.setAll(every, i -> (long) i * stride);
                Tensor places = Tensor.of(every, left);

                Tensor made = Functional.conv2d(x, weight, Optional.empty(), stride, 0, 1, 1);
                Tensor by = x.indexSelect(2, places).indexSelect(3, places).reshape(n, in, -1);
                Tensor expected = weight.reshape(out, in).matmul(by).reshape(n, out, left, left);

                same(made, expected);
                List<Tensor> gradients = gradients(made, x, weight);
                List<Tensor> byHand = gradients(expected, x, weight);
                for (int i = 0; i < 2; i++) {
                    same(gradients.get(i), byHand.get(i));
                }
            }
        }
    }

    private static List<Tensor> gradients(Tensor out, Tensor x, Tensor weight) {
        return out.pow(2).mean().gradOf(List.of(x, weight)).stream()
                .map(Optional::orElseThrow)
                .toList();
    }

    private static void same(Tensor one, Tensor other) {
        assertThat(one.shape()).isEqualTo(other.shape());
        assertThat(one.sub(other).abs().max().item())
                .isCloseTo(0, within(1e-3 * other.abs().max().item()));
    }
}
