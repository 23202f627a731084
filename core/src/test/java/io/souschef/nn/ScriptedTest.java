package io.souschef.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A net that was written as TorchScript computes what it computed, as far as the order of additions lets it. */
class ScriptedTest {
    @TempDir
    Path folder;

    static Stream<Arguments> nets() {
        TableNet.Options table = new TableNet.Options(16, 2, 0.2);
        return Stream.of(
                net("convnet", () -> new ConvNet(1, 1, 8, 8, 10, new ConvNet.Options(8, 2, 0.1)), 5, 1, 8, 8),
                net("resnet", () -> new ResNet(2, ResNet.Plan.cifar(8).withWidth(8), 3, 4), 5, 3, 16, 16),
                net("mlp", () -> new Mlp(3, 0.2, 12, 16, 16, 3), 5, 12),
                net("linear", () -> new Mlp(4, 12, 3), 5, 12),
                net("table", () -> new TableNet(5, 4, new int[] {0, 3}, 2, table), 5, 4),
                net("table without numbers", () -> new TableNet(6, 4, new int[0], 2, table), 5, 4),
                net("table of numbers", () -> new TableNet(7, 2, new int[] {0, 1}, 1, table), 5, 2));
    }

    private static Arguments net(String name, Supplier<Layer> net, long... shape) {
        return Arguments.of(name, net, shape);
    }

    private static Tensor numbers(long... shape) {
        RandomStream random = RandomStream.of(9, "script");
        float[] values = new float[(int) LongStream.of(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.gaussian(i);
        }
        return Tensor.of(values, shape);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nets")
    void comes_back_with_the_same_names_and_outputs(String name, Supplier<Layer> made, long[] shape) throws Exception {
        Path file = folder.resolve("net.pt");
        Path again = folder.resolve("again/net.pt");
        try (Scope scope = Scope.open("test");
                NoGrad off = NoGrad.open();
                Layer net = made.get()) {
            Tensor x = numbers(shape);
            net.train();
            net.forward(x); // running statistics that are not those of the start
            net.eval();

            Scripted.write((Scripted) net, file);
            Scripted.write((Scripted) net, again);

            try (ScriptedNet read = new ScriptedNet(file, 1)) {
                read.eval();
                assertThat(read.parameters().keySet())
                        .isEqualTo(net.parameters().keySet());
                float[] expected = net.forward(x).toFloats();
                float[] outputs = read.forward(x).toFloats();
                assertThat(outputs).hasSameSizeAs(expected);
                for (int i = 0; i < outputs.length; i++) {
                    assertThat(outputs[i]).as("output %d", i).isCloseTo(expected[i], within(1e-5f));
                }
            }
        }
        assertThat(Files.readAllBytes(again)).as("the same bytes").isEqualTo(Files.readAllBytes(file));
    }
}
