package io.souschef.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ReductionsTest {
    @Test
    void the_variance_is_the_populations_over_the_given_dimensions() {
        try (Scope scope = Scope.open("test")) {
            Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 9}, 2, 3);

            assertThat(x.var(1).toFloats()).containsExactly(new float[] {2 / 3f, 14 / 3f}, Offset.offset(1e-6f));
            assertThat(x.var(0, 1).item()).isCloseTo(20 / 3.0, Offset.offset(1e-6));
            assertThat(x.reshape(-1).var(0).item()).isCloseTo(20 / 3.0, Offset.offset(1e-6));
        }
    }
}
