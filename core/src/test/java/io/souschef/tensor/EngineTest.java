package io.souschef.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.nn.Conv2d;
import org.junit.jupiter.api.Test;

class EngineTest {
    @Test
    void gives_the_products_of_matrices_as_many_threads_as_all_else() {
        int before = Engine.threads();
        try {
            Engine.threads(2);

            assertThat(Engine.threads()).isEqualTo(2);
            assertThat(Engine.blas()).isEqualTo(linux() ? "OpenBLAS, 2 threads" : "OpenBLAS, 1 thread");
        } finally {
            Engine.threads(before);
        }
    }

    @Test
    void multiplies_to_the_same_bits_on_two_threads() {
        int before = Engine.threads();
        try (Scope scope = Scope.open("products")) {
            Engine.threads(2);
            RandomStream stream = RandomStream.of(3, "products");
            Tensor x = stream.named("x").normal(0, 1, 200, 300),
                    w = stream.named("w").normal(0, 1, 300, 170);
            float[] first = x.matmul(w).toFloats();

            for (int i = 0; i < 50; i++) {
                assertThat(x.matmul(w).toFloats())
                        .as("product %d with seed 3", i)
                        .isEqualTo(first);
            }
        } finally {
            Engine.threads(before);
        }
    }

    /** libtorch takes a weight of one channel for channels-first, unless its strides say otherwise. */
    @Test
    void keeps_the_channels_innermost_after_a_convolution_of_grey_pictures() {
        try (Scope scope = Scope.open("grey");
                Conv2d conv = new Conv2d(1, 4, 3)) {
            conv.initialize(1);

            Tensor out = conv.forward(Tensor.ones(2, 1, 8, 8).channelsLast());

            assertThat(out.size(1)).isEqualTo(4);
            assertThat(out.isChannelsLast()).isTrue();
        }
    }

    private static boolean linux() {
        return System.getProperty("os.name").startsWith("Linux");
    }
}
