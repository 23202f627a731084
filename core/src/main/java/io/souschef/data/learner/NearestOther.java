package io.souschef.data.learner;

import io.souschef.data.Images;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Of every picture the one among the others whose pixels are nearest, exactly: |q − t|² is least where 2 q · t − |t|² is largest. Nothing
 * is learnt, so that all in which two pictures of one class differ tells against it.
 */
final class NearestOther {
    private static final int BLOCK = 256;

    private NearestOther() {}

    /** By id, the nearest of the others; the first of those that are equally near. */
    static int[] of(Images images) {
        int[] nearest = new int[images.size()];
        int[] all = IntStream.range(0, images.size()).toArray();
        try (Scope scope = Scope.open("nearest other");
                NoGrad off = NoGrad.open()) {
            Tensor known = pixels(images, all); // [N, D]
            Tensor squares = known.mul(known).sum(1).unsqueeze(0); // [1, N]
            Tensor across = known.transpose(0, 1).mul(2).contiguous(); // [D, N]
            for (int from = 0; from < all.length; from += BLOCK) {
                try (Scope block = Scope.open("queries")) {
                    int[] some = Arrays.copyOfRange(all, from, Math.min(all.length, from + BLOCK));
                    float[] close =
                            pixels(images, some).matmul(across).sub(squares).toFloats();
                    for (int i = 0; i < some.length; i++) {
                        nearest[some[i]] = closest(close, i * all.length, all.length, some[i]);
                    }
                }
            }
        }
        return nearest;
    }

    private static int closest(float[] close, int from, int count, int self) {
        int best = self == 0 ? 1 : 0;
        for (int other = best + 1; other < count; other++) {
            best = other != self && close[from + other] > close[from + best] ? other : best;
        }
        return best;
    }

    /** Centred around a middling grey, so that less is lost by rounding. */
    private static Tensor pixels(Images images, int[] ids) {
        int each = images.channels() * images.height() * images.width();
        return Tensor.of(images.gather(ids), ids.length, each)
                .to(DType.FLOAT32)
                .div(255)
                .sub(0.5);
    }
}
