package io.souschef.nn;

import io.souschef.tensor.Tensor;

/**
 * relu(shortcut(x) + f(x)), where f is two 3x3 convolutions with BatchNorm. [N, in, H, W] → [N, width, H / stride, W / stride].
 *
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al. 2015, figure 5 left</a>
 */
final class BasicBlock extends Layer {
    private final Conv2d conv1, conv2;
    private final BatchNorm2d bn1, bn2;
    private final Layer shortcut;

    BasicBlock(int in, int width, int stride, Init lastScale) {
        conv1 = add("conv1", ResNet.conv(in, width, 3, stride));
        bn1 = add("bn1", new BatchNorm2d(width));
        conv2 = add("conv2", ResNet.conv(width, width, 3, 1));
        bn2 = add("bn2", new BatchNorm2d(width, lastScale));
        boolean same = stride == 1 && in == width;
        shortcut = same ? new Sequential() : add("downsample", ResNet.downsample(in, width, stride));
    }

    /** Of {@code x}, assigned to it anew. */
    void script(Code code, String name) {
        code.convolved("y", "x", name + ".conv1", conv1).normalised("y", name + ".bn1", bn1);
        code.line("y = torch.relu(y)");
        code.convolved("y", "y", name + ".conv2", conv2).normalised("y", name + ".bn2", bn2);
        Layer conv = shortcut.children().get("0");
        Layer norm = shortcut.children().get("1");
        if (conv instanceof Conv2d c && norm instanceof BatchNorm n) {
            code.convolved("x", "x", name + ".downsample.0", c).normalised("x", name + ".downsample.1", n);
        }
        code.line("x = torch.relu(y + x)");
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor out = bn1.forward(conv1.forward(x)).relu();
        return bn2.forward(conv2.forward(out)).add(shortcut.forward(x)).relu();
    }
}
