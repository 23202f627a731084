package io.souschef.gallery.base;

import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.train.Optimizer;
import io.souschef.train.Sgd;
import java.util.function.Function;

/** A smooth function of six numbers, learned by a small MLP. */
public class TableRegressor extends Classic {
    /** With SGD at 0.05 and momentum 0.9. */
    public TableRegressor(long seed) {
        this(seed, net -> new Sgd(net, 0.05, 0.9));
    }

    public TableRegressor(long seed, Function<Layer, Optimizer> optimizer) {
        this(seed, new Mlp(seed, 6, 32, 1), optimizer);
    }

    public TableRegressor(long seed, Layer net, Function<Layer, Optimizer> optimizer) {
        super(seed, net, optimizer.apply(net), Rows.surface());
    }
}
