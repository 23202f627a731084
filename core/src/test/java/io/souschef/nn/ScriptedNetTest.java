package io.souschef.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.souschef.tensor.DType;
import io.souschef.tensor.Engine;
import io.souschef.tensor.NotTorchScript;
import io.souschef.tensor.Refused;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.TorchScript;
import io.souschef.tensor.UnknownType;
import io.souschef.tensor.internal.Raw;
import io.souschef.train.Adam;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Held against Python's own answers, printed by torchscript.py beside the file. */
class ScriptedNetTest {
    private static final double[] OUTPUT = {
        0.038616, -0.019807, 0.147912, -0.086818, 0.087166, -0.063898, 0.149792, -0.075735, -0.112521, -0.075314
    };

    @TempDir
    Path folder;

    static Path file() {
        try {
            return Path.of(Objects.requireNonNull(ScriptedNetTest.class.getResource("convnet.pt"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two pictures [2, 1, 8, 8] from -1 to 1. */
    private static Tensor ramp() {
        return Tensor.arange(128).to(DType.FLOAT32).mul(1 / 64.0).add(-1).reshape(2, 1, 8, 8);
    }

    @Test
    void answers_as_it_does_in_python() {
        try (Scope scope = Scope.open("script");
                ScriptedNet net = new ScriptedNet(file(), 1)) {
            net.eval();
            double[] output = net.forward(ramp()).select(0, 0).toDoubles();

            for (int i = 0; i < OUTPUT.length; i++) {
                assertThat(output[i]).isCloseTo(OUTPUT[i], within(2e-6));
            }
        }
    }

    @Test
    void its_parameters_have_pythons_names_and_pythons_gradients() {
        try (Scope scope = Scope.open("script");
                ScriptedNet net = new ScriptedNet(file(), 1)) {
            net.eval();
            net.forward(ramp()).pow(2).sum().backward();

            assertThat(net.parameters().keySet())
                    .containsExactly("0.weight", "1.weight", "1.bias", "6.weight", "6.bias");
            assertThat(net.buffers().keySet())
                    .containsExactly("1.running_mean", "1.running_var", "1.num_batches_tracked");
            assertThat(norm(net, "0.weight")).isCloseTo(4.1224, within(1e-3));
            assertThat(norm(net, "6.weight")).isCloseTo(4.124, within(1e-3));
        }
    }

    private static double norm(Layer net, String name) {
        Tensor gradient =
                Objects.requireNonNull(net.parameters().get(name)).grad().orElseThrow();
        return Math.sqrt(gradient.pow(2).sum().item());
    }

    @Test
    void training_moves_its_weights_and_statistics_and_a_seed_repeats_its_dropout() {
        double[] one = trained(1);

        assertThat(trained(1)).isEqualTo(one);
        assertThat(trained(2)).isNotEqualTo(one);
        assertThat(one[0]).isNotEqualTo(one[2]);
    }

    /** Losses of three steps, the mean of BatchNorm and the first weight after them. */
    private static double[] trained(long seed) {
        double[] numbers = new double[5];
        try (Scope scope = Scope.open("script");
                ScriptedNet net = new ScriptedNet(file(), seed);
                Adam adam = new Adam(net, 1e-2)) {
            net.train();
            for (int step = 0; step < 3; step++) {
                adam.zeroGrad();
                Tensor loss = net.forward(ramp()).pow(2).sum();
                loss.backward();
                adam.step();
                numbers[step] = loss.item();
            }
            numbers[3] =
                    Objects.requireNonNull(net.buffers().get("1.running_mean")).toDoubles()[0];
            numbers[4] = Objects.requireNonNull(net.parameters().get("6.bias")).toDoubles()[0];
        }
        return numbers;
    }

    @Test
    void a_closed_one_leaves_no_native_object() {
        trained(1);
        long before = Engine.livePointers();
        trained(1);

        assertThat(Engine.livePointers()).isEqualTo(before);
    }

    @Test
    void a_net_of_another_precision_is_refused_at_once_and_leaves_no_native_object() {
        Path file = folder.resolve("half.pt");
        try (Scope scope = Scope.open("script")) {
            Tensor half = Tensor.unsafe(new Raw(Tensor.ones(2).unsafe().torch().to(ScalarType.Half)));
            String code = "def forward(self, x: Tensor) -> Tensor:\n    return x * self.weight\n";
            TorchScript.write(file, code, Map.of("weight", half), Map.of());
        }
        refused(file);
        long before = Engine.livePointers();

        refused(file);

        assertThat(Engine.livePointers()).isEqualTo(before);
    }

    private static void refused(Path file) {
        assertThatThrownBy(() -> new ScriptedNet(file, 1))
                .isInstanceOf(UnknownType.class)
                .hasMessageStartingWith("a tensor of float16 can't be worked with\n")
                .hasMessageContaining("net.float()");
    }

    @Test
    void what_is_no_net_or_no_input_is_one_clear_error() throws Exception {
        Path text = Files.writeString(folder.resolve("net.pt"), "weights");

        assertThatThrownBy(() -> new ScriptedNet(text, 1))
                .isInstanceOf(NotTorchScript.class)
                .hasMessageStartingWith("can't read a net from " + text + "\n  got       ")
                .hasMessageContaining("torch.jit.script(net).save");
        assertThatThrownBy(() -> new ScriptedNet(folder.resolve("none.pt"), 1)).hasMessageContaining("no such file");
        try (Scope scope = Scope.open("script");
                ScriptedNet net = new ScriptedNet(file(), 1)) {
            assertThatThrownBy(() -> net.forward(Tensor.zeros(2, 3)))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("[2, 3]");
        }
    }
}
