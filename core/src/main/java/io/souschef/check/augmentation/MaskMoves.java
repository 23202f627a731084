package io.souschef.check.augmentation;

import io.souschef.check.data.Pass;
import io.souschef.check.data.Streams;
import io.souschef.check.data.Turn;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether masks go where the pixels went. From one epoch to another an image that was only turned and moved has the same numbers
 * elsewhere; there its mask should have the same classes. Images whose numbers changed too say nothing.
 *
 * @param images that were turned or moved, and found again
 * @param agree share of their pixels, background left out, that kept their class, mean over the images
 */
record MaskMoves(int images, double agree) {
    /** Pixels of an image that must be found again, of those that aren't its commonest number. */
    private static final double FOUND = 0.5, AS_GOOD = 0.02;

    private static final int REACH = 4, IMAGES = 60, LEAST_PIXELS = 5;

    /** Numbers that are compared at most, which is about a second. */
    private static final double NUMBERS = 1e8;

    /** An image of one epoch and of another, channel by channel, with their masks. */
    private record Pair(float[] a, float[] b, float[] maskA, float[] maskB, int h, int w) {}

    /** How many pixels fit, as a share, and of those how many kept their class; NaN where they are too few. */
    private record Fit(double found, double agree, boolean moved) {}

    /** For messages. */
    @Override
    public String toString() {
        return images == 0
                ? "no image was found again elsewhere"
                : String.format(
                        Locale.ROOT,
                        "where pixels went, %.0f %% of the mask went too, in %d images",
                        100 * agree,
                        images);
    }

    static MaskMoves of(Streams streams) {
        Pass pass = streams.first();
        int h = pass.side(1);
        int w = pass.side(2);
        List<Streams.Draws> draws = streams.draws(1);
        int tries = Turn.values().length * (2 * REACH + 1) * (2 * REACH + 1);
        int most = (int) Math.min(IMAGES, NUMBERS / ((double) tries * h * w));
        double sum = 0;
        int images = 0;
        for (Streams.Draws draw : draws.subList(0, Math.min(most, draws.size()))) {
            if (draw.first().hash() == draw.second().hash()) {
                continue;
            }
            Fit best = best(new Pair(
                    draw.first().input(),
                    draw.second().input(),
                    draw.first().target(),
                    draw.second().target(),
                    h,
                    w));
            if (best.moved() && best.found() >= FOUND && !Double.isNaN(best.agree())) {
                sum += best.agree();
                images++;
            }
        }
        return new MaskMoves(images, images == 0 ? 1 : sum / images);
    }

    /** The turn and move that most pixels fit; of several the one that the mask fits best. */
    private static Fit best(Pair pair) {
        float common = commonest(pair.a);
        float background = commonest(pair.maskA);
        Fit best = new Fit(0, Double.NaN, false);
        for (Turn turn : Turn.values()) {
            float[] image = turn.of(pair.a, pair.h, pair.w);
            float[] mask = turn.of(pair.maskA, pair.h, pair.w);
            for (int dy = -REACH; dy <= REACH; dy++) {
                for (int dx = -REACH; dx <= REACH; dx++) {
                    Pair turned = new Pair(image, pair.b, mask, pair.maskB, pair.h, pair.w);
                    Fit fit = fit(turned, dx, dy, common, background, turn != Turn.NONE || dx != 0 || dy != 0);
                    boolean better = fit.found > best.found + AS_GOOD
                            || (fit.found > best.found - AS_GOOD && !(fit.agree <= best.agree));
                    best = better ? fit : best;
                }
            }
        }
        return best;
    }

    private static Fit fit(Pair pair, int dx, int dy, float common, float background, boolean moved) {
        int pixels = pair.h * pair.w;
        int shown = 0;
        int found = 0;
        int classes = 0;
        int kept = 0;
        for (int y = Math.max(0, dy); y < Math.min(pair.h, pair.h + dy); y++) {
            for (int x = Math.max(0, dx); x < Math.min(pair.w, pair.w + dx); x++) {
                int from = (y - dy) * pair.w + x - dx;
                int to = y * pair.w + x;
                if (pair.a[from] == common) {
                    continue;
                }
                shown++;
                if (!same(pair, from, to, pixels)) {
                    continue;
                }
                found++;
                if (pair.maskA[from] != background || pair.maskB[to] != background) {
                    classes++;
                    kept += pair.maskA[from] == pair.maskB[to] ? 1 : 0;
                }
            }
        }
        return new Fit(
                shown == 0 ? 0 : (double) found / shown,
                classes < LEAST_PIXELS ? Double.NaN : (double) kept / classes,
                moved);
    }

    private static boolean same(Pair pair, int from, int to, int pixels) {
        for (int c = 0; c < pair.a.length; c += pixels) {
            float a = pair.a[c + from];
            if (Math.abs(a - pair.b[c + to]) > 1e-4 * (1 + Math.abs(a))) {
                return false;
            }
        }
        return true;
    }

    private static float commonest(float[] numbers) {
        Map<Float, Integer> counts = new HashMap<>();
        for (float number : numbers) {
            counts.merge(number, 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(Float.NaN);
    }
}
