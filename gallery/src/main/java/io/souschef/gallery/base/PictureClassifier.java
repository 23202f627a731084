package io.souschef.gallery.base;

import io.souschef.nn.ConvNet;
import io.souschef.nn.Layer;
import io.souschef.train.Adam;
import io.souschef.train.Optimizer;
import java.util.function.Function;

/** Bars in four directions, told apart by a small ConvNet with BatchNorm and dropout. */
public class PictureClassifier extends Classic {
    /** With Adam at 3e-3. */
    public PictureClassifier(long seed) {
        this(seed, net -> new Adam(net, 3e-3));
    }

    public PictureClassifier(long seed, Function<Layer, Optimizer> optimizer) {
        this(seed, convNet(seed), optimizer);
    }

    public PictureClassifier(long seed, Layer net, Function<Layer, Optimizer> optimizer) {
        super(seed, net, optimizer.apply(net), Shapes.bars());
    }

    /** Three convolutions with BatchNorm, 8, 16 and 32 channels, and 20 % dropout before the head. */
    public static ConvNet convNet(long seed) {
        return new ConvNet(seed, 2, 10, 10, 4, new ConvNet.Options(8, 1, 0.2));
    }
}
