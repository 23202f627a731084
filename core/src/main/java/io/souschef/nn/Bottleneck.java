package io.souschef.nn;

import io.souschef.tensor.Tensor;

/**
 * relu(shortcut(x) + f(x)), where f narrows with a 1x1 convolution, has one of 3x3, and widens fourfold with another 1x1, each with
 * BatchNorm. [N, in, H, W] → [N, 4 width, H / stride, W / stride]. The stride is at the 3x3, as in torchvision.
 *
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al. 2015, figure 5 right</a>
 */
final class Bottleneck extends Layer {
    static final int EXPANSION = 4;

    private final Conv2d conv1, conv2, conv3;
    private final BatchNorm2d bn1, bn2, bn3;
    private final Layer shortcut;

    Bottleneck(int in, int width, int stride, Init lastScale) {
        int out = width * EXPANSION;
        conv1 = add("conv1", ResNet.conv(in, width, 1, 1));
        bn1 = add("bn1", new BatchNorm2d(width));
        conv2 = add("conv2", ResNet.conv(width, width, 3, stride));
        bn2 = add("bn2", new BatchNorm2d(width));
        conv3 = add("conv3", ResNet.conv(width, out, 1, 1));
        bn3 = add("bn3", new BatchNorm2d(out, lastScale));
        boolean same = stride == 1 && in == out;
        shortcut = same ? new Sequential() : add("downsample", ResNet.downsample(in, out, stride));
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor out = bn1.forward(conv1.forward(x)).relu();
        out = bn2.forward(conv2.forward(out)).relu();
        return bn3.forward(conv3.forward(out)).add(shortcut.forward(x)).relu();
    }
}
