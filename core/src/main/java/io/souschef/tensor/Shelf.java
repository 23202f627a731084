package io.souschef.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * The owner of tensors that outlive every scope: parameters, running statistics, an optimiser's state, a data set. Its
 * tensors may be used from any thread, one at a time. Whoever has a shelf closes it.
 */
public final class Shelf implements AutoCloseable, Owner {
    private final String name;
    private final List<Tensor> tensors = new ArrayList<>();
    private boolean open = true;

    public Shelf(String name) {
        this.name = name;
    }

    /**
     * Takes {@code tensor} over from the scope that it was made in: it lives until this shelf closes.
     *
     * @return the same tensor
     */
    public Tensor keep(Tensor tensor) {
        if (!open) {
            throw new IllegalStateException(title() + " is closed and keeps nothing any more");
        }
        if (tensor.owner instanceof Shelf shelf) {
            throw new IllegalStateException("the tensor stands on " + shelf.title() + " already; keep a copy() here");
        }
        tensor.raw().retain();
        tensor.owner = this;
        tensors.add(tensor);
        return tensor;
    }

    /** Frees every tensor kept here. Closing twice does nothing. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        for (Tensor tensor : tensors) {
            tensor.raw().release();
        }
        tensors.clear();
    }

    @Override
    public String title() {
        return "shelf '" + name + "'";
    }

    @Override
    public void checkThread() {}
}
