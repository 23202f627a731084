package io.souschef.gallery.base;

import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.train.Adam;
import io.souschef.train.Optimizer;
import java.util.function.Function;

/** Three clouds in eight dimensions, told apart by a small MLP. */
public class TableClassifier extends Classic {
    /** With Adam at 3e-3. */
    public TableClassifier(long seed) {
        this(seed, net -> new Adam(net, 3e-3));
    }

    public TableClassifier(long seed, Function<Layer, Optimizer> optimizer) {
        this(seed, new Mlp(seed, 8, 32, 3), optimizer);
    }

    public TableClassifier(long seed, Layer net, Function<Layer, Optimizer> optimizer) {
        this(seed, net, optimizer, Rows.clouds());
    }

    public TableClassifier(long seed, Layer net, Function<Layer, Optimizer> optimizer, Material data) {
        super(seed, net, optimizer.apply(net), data);
    }
}
