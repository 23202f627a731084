package io.souschef.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer and net against PyTorch's and torchvision's numbers; {@code layer_numbers.py} beside this file made them. */
class LayerNumbersTest {
    /** Shares of the largest number. The largest differences seen: 6e-7 for a layer, 2e-5 for a net. */
    private static final double LAYER = 2e-6, NET = 5e-5;

    /** ResNet-50's last BatchNorms divide by the deviation of 8 numbers, which magnifies: 6e-3 seen. */
    private static final double RESNET_50 = 2e-2;

    private static final JsonNode MADE = read("layers.json");

    @ParameterizedTest
    @MethodSource("io.souschef.nn.LayerCase#layers")
    void a_layer_computes_what_pytorchs_does(LayerCase the) {
        JsonNode expected = MADE.get(the.name());
        try (Scope scope = Scope.open("layer");
                Layer layer = Numbered.filled(the.layer().get())) {
            Tensor x = the.input().requiresGrad(true);

            Tensor out = layer.forward(x);
            out.mul(Numbered.number(2000, out.shape().toArray())).sum().backward();

            assertClose("output", out, expected.get("output"), LAYER);
            assertClose("input gradient", gradient(x), expected.get("input gradient"), LAYER);
            assertThat(layer.parameters()).containsOnlyKeys(names(expected.get("gradients")));
            layer.parameters()
                    .forEach((name, parameter) -> assertClose(
                            name, gradient(parameter), expected.get("gradients").get(name), LAYER));
            assertThat(layer.buffers()).containsOnlyKeys(names(expected.get("buffers")));
            layer.buffers()
                    .forEach((name, buffer) ->
                            assertClose(name, buffer, expected.get("buffers").get(name), LAYER));
            layer.eval();
            assertClose("evaluation", layer.forward(x), expected.get("evaluation"), LAYER);
        }
    }

    @ParameterizedTest
    @MethodSource("io.souschef.nn.LayerCase#nets")
    void a_net_computes_what_torchvisions_does(LayerCase the) {
        JsonNode expected = MADE.get(the.name());
        double share = the.name().equals("ResNet-50") ? RESNET_50 : NET;
        try (Scope scope = Scope.open("net");
                Layer net = Numbered.filled(the.layer().get())) {
            Tensor x = the.input().requiresGrad(true);

            Tensor out = net.forward(x);
            out.mul(Numbered.number(2000, out.shape().toArray())).sum().backward();

            assertClose("output", out, expected.get("output"), share);
            assertClose("input gradient", gradient(x).norm(), expected.get("input gradient"), share);
            assertThat(net.parameters()).containsOnlyKeys(names(expected.get("gradients")));
            net.parameters()
                    .forEach((name, parameter) -> assertClose(
                            name,
                            gradient(parameter).norm(),
                            expected.get("gradients").get(name),
                            share));
            net.eval();
            try (NoGrad off = NoGrad.open()) {
                assertClose("evaluation", net.forward(x), expected.get("evaluation"), share);
            }
        }
    }

    @Test
    void an_embedding_looks_up_what_pytorchs_does() {
        JsonNode expected = MADE.get("Embedding");
        try (Scope scope = Scope.open("embedding");
                Embedding layer = Numbered.filled(new Embedding(5, 3))) {
            Tensor out = layer.forward(Tensor.of(new long[] {0, 4, 1, 4, 4, 2}, 2, 3));
            out.mul(Numbered.number(2000, 2, 3, 3)).sum().backward();

            assertClose("output", out, expected.get("output"), LAYER);
            assertClose(
                    "weight",
                    gradient(layer.weight()),
                    expected.get("gradients").get("weight"),
                    LAYER);
        }
    }

    @Test
    void res_nets_have_the_names_and_shapes_of_torchvisions_state() {
        JsonNode expected = read("torchvision.json");

        assertState(ResNet.resnet18(1, 3, 1000), expected.get("resnet18"));
        assertState(ResNet.resnet34(1, 3, 1000), expected.get("resnet34"));
        assertState(ResNet.resnet50(1, 3, 1000), expected.get("resnet50"));
    }

    private static void assertState(ResNet net, JsonNode expected) {
        try (net) {
            assertThat(net.state()).containsOnlyKeys(names(expected));
            net.state().forEach((name, tensor) -> {
                List<Long> shape = new ArrayList<>();
                expected.get(name).forEach(size -> shape.add(size.asLong()));
                assertThat(tensor.shape().toArray()).as(name).containsExactly(shape.toArray(Long[]::new));
            });
        }
    }

    private static void assertClose(String what, Tensor got, JsonNode expected, double share) {
        double[] numbers = got.toDoubles();
        double[] wanted = expected.isArray() ? new double[expected.size()] : new double[] {expected.asDouble()};
        double largest = 1e-3;
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = expected.isArray() ? expected.get(i).asDouble() : wanted[i];
            largest = Math.max(largest, Math.abs(wanted[i]));
        }
        assertThat(numbers).as(what).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(numbers[i]).as("%s, number %d", what, i).isCloseTo(wanted[i], within(share * largest));
        }
    }

    private static Tensor gradient(Tensor tensor) {
        return tensor.grad().orElseThrow();
    }

    private static String[] names(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toArray(String[]::new);
    }

    private static JsonNode read(String name) {
        try (InputStream in = Objects.requireNonNull(LayerNumbersTest.class.getResourceAsStream(name), name)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
