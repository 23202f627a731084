package io.souschef.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A layer that stands in two places, as in a net of two towers, has one set of weights, as in PyTorch. */
class OneLayerUnderTwoNamesTest {
    private static final double RATE = 0.25;

    /** [N, 2] → [N, 2], twice through the same layer. */
    private static final class Towers extends Layer {
        private final Linear left = add("left", new Linear(2, 2));
        private final Linear right;

        Towers(boolean two) {
            right = two ? add("right", left) : left;
            initialize(1);
        }

        @Override
        public Tensor forward(Tensor x) {
            return left.forward(x).mul(right.forward(x));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "adam"})
    void its_weights_are_updated_once_a_step(String rule) {
        Function<Towers, Optimizer> optimizer = net -> switch (rule) {
            case "sgd" -> new Sgd(net, RATE);
            case "momentum" -> new Sgd(net, RATE, 0.9);
            default -> new Adam(net, RATE);
        };

        assertThat(moved(true, optimizer)).isEqualTo(moved(false, optimizer));
    }

    /** After three steps, from the same weights. */
    private static float[] moved(boolean one, Function<Towers, Optimizer> make) {
        try (Towers net = new Towers(one);
                Optimizer optimizer = make.apply(net);
                Scope scope = Scope.open("towers")) {
            try (NoGrad off = NoGrad.open()) {
                net.parameters().values().forEach(parameter -> parameter.fillInPlace(0.5));
            }
            for (int step = 0; step < 3; step++) {
                optimizer.zeroGrad();
                net.forward(Tensor.of(new float[] {1, -2, 0.5F, 3}, 2, 2)).sum().backward();
                optimizer.step();
            }
            return Objects.requireNonNull(net.left.parameters().get("weight")).toFloats();
        }
    }

    @Test
    void it_counts_once_among_the_weights_and_in_the_norm_of_the_gradients_that_is_clipped() {
        try (Towers net = new Towers(true);
                Scope scope = Scope.open("towers")) {
            net.forward(Tensor.of(new float[] {1, -2}, 1, 2)).sum().backward();
            double norm = Gradients.norm(net.left.parameters().values());

            assertThat(net.parameters()).hasSize(4);
            assertThat(net.parameterCount()).isEqualTo(6);
            assertThat(Gradients.clipNorm(net.parameters().values(), norm / 2)).isCloseTo(norm, within(1e-6));
            assertThat(Gradients.norm(net.left.parameters().values())).isCloseTo(norm / 2, within(1e-5));
        }
    }
}
