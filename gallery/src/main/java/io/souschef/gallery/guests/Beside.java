package io.souschef.gallery.guests;

import io.souschef.nn.Layer;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** One tensor beside each parameter of a net, by its name: momentum, squares, an average. */
public final class Beside implements AutoCloseable {
    private final Shelf shelf = new Shelf("beside");
    private final Map<String, Tensor> all = new LinkedHashMap<>();

    private Beside(Map<String, Tensor> like, boolean copied) {
        try (Scope scope = Scope.open("beside");
                NoGrad off = NoGrad.open()) {
            like.forEach((name, p) -> all.put(
                    name,
                    shelf.keep(
                            copied ? p.detach().copy() : Tensor.zeros(p.shape().toArray()))));
        }
    }

    public static Beside zeros(Layer net) {
        return new Beside(net.parameters(), false);
    }

    public static Beside copies(Layer net) {
        return new Beside(net.state(), true);
    }

    public Tensor of(String name) {
        return Objects.requireNonNull(all.get(name), name);
    }

    public Map<String, Tensor> all() {
        return all;
    }

    /** The net's parameters and what is kept here change places. */
    public void swap(Layer net) {
        try (Scope scope = Scope.open("swap");
                NoGrad off = NoGrad.open()) {
            net.parameters().forEach((name, p) -> {
                Tensor here = p.copy();
                p.copyInPlace(of(name));
                of(name).copyInPlace(here);
            });
        }
    }

    @Override
    public void close() {
        shelf.close();
    }
}
