package io.souschef.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TableNetTest {
    private static final TableNet.Options SMALL = new TableNet.Options(8, 2, 0);

    @Test
    void an_embedded_number_is_itself_and_a_mix_of_its_cosines() {
        try (Scope scope = Scope.open("test");
                PeriodicEmbedding layer = new PeriodicEmbedding(2, 3, 3, 0.5)) {
            layer.initialize(1);
            float[] x = {0.3f, -1.2f, 2.5f, 0};

            float[] out = layer.forward(Tensor.of(x, 2, 2)).toFloats(); // [2, 2 · 3]

            for (int n = 0; n < 2; n++) {
                for (int f = 0; f < 2; f++) {
                    int at = n * 6 + f * 3;
                    assertThat(out[at]).isEqualTo(x[n * 2 + f]);
                    for (int d = 0; d < 2; d++) {
                        assertThat((double) out[at + 1 + d]).isCloseTo(mixed(layer, x[n * 2 + f], f, d), within(1e-5));
                    }
                }
            }
        }
    }

    /** The formula for one number, one output, with a plain loop over three waves. */
    private static double mixed(PeriodicEmbedding layer, double x, int feature, int d) {
        float[] frequency = of(layer, "frequency");
        float[] phase = of(layer, "phase");
        float[] weight = of(layer, "weight");
        double sum = of(layer, "bias")[feature * 2 + d];
        for (int w = 0; w < 3; w++) {
            int i = feature * 3 + w;
            sum += weight[i * 2 + d] * Math.cos(frequency[i] * x + phase[i]);
        }
        return sum;
    }

    private static float[] of(Layer layer, String parameter) {
        Map<String, Tensor> parameters = layer.parameters();
        return Objects.requireNonNull(parameters.get(parameter), parameter).toFloats();
    }

    @Test
    void the_gradient_is_that_of_finite_differences() {
        try (Scope scope = Scope.open("test");
                TableNet net = new TableNet(3, 3, new int[] {0, 2}, 1, SMALL)) {
            float[] x = {0.4f, 1, -0.7f};
            Tensor input = Tensor.of(x, 1, 3).requiresGrad(true);
            net.forward(input).sum().backward();
            float[] gradient = input.grad().orElseThrow().toFloats();

            for (int i = 0; i < 3; i++) {
                double up = answer(net, x, i, 1e-2f);
                double down = answer(net, x, i, -1e-2f);
                assertThat((double) gradient[i]).as("input " + i).isCloseTo((up - down) / 2e-2, within(2e-3));
            }
        }
    }

    private static double answer(TableNet net, float[] x, int moved, float by) {
        float[] other = x.clone();
        other[moved] += by;
        return net.forward(Tensor.of(other, 1, 3)).item();
    }

    @Test
    void which_inputs_are_numbers_may_be_none_or_all() {
        try (Scope scope = Scope.open("test");
                TableNet words = new TableNet(1, 3, new int[0], 4, SMALL);
                TableNet numbers = new TableNet(1, 3, new int[] {0, 1, 2}, 4, SMALL)) {
            Tensor x = Tensor.ones(5, 3);

            assertThat(words.forward(x).shape().toArray()).containsExactly(5, 4);
            assertThat(numbers.forward(x).shape().toArray()).containsExactly(5, 4);
            assertThat(words.parameters().keySet()).noneMatch(name -> name.startsWith("embedding"));
            assertThat(numbers.head().weight().shape().toArray()).containsExactly(4, 8);
        }
    }

    @Test
    void refuses_rows_of_another_width() {
        try (Scope scope = Scope.open("test");
                TableNet net = new TableNet(1, 3, new int[] {0}, 1, SMALL)) {
            assertThatThrownBy(() -> net.forward(Tensor.ones(5, 4)))
                    .isInstanceOf(WrongInput.class)
                    .hasMessageContaining("[N, D] with D = 3");
        }
    }
}
