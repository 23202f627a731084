package io.souschef.nn;

import io.souschef.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A layer and an input's shape, under the name that {@code layer_numbers.py} gives it. */
record LayerCase(String name, Supplier<? extends Layer> layer, long... shape) {
    private static final Conv2d.Options CONV = Conv2d.Options.DEFAULT;

    /** Every layer whose input is numbers. */
    static List<LayerCase> layers() {
        return List.of(
                new LayerCase("Linear", () -> new Linear(4, 3), 2, 4),
                new LayerCase("Linear without bias", () -> new Linear(4, 3, false), 2, 5, 4),
                new LayerCase("Conv2d", () -> new Conv2d(2, 3, 3), 2, 2, 5, 5),
                new LayerCase(
                        "Conv2d stride 2 padding 1",
                        () -> new Conv2d(
                                2, 3, 3, CONV.withStride(2).withPadding(1).withoutBias()),
                        2,
                        2,
                        6,
                        5),
                new LayerCase(
                        "Conv2d groups 2",
                        () -> new Conv2d(4, 6, 3, CONV.withPadding(1).withGroups(2)),
                        2,
                        4,
                        4,
                        4),
                new LayerCase(
                        "Conv2d depthwise",
                        () -> new Conv2d(3, 3, 3, CONV.withPadding(1).withGroups(3)),
                        2,
                        3,
                        4,
                        4),
                new LayerCase(
                        "Conv2d dilation 2",
                        () -> new Conv2d(1, 2, 3, CONV.withPadding(2).withDilation(2)),
                        2,
                        1,
                        5,
                        5),
                new LayerCase("Conv2d 1x1", () -> new Conv2d(3, 2, 1), 2, 3, 3, 3),
                new LayerCase("BatchNorm1d", () -> new BatchNorm1d(3), 5, 3),
                new LayerCase("BatchNorm1d of sequences", () -> new BatchNorm1d(3), 2, 3, 4),
                new LayerCase("BatchNorm2d", () -> new BatchNorm2d(3), 2, 3, 4, 3),
                new LayerCase("BatchNorm2d momentum 0.3", () -> new BatchNorm2d(2, 0.3, 1e-3), 3, 2, 2, 2),
                new LayerCase("LayerNorm", () -> new LayerNorm(6), 2, 3, 6),
                new LayerCase("LayerNorm of two dimensions", () -> new LayerNorm(3, 4), 2, 3, 4),
                new LayerCase("GroupNorm", () -> new GroupNorm(2, 4), 2, 4, 3, 3),
                new LayerCase("MaxPool2d", () -> new MaxPool2d(2), 2, 2, 4, 5),
                new LayerCase("MaxPool2d 3 stride 2 padding 1", () -> new MaxPool2d(3, 2, 1), 2, 2, 5, 5),
                new LayerCase("AvgPool2d", () -> new AvgPool2d(2), 2, 2, 4, 4),
                new LayerCase("AvgPool2d 3 stride 1", () -> new AvgPool2d(3, 1), 1, 2, 4, 4),
                new LayerCase("AdaptiveAvgPool2d", () -> new AdaptiveAvgPool2d(2, 3), 2, 2, 5, 7),
                new LayerCase("Flatten", Flatten::new, 2, 3, 2),
                new LayerCase("Relu", Relu::new, 3, 4),
                new LayerCase("LeakyRelu", LeakyRelu::new, 3, 4),
                new LayerCase("LeakyRelu 0.2", () -> new LeakyRelu(0.2), 3, 4),
                new LayerCase("Gelu", Gelu::new, 3, 4),
                new LayerCase("Silu", Silu::new, 3, 4),
                new LayerCase("Mish", Mish::new, 3, 4),
                new LayerCase("Selu", Selu::new, 3, 4),
                new LayerCase("Tanh", Tanh::new, 3, 4),
                new LayerCase("Sigmoid", Sigmoid::new, 3, 4),
                new LayerCase("Sequential", () -> new Sequential(new Linear(4, 5), new Tanh(), new Linear(5, 2)), 3, 4),
                new LayerCase("Residual", () -> new Residual(new Linear(4, 4)), 3, 4),
                new LayerCase("Mlp", () -> new Mlp(1, 12, 5, 3), 3, 3, 4));
    }

    /** Whole nets. */
    static List<LayerCase> nets() {
        return List.of(
                new LayerCase(
                        "ConvNet",
                        () -> new ConvNet(1, 1, 28, 28, 10, ConvNet.Options.DEFAULT.withWidth(4)),
                        4,
                        1,
                        28,
                        28),
                new LayerCase("ResNet-8", () -> ResNet.cifar(1, 8, 3, 10), 4, 3, 16, 16),
                new LayerCase("ResNet-18", () -> ResNet.resnet18(1, 3, 5), 2, 3, 48, 48),
                new LayerCase("ResNet-50", () -> ResNet.resnet50(1, 3, 5), 2, 3, 48, 48));
    }

    /** Layers with random numbers, which no other library draws alike. */
    static List<LayerCase> random() {
        return List.of(
                new LayerCase("Dropout", () -> new Dropout(0.4), 4, 6),
                new LayerCase("Dropout2d", () -> new Dropout2d(0.4), 3, 4, 3, 2),
                new LayerCase("Mlp with dropout", () -> new Mlp(1, 0.3, 12, 5, 3), 3, 3, 4));
    }

    static Stream<LayerCase> all() {
        return Stream.of(layers(), random(), nets().subList(0, 2)).flatMap(List::stream);
    }

    Tensor input() {
        return Numbered.number(1000, shape);
    }

    @Override
    public String toString() {
        return name;
    }
}
