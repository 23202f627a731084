package io.souschef.recipe;

import io.souschef.data.Augmentation;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Under which views an example is shown to a trained net, whose votes are then averaged: test-time augmentation. Only views that
 * the net was trained on make sense.
 *
 * @param flip also mirrored, left to right
 * @param shift also moved by so many pixels along each diagonal, the border repeated; 0 for not at all
 */
public record Views(boolean flip, int shift) {
    /** As it is, and nothing else. */
    public static Views plain() {
        return new Views(false, 0);
    }

    /** What a net that was trained with {@code augmentation} has seen: mirrored, and moved by one pixel. */
    public static Views of(Augmentation augmentation) {
        return new Views(augmentation.flip(), Math.min(1, augmentation.shift()));
    }

    public boolean isPlain() {
        return equals(plain());
    }

    /** How many views of each example. */
    public int count() {
        return (flip ? 2 : 1) * (shift > 0 ? 3 : 1);
    }

    /** The views of a batch of images [N, C, H, W], each of the same shape, in the innermost scope; of anything else itself. */
    public List<Tensor> of(Tensor input) {
        List<Tensor> views = new ArrayList<>();
        views.add(input);
        if (input.dim() != 4) {
            return views;
        }
        if (shift > 0) {
            views.add(moved(moved(input, 2, shift), 3, shift));
            views.add(moved(moved(input, 2, -shift), 3, -shift));
        }
        if (flip) {
            List.copyOf(views).forEach(view -> views.add(view.flip(3)));
        }
        return views;
    }

    private static Tensor moved(Tensor input, int dim, int by) {
        long size = input.size(dim);
        long[] from = new long[(int) size];
        for (int i = 0; i < from.length; i++) {
            from[i] = Math.max(0, Math.min(size - 1, i - by));
        }
        return input.indexSelect(dim, Tensor.of(from, size));
    }

    /** For people: {@code as it is}, {@code 6 views: mirrored, moved by 1}. */
    public String describe() {
        if (isPlain()) {
            return "as it is";
        }
        List<String> how = new ArrayList<>();
        if (flip) {
            how.add("mirrored");
        }
        if (shift > 0) {
            how.add("moved by " + shift);
        }
        return count() + " views: " + String.join(", ", how);
    }
}
