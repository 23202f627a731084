package io.souschef.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.tensor.Engine;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every layer keeps to, whatever it computes. */
class LayerContractTest {
    /** Half the distance of the two losses. Smaller ones drown in float32, larger ones step over kinks. */
    private static final double H = 1e-3;

    @ParameterizedTest
    @MethodSource("io.souschef.nn.LayerCase#layers")
    void gradients_are_the_slopes_of_the_loss(LayerCase the) {
        assertSlope(the);
    }

    @ParameterizedTest
    @MethodSource("io.souschef.nn.LayerCase#random")
    void gradients_are_the_slopes_of_the_loss_for_one_mask(LayerCase the) {
        assertSlope(the);
    }

    /** Along one direction of all inputs and parameters at once. */
    private static void assertSlope(LayerCase the) {
        try (Scope scope = Scope.open("slope");
                Layer layer = Numbered.filled(the.layer().get())) {
            Map<String, Tensor> moved = new LinkedHashMap<>(layer.parameters());
            Tensor x = the.input().requiresGrad(true);
            moved.put("input", x);

            loss(layer, x).backward();
            double slope = 0;
            int key = 3000;
            for (Tensor tensor : moved.values()) {
                Tensor direction = Numbered.number(key++, tensor.shape().toArray());
                slope += tensor.grad().orElseThrow().mul(direction).sum().item();
            }

            double measured = (lossAt(layer, x, moved, H) - lossAt(layer, x, moved, -2 * H)) / (2 * H);
            assertThat(measured).isCloseTo(slope, within(0.01 * (1 + Math.abs(slope))));
        }
    }

    private static double lossAt(Layer layer, Tensor x, Map<String, Tensor> moved, double distance) {
        try (NoGrad off = NoGrad.open()) {
            int key = 3000;
            for (Tensor tensor : moved.values()) {
                tensor.addInPlace(Numbered.number(key++, tensor.shape().toArray()), distance);
            }
            return loss(layer, x).to(io.souschef.tensor.DType.FLOAT64).item();
        }
    }

    private static Tensor loss(Layer layer, Tensor x) {
        layer.drawsByLayer(Map.of());
        Tensor out = layer.forward(x);
        return out.to(io.souschef.tensor.DType.FLOAT64)
                .mul(Numbered.number(2000, out.shape().toArray()).to(io.souschef.tensor.DType.FLOAT64))
                .sum();
    }

    @ParameterizedTest
    @MethodSource("io.souschef.nn.LayerCase#all")
    void the_same_seed_gives_the_same_bits_and_another_other_ones(LayerCase the) {
        try (Scope scope = Scope.open("seeds");
                Layer one = the.layer().get();
                Layer two = the.layer().get()) {
            one.initialize(5);
            two.initialize(5);
            boolean norm = the.name().startsWith("LayerNorm"); // starts at ones and zeros
            boolean drawn = !norm && one.parameters().values().stream().anyMatch(p -> p.dim() > 1);

            for (int call = 0; call < 3; call++) {
                assertThat(one.forward(the.input()).isEqual(two.forward(the.input())))
                        .as("call %d with seed 5", call)
                        .isTrue();
            }
            if (drawn || the.name().startsWith("Dropout")) {
                two.initialize(6);
                assertThat(one.forward(the.input()).isEqual(two.forward(the.input())))
                        .as("seeds 5 and 6")
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.souschef.nn.LayerCase#all")
    void what_is_saved_and_loaded_computes_the_same_bits(LayerCase the, @TempDir Path folder) {
        Path file = folder.resolve("layer.safetensors");
        try (Scope scope = Scope.open("saved");
                Layer one = Numbered.filled(the.layer().get());
                Layer two = the.layer().get()) {
            one.forward(the.input()); // moves running statistics
            Safetensors.write(file, one.state(), Map.of());

            two.load(Safetensors.read(file).tensors());

            one.eval();
            two.eval();
            assertThat(two.forward(the.input()).isEqual(one.forward(the.input())))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.souschef.nn.LayerCase#all")
    void evaluation_neither_draws_nor_changes_state(LayerCase the) {
        try (Scope scope = Scope.open("evaluation");
                Layer layer = Numbered.filled(the.layer().get())) {
            layer.eval();
            Map<String, float[]> before = numbers(layer);

            Tensor once = layer.forward(the.input());
            Tensor again = layer.forward(the.input());

            assertThat(again.isEqual(once)).isTrue();
            assertThat(layer.drawsByLayer()).isEmpty();
            assertThat(numbers(layer)).usingRecursiveComparison().isEqualTo(before);
        }
    }

    private static Map<String, float[]> numbers(Layer layer) {
        Map<String, float[]> numbers = new LinkedHashMap<>();
        layer.state().forEach((name, tensor) -> numbers.put(name, tensor.toFloats()));
        return numbers;
    }

    @ParameterizedTest
    @MethodSource("io.souschef.nn.LayerCase#all")
    void a_layer_leaves_no_native_memory_behind(LayerCase the) {
        try (Scope alive = Scope.open("alive")) {
            Tensor.zeros(1);
            life(the);
            long before = Engine.livePointers();

            life(the);

            assertThat(before).as("pointers are counted at all").isPositive();
            assertThat(Engine.livePointers()).isEqualTo(before);
        }
    }

    private static void life(LayerCase the) {
        try (Scope scope = Scope.open("life");
                Layer layer = Numbered.filled(the.layer().get())) {
            Tensor x = the.input().requiresGrad(true);
            layer.forward(x).sum().backward();
            layer.eval();
            layer.forward(x);
        }
    }
}
