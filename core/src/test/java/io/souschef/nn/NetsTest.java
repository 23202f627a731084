package io.souschef.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetsTest {
    @Test
    void a_conv_net_of_default_size_has_the_documented_number_of_parameters() {
        assertThat(parameters(() -> new ConvNet(1, 1, 28, 28, 10))).isEqualTo(79_426);
    }

    @ParameterizedTest
    @CsvSource({"1, 8, 8", "1, 28, 28", "3, 32, 32", "3, 64, 48", "1, 2, 2", "2, 1, 30", "3, 100, 100", "3, 224, 224"})
    void a_conv_net_takes_images_of_its_size(int channels, int height, int width) {
        assertThat(output(() -> new ConvNet(1, channels, height, width, 7), 2, channels, height, width))
                .containsExactly(2, 7);
    }

    @ParameterizedTest
    @CsvSource({"1, 8, 8", "3, 32, 32", "2, 9, 17"})
    void a_small_res_net_takes_any_image_from_8x8(int channels, int height, int width) {
        assertThat(output(() -> ResNet.cifar(1, 8, channels, 7), 2, channels, height, width))
                .containsExactly(2, 7);
    }

    @Test
    void res_nets_have_torchvisions_numbers_of_parameters() {
        assertThat(parameters(() -> ResNet.resnet18(1, 3, 1000))).isEqualTo(11_689_512);
        assertThat(parameters(() -> ResNet.resnet34(1, 3, 1000))).isEqualTo(21_797_672);
        assertThat(parameters(() -> ResNet.resnet50(1, 3, 1000))).isEqualTo(25_557_032);
    }

    /** The paper's 269,722 with shortcuts of padding, and the two 1x1 convolutions (16·32 + 32·64) with BatchNorm (2·32 + 2·64). */
    @Test
    void resnet20_has_the_papers_parameters_and_those_of_its_shortcuts() {
        assertThat(parameters(() -> ResNet.cifar(1, 20, 3, 10)))
                .isEqualTo(269_722 + 16 * 32 + 32 * 64 + 2 * 32 + 2 * 64);
    }

    @Test
    void refuses_a_depth_that_no_cifar_res_net_has() {
        assertThatThrownBy(() -> ResNet.Plan.cifar(18))
                .hasMessageContaining("6n + 2")
                .hasMessageContaining("got 18");
    }

    private static long parameters(Supplier<Layer> net) {
        try (Layer made = net.get()) {
            return made.parameterCount();
        }
    }

    private static long[] output(Supplier<Layer> net, long... shape) {
        try (Layer made = net.get();
                Scope scope = Scope.open("forward");
                NoGrad off = NoGrad.open()) {
            return made.forward(RandomStream.of(1, "images").uniform(0, 1, shape))
                    .shape()
                    .toArray();
        }
    }
}
