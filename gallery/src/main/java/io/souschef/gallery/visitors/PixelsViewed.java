package io.souschef.gallery.visitors;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Material;
import io.souschef.gallery.base.Plain;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Layer;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;

/**
 * Channels last, and then a reshape where a permute should be: square pictures and as many classes as divide their side hide it. What to
 * see: the same sizes, in another order.
 */
final class PixelsViewed {
    private static final int SIDE = 12;

    private PixelsViewed() {}

    static Trap trap() {
        return new Trap(
                "channels viewed into place",
                "view-instead-of-permute",
                "D5",
                seed -> Plain.of(seed, new Net(seed, true), data()).withLoss(PixelsViewed::loss),
                seed -> Plain.of(seed, new Net(seed, false), data()).withLoss(PixelsViewed::loss));
    }

    private static Tensor loss(Tensor output, io.souschef.data.Batch batch) {
        return Task.dense(3).loss(output, batch.target());
    }

    /** A bright square and a dark one on noise. */
    private static Material data() {
        return Material.of(
                        Task.dense(3),
                        new Material.Column(new long[] {1, SIDE, SIDE}, false, PixelsViewed::picture),
                        new Material.Column(new long[] {SIDE, SIDE}, true, PixelsViewed::mask))
                .withBatch(16);
    }

    private static double[] picture(int row) {
        double[] mask = mask(row);
        double[] pixels = new double[mask.length];
        for (int i = 0; i < pixels.length; i++) {
            double level = mask[i] == 1 ? 1 : mask[i] == 2 ? -1 : 0;
            pixels[i] = level + 0.4 * RandomStream.of(row, "pixels").gaussian(i);
        }
        return pixels;
    }

    private static double[] mask(int row) {
        RandomStream place = RandomStream.of(row, "squares");
        double[] mask = new double[SIDE * SIDE];
        for (int kind = 1; kind <= 2; kind++) {
            int top = place.below(2L * kind, SIDE - 4);
            int left = place.below(2L * kind + 1, SIDE - 4);
            for (int i = 0; i < 16; i++) {
                mask[(top + i / 4) * SIDE + left + i % 4] = kind;
            }
        }
        return mask;
    }

    private static final class Net extends Layer {
        private final boolean wrong;
        private final Conv2d first = add("first", new Conv2d(1, 12, 3, Conv2d.Options.DEFAULT.withPadding(1)));
        private final Conv2d second = add("second", new Conv2d(12, 12, 3, Conv2d.Options.DEFAULT.withPadding(1)));
        private final Conv2d classes = add("classes", new Conv2d(12, 3, 1));

        Net(long seed, boolean wrong) {
            this.wrong = wrong;
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor out = classes.forward(second.forward(first.forward(x).relu()).relu());
            Tensor last = out.permute(0, 2, 3, 1); // [N, H, W, K], as other libraries have it
            return wrong ? last.reshape(x.size(0), 3, SIDE, SIDE) : last.permute(0, 3, 1, 2);
        }
    }
}
