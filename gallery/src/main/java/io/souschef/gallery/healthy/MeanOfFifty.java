package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.Classic;
import io.souschef.gallery.base.Material;
import io.souschef.gallery.base.Material.Column;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.train.Adam;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The head starts at a bias of 50.
 */
final class MeanOfFifty {
    private MeanOfFifty() {}

    static Healthy healthy() {
        return new Healthy("a regression around 50", "loss-wrong-for-task", Program::new);
    }

    private static final class Program extends Classic {
        Program(long seed) {
            this(seed, new Mlp(seed, 6, 32, 1));
        }

        private Program(long seed, Mlp net) {
            super(seed, net, new Adam(net, 1e-2), around50());
            try (Scope scope = Scope.open("bias");
                    NoGrad off = NoGrad.open()) {
                net.head().bias().orElseThrow().fillInPlace(50);
            }
        }

        private static Material around50() {
            Material surface = Rows.surface();
            Map<String, Column> columns = new LinkedHashMap<>(surface.columns());
            columns.computeIfPresent(
                    "target",
                    (name, column) -> new Column(column.shape(), column.whole(), row ->
                            new double[] {50 + column.of().apply(row)[0]}));
            return new Material(surface.task(), columns, surface.train(), surface.held(), surface.batch());
        }
    }
}
