package io.souschef.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The rows of a class that no example of a batch has: a tensor of nothing, as legal as any. */
class EmptyTensorTest {
    @Test
    void a_tensor_without_elements_can_be_made_and_read_back() {
        try (Scope scope = Scope.open("empty")) {
            assertThat(Tensor.of(new float[0], 0, 3).toFloats()).isEmpty();
            assertThat(Tensor.of(new double[0], 0).toDoubles()).isEmpty();
            assertThat(Tensor.of(new long[0], 0).toLongs()).isEmpty();
            assertThat(Tensor.of(new byte[0], 0).toBytes()).isEmpty();
            assertThat(Tensor.of(new float[0], 0, 3).shape().toString()).isEqualTo("[0, 3]");
        }
    }

    @Test
    void none_of_the_rows_can_be_selected() {
        try (Scope scope = Scope.open("empty")) {
            Tensor rows = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);

            Tensor none = rows.indexSelect(0, Tensor.of(new long[0], 0));

            assertThat(none.shape().toString()).isEqualTo("[0, 2]");
            assertThat(none.sum().item()).isZero();
        }
    }
}
