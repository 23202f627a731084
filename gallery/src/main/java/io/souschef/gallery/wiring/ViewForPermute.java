package io.souschef.gallery.wiring;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Shapes;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Lstm;
import io.souschef.tensor.Tensor;

/**
 * Shapes become sequences of columns: [N, C, H, W] should be permuted to [N, W, C · H], and is viewed as [W, N, C · H]. The shapes
 * fit, and every row is made of other examples' pixels. What to see: examples depend on each other, from the view on.
 */
final class ViewForPermute {
    private ViewForPermute() {}

    static Trap trap() {
        return new Trap(
                "ViewForPermute on a ConvNet over columns",
                "view-instead-of-permute",
                "D5",
                seed -> Plain.of(seed, new Net(seed, true), Shapes.bars()),
                seed -> Plain.of(seed, new Net(seed, false), Shapes.bars()));
    }

    /** An LSTM over the columns of a picture: [N, 2, 10, 10] → [N, 4]. */
    private static final class Net extends Layer {
        private final boolean wrong;
        private final Lstm lstm = add("lstm", new Lstm(20, 24));
        private final Linear head = add("head", new Linear(24, 4));

        Net(long seed, boolean wrong) {
            this.wrong = wrong;
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            long n = x.size(0);
            Tensor columns = wrong
                    ? x.view(10, n, 20).transpose(0, 1)
                    : x.permute(0, 3, 1, 2).reshape(n, 10, 20);
            return head.forward(lstm.forward(columns).select(1, 9));
        }
    }
}
