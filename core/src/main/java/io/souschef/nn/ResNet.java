package io.souschef.nn;

import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Residual nets: the small ones of the CIFAR experiments, and torchvision's. [N, C, H, W] → [N, outputs], for images of 8x8 and
 * more; torchvision's are made for 224x224 and need 32x32.
 *
 * <pre>{@code
 * ResNet small = ResNet.cifar(1337, 20, 3, 10);                               // 16, 32, 64 channels, three blocks each
 * ResNet wide = new ResNet(1337, ResNet.Plan.cifar(20).withWidth(32), 3, 10);
 * ResNet pretrained = ResNet.resnet18(1337, 3, 1000);
 * pretrained.load(Safetensors.read(file).tensors());                           // torchvision's names fit
 * }</pre>
 *
 * Names are torchvision's in both forms ({@code conv1.weight}, {@code layer2.0.downsample.0.weight}, {@code fc.bias}), and so is
 * the start: convolutions normal with deviation √(2 / fan-out), BatchNorm ones and zeros. Where the shape changes the shortcut is
 * a 1x1 convolution (the paper's option B), also in the CIFAR form, which had padding by zeros (option A) in the paper.
 *
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al. 2015, table 1 and section 4.2</a>
 */
public final class ResNet extends Layer implements HeadedNet, Scripted {
    /**
     * How it is built.
     *
     * @param blocks residual blocks per stage
     * @param width channels of the first stage (before a bottleneck's widening); they double from stage to stage
     * @param bottleneck blocks of 1x1, 3x3, 1x1 convolutions, else of two 3x3
     * @param largeImages begins with a 7x7 convolution of stride 2 and a max pool, else with a 3x3 convolution
     * @param zeroResidual every block begins as nothing: the last BatchNorm of each has weight zero
     * @param dropout the share of features dropped before the linear layer while training
     */
    public record Plan(
            List<Integer> blocks,
            int width,
            boolean bottleneck,
            boolean largeImages,
            boolean zeroResidual,
            double dropout) {
        public Plan {
            blocks = List.copyOf(blocks);
            blocks.forEach(count -> Sizes.positive("ResNet's number of blocks", count));
            Sizes.positive("ResNet's number of stages", blocks.size());
            Sizes.positive("ResNet's width", width);
        }

        /** @param depth 6n + 2 layers with n blocks in each of three stages: 8, 14, 20, 32, 44, 56, 110 … */
        public static Plan cifar(int depth) {
            if (depth < 8 || (depth - 2) % 6 != 0) {
                throw new IllegalArgumentException(
                        "a ResNet of the CIFAR form has 6n + 2 layers (8, 14, 20, 32, 44, 56 ...), got " + depth);
            }
            int n = (depth - 2) / 6;
            return new Plan(List.of(n, n, n), 16, false, false, false, 0);
        }

        public static Plan resnet18() {
            return new Plan(List.of(2, 2, 2, 2), 64, false, true, false, 0);
        }

        public static Plan resnet34() {
            return new Plan(List.of(3, 4, 6, 3), 64, false, true, false, 0);
        }

        public static Plan resnet50() {
            return new Plan(List.of(3, 4, 6, 3), 64, true, true, false, 0);
        }

        public Plan withWidth(int other) {
            return new Plan(blocks, other, bottleneck, largeImages, zeroResidual, dropout);
        }

        public Plan withZeroResidual() {
            return new Plan(blocks, width, bottleneck, largeImages, true, dropout);
        }

        public Plan withDropout(double other) {
            return new Plan(blocks, width, bottleneck, largeImages, zeroResidual, other);
        }

        private Layer block(int in, int stageWidth, int stride) {
            Init lastScale = zeroResidual ? Init.zeros() : Init.ones();
            return bottleneck
                    ? new Bottleneck(in, stageWidth, stride, lastScale)
                    : new BasicBlock(in, stageWidth, stride, lastScale);
        }

        private int expansion() {
            return bottleneck ? Bottleneck.EXPANSION : 1;
        }
    }

    private final Plan plan;
    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final List<Layer> stages = new ArrayList<>();
    private final Dropout dropout;
    private final Linear fc;

    /** @param channels of the images: 1 grey, 3 colour */
    public ResNet(long seed, Plan plan, int channels, int outputs) {
        this.plan = plan;
        conv1 = add(
                "conv1", plan.largeImages() ? conv(channels, plan.width(), 7, 2) : conv(channels, plan.width(), 3, 1));
        bn1 = add("bn1", new BatchNorm2d(plan.width()));
        int in = plan.width();
        for (int stage = 0; stage < plan.blocks().size(); stage++) {
            int width = plan.width() << stage;
            List<Layer> blocks = new ArrayList<>();
            for (int i = 0; i < plan.blocks().get(stage); i++) {
                blocks.add(plan.block(in, width, stage > 0 && i == 0 ? 2 : 1));
                in = width * plan.expansion();
            }
            stages.add(add("layer" + (stage + 1), new Sequential(blocks.toArray(Layer[]::new))));
        }
        dropout = add("dropout", new Dropout(plan.dropout()));
        fc = add("fc", new Linear(in, outputs));
        initialize(seed);
    }

    /** @param depth 6n + 2 layers: 20 has 0.27 million parameters for CIFAR-10 */
    public static ResNet cifar(long seed, int depth, int channels, int outputs) {
        return new ResNet(seed, Plan.cifar(depth), channels, outputs);
    }

    public static ResNet resnet18(long seed, int channels, int outputs) {
        return new ResNet(seed, Plan.resnet18(), channels, outputs);
    }

    public static ResNet resnet34(long seed, int channels, int outputs) {
        return new ResNet(seed, Plan.resnet34(), channels, outputs);
    }

    public static ResNet resnet50(long seed, int channels, int outputs) {
        return new ResNet(seed, Plan.resnet50(), channels, outputs);
    }

    @Override
    public Linear head() {
        return fc;
    }

    /** @throws UnsupportedOperationException with bottlenecks */
    @Override
    public void script(Code code) {
        code.convolved("x", "x", "conv1", conv1).normalised("x", "bn1", bn1).line("x = torch.relu(x)");
        if (plan.largeImages()) {
            code.line("x = torch.max_pool2d(x, [3, 3], [2, 2], [1, 1], [1, 1], False)");
        }
        for (int stage = 1; stage <= stages.size(); stage++) {
            String name = "layer" + stage;
            stages.get(stage - 1).children().forEach((number, block) -> {
                if (!(block instanceof BasicBlock basic)) {
                    throw new UnsupportedOperationException("a ResNet with bottlenecks isn't written as TorchScript");
                }
                basic.script(code, name + "." + number);
            });
        }
        code.line("x = torch.mean(x, [2, 3])").linear("fc", fc);
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor out = bn1.forward(conv1.forward(x)).relu();
        if (plan.largeImages()) {
            out = Functional.maxPool2d(out, 3, 2, 1);
        }
        for (Layer stage : stages) {
            out = stage.forward(out);
        }
        return fc.forward(dropout.forward(out.mean(2, 3))); // [N, C, H, W] → [N, C] → [N, outputs]
    }

    static Conv2d conv(int in, int out, int kernel, int stride) {
        return new Conv2d(
                in,
                out,
                kernel,
                Conv2d.Options.DEFAULT
                        .withStride(stride)
                        .withPadding(kernel / 2)
                        .withoutBias()
                        .withInit(Init.kaimingNormalFanOut()));
    }

    static Layer downsample(int in, int out, int stride) {
        return new Sequential(conv(in, out, 1, stride), new BatchNorm2d(out));
    }
}
