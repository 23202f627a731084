package io.souschef.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.souschef.nn.Conv2d;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineTest {
    @Test
    void gives_the_products_of_matrices_as_many_threads_as_all_else() {
        int before = Engine.threads();
        try {
            Engine.forMatrices();
            Engine.threads(2);

            assertThat(Engine.threads()).isEqualTo(2);
            assertThat(Engine.blas()).isEqualTo(linux() ? "OpenBLAS, 2 threads" : "OpenBLAS, 1 thread");
        } finally {
            Engine.threads(before);
        }
    }

    @Test
    void a_convolution_takes_the_cores_from_the_products_of_matrices_until_they_are_given_back() {
        int threads = Engine.threads();
        Engine.threads(2);
        try (Scope scope = Scope.open("cores");
                Conv2d conv = new Conv2d(1, 4, 3)) {
            conv.initialize(1);
            for (int round = 0; round < 3; round++) {
                conv.forward(Tensor.ones(2, 1, 8, 8));
                assertThat(Engine.blas()).isEqualTo("OpenBLAS, 1 thread");
                Engine.forMatrices();
                Engine.forMatrices();
                assertThat(Engine.blas()).isEqualTo(linux() ? "OpenBLAS, 2 threads" : "OpenBLAS, 1 thread");
            }
            assertThat(Engine.threads()).isEqualTo(2);
        } finally {
            Engine.threads(threads);
        }
    }

    @Test
    void equations_are_solved_by_one_thread_and_products_of_matrices_have_theirs_again() {
        int threads = Engine.threads();
        Engine.threads(2);
        try (Scope scope = Scope.open("equations");
                Conv2d conv = new Conv2d(1, 4, 3)) {
            Tensor a = Tensor.of(new double[] {4, 0, 0, 16}, 2, 2);
            Engine.forMatrices();
            String matrices = Engine.blas();

            assertThat(LinearAlgebra.solvePositive(a, a).toDoubles()).containsExactly(1, 0, 0, 1);
            assertThat(Engine.blas()).isEqualTo(matrices);
            assertThat(catchThrowable(() -> LinearAlgebra.solvePositive(a.neg(), a)))
                    .isInstanceOf(Refused.class);
            assertThat(Engine.blas()).as("also where it refuses").isEqualTo(matrices);

            conv.initialize(1);
            conv.forward(Tensor.ones(2, 1, 8, 8));
            LinearAlgebra.solvePositive(a, a);
            assertThat(Engine.blas()).as("a convolution has the cores").isEqualTo("OpenBLAS, 1 thread");
        } finally {
            Engine.forMatrices();
            Engine.threads(threads);
        }
    }

    @Test
    void handing_the_cores_over_leaves_no_native_memory_behind() {
        Engine.threads();
        try (Conv2d conv = new Conv2d(1, 4, 3)) {
            conv.initialize(1);
            for (int round = 0; round < 4; round++) {
                long before = Engine.livePointers();
                try (Scope scope = Scope.open("round")) {
                    conv.forward(Tensor.ones(2, 1, 8, 8));
                }
                Engine.forMatrices();
                if (round > 0) {
                    assertThat(Engine.livePointers()).isEqualTo(before);
                }
            }
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

    @Test
    void the_same_numbers_in_another_shape_or_of_another_type_are_not_equal() {
        try (Scope scope = Scope.open("equal")) {
            Tensor numbers = Tensor.of(new float[] {1, 2}, 2);

            assertThat(numbers.isEqual(numbers.copy())).isTrue();
            assertThat(numbers.isEqual(numbers.add(1))).isFalse();
            assertThat(numbers.isEqual(numbers.unsqueeze(0))).isFalse();
            assertThat(numbers.isEqual(numbers.to(DType.INT64))).isFalse();
            assertThat(numbers.isEqual(numbers.to(DType.FLOAT64))).isFalse();
        }
    }

    @Test
    void a_scope_hands_its_place_down() {
        try (Scope outer = Scope.open("outer", Place.CPU);
                Scope inner = Scope.open("inner")) {
            assertThat(inner.place()).isEqualTo(Place.CPU);
            assertThat(Tensor.zeros(1).place()).isEqualTo(Place.CPU);
            assertThat(Tensor.zeros(1).to(Engine.best()).place()).isEqualTo(Engine.best());
        }
    }

    @Test
    void refuses_a_gpu_where_there_is_none() {
        Throwable thrown = catchThrowable(() -> Scope.open("work", Place.CUDA).close());

        if (Engine.best() == Place.CUDA) {
            assertThat(thrown).isNull();
            return;
        }
        assertThat(thrown).isInstanceOf(NoSuchPlace.class).hasMessage("""
                no cuda device can be used here
                  got       libtorch %s without a usable CUDA device
                  expected  an NVIDIA GPU with its driver, and libtorch's CUDA build on the class path
                  fix       SOUSCHEF_CUDA=1 ./souschef, or 'mvn -Pcuda package' for a program of your own; or run with --device cpu""".formatted(Engine.version()));
    }

    /** Updates of few elements run on one thread, of more on all: the bits must not tell. These are more. */
    @Test
    void updates_on_one_thread_and_on_two_give_the_same_bits() {
        int before = Engine.threads();
        try (Scope scope = Scope.open("updates")) {
            Engine.threads(1);
            float[] one = adamStep(600_000);
            Engine.threads(2);

            assertThat(adamStep(600_000)).isEqualTo(one);
            assertThat(Engine.threads()).isEqualTo(2);
        } finally {
            Engine.threads(before);
        }
    }

    private static float[] adamStep(int n) {
        Tensor weight = RandomStream.of(5, "weight").normal(0, 1, n);
        Tensor gradient = RandomStream.of(5, "gradient").normal(0, 1, n);
        Updates.adam(
                new Updates.AdamRule(1e-3, 0.9, 0.999, 1e-8, 0.01, true),
                List.of(weight),
                List.of(gradient),
                List.of(Tensor.zeros(n)),
                List.of(Tensor.zeros(n)),
                List.of(Tensor.zeros()));
        return weight.toFloats();
    }

    private static boolean linux() {
        return System.getProperty("os.name").startsWith("Linux");
    }
}
