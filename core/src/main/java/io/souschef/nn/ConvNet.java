package io.souschef.nn;

import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A plain convolutional net: 3x3 convolution, BatchNorm, ReLU, several times; between stages a 2x2 max pool halves the image while
 * the channels double; then the mean over the image and a linear layer. [N, C, H, W] → [N, outputs].
 *
 * <pre>
 * 1x28x28, default   conv 24  conv 24  pool  conv 48  conv 48  pool  conv 96  mean  linear      79,426 parameters
 * </pre>
 *
 * There are three stages, and more for larger images, until the last map is below 14 pixels; beyond 64 pixels the first
 * convolution has a stride. Parameters {@code conv1.weight}, {@code bn1.weight} … and {@code fc}.
 */
public final class ConvNet extends Layer implements HeadedNet, Scripted {
    private static final int STAGES = 3;
    private static final int LAST_MAP = 14;
    private static final int WIDEST = 8;

    /**
     * How large.
     *
     * @param width channels of the first stage; they double from stage to stage, up to eight times as many
     * @param depth convolutions per stage; the last stage, which costs the most parameters, has one less, but one
     * @param dropout the share of features dropped before the linear layer while training
     */
    public record Options(int width, int depth, double dropout) {
        /** Width 24, depth 2, no dropout. */
        public static final Options DEFAULT = new Options(24, 2, 0);

        public Options {
            Sizes.positive("ConvNet's width", width);
            Sizes.positive("ConvNet's depth", depth);
        }

        public Options withWidth(int other) {
            return new Options(other, depth, dropout);
        }

        public Options withDepth(int other) {
            return new Options(width, other, dropout);
        }

        public Options withDropout(double other) {
            return new Options(width, depth, other);
        }
    }

    /** Convolution, BatchNorm, ReLU; and a pool after it, or none. */
    private record Step(Conv2d conv, BatchNorm2d norm, boolean pooled) {}

    private final List<Step> steps = new ArrayList<>();
    private final Dropout dropout;
    private final Linear fc;

    public ConvNet(long seed, int channels, int height, int width, int outputs) {
        this(seed, channels, height, width, outputs, Options.DEFAULT);
    }

    /** @param height of the images that it is for; it works on others, of as many channels, as well */
    public ConvNet(long seed, int channels, int height, int width, int outputs, Options options) {
        int stride = stride(Math.min(height, width));
        int side = Math.min(height, width) / stride;
        int stages = stages(side);
        int in = channels;
        for (int stage = 0; stage < stages; stage++) {
            boolean last = stage == stages - 1;
            int out = options.width() * Math.min(1 << stage, WIDEST);
            int convs = last ? Math.max(1, options.depth() - 1) : options.depth();
            for (int i = 0; i < convs; i++) {
                boolean pooled = !last && i == convs - 1 && side >= 2;
                step(in, out, stage == 0 && i == 0 ? stride : 1, pooled);
                side = pooled ? side / 2 : side;
                in = out;
            }
        }
        dropout = add("dropout", new Dropout(options.dropout()));
        fc = add("fc", new Linear(in, outputs));
        initialize(seed);
    }

    private void step(int in, int out, int stride, boolean pooled) {
        int n = steps.size() + 1;
        int kernel = Math.max(3, 2 * stride - 1);
        Conv2d.Options options = Conv2d.Options.DEFAULT
                .withStride(stride)
                .withPadding(kernel / 2)
                .withoutBias()
                .withInit(Init.kaimingNormalFanOut());
        steps.add(new Step(
                add("conv" + n, new Conv2d(in, out, kernel, options)), add("bn" + n, new BatchNorm2d(out)), pooled));
    }

    private static int stride(int side) {
        return side <= 64 ? 1 : side <= 128 ? 2 : 4;
    }

    private static int stages(int side) {
        int stages = STAGES;
        while (side >> (stages - 1) >= LAST_MAP) {
            stages++;
        }
        return stages;
    }

    @Override
    public Linear head() {
        return fc;
    }

    @Override
    public void script(Code code) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            code.convolved("x", "x", "conv" + (i + 1), step.conv).normalised("x", "bn" + (i + 1), step.norm);
            code.line("x = torch.relu(x)");
            if (step.pooled) {
                code.line("x = torch.max_pool2d(x, [2, 2], [2, 2], [0, 0], [1, 1], False)");
            }
        }
        code.line("x = torch.mean(x, [2, 3])").linear("fc", fc);
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor out = x;
        for (Step step : steps) {
            out = step.norm.forward(step.conv.forward(out)).relu();
            out = step.pooled ? Functional.maxPool2d(out, 2, 2, 0) : out;
        }
        return fc.forward(dropout.forward(out.mean(2, 3))); // [N, C, H, W] → [N, C] → [N, outputs]
    }
}
