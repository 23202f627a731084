package io.souschef.check.augmentation;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.data.Correlation;
import io.souschef.check.data.Example;
import io.souschef.check.data.Pass;
import io.souschef.check.data.Reading;
import io.souschef.check.data.Streams;
import io.souschef.check.data.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens to an image from one epoch to another: how it was turned and moved. Exact where only geometry is changed; where
 * noise or brightness are too, the turn that fits clearly best.
 */
public record Relations() implements Probe<List<Relations.Relation>> {
    private static final int MOST = 240, REACH = 3;

    /** Correlation that a turn needs, and how much better it must fit than no turn. */
    private static final double FITS = 0.75, BETTER = 0.15;

    /**
     * One example in the first epoch and in another.
     *
     * @param turn from the one to the other
     * @param dx how far it was moved to the right after that, in pixels
     * @param dy how far down
     * @param changed whether the two differ at all
     * @param known whether turn and move explain the difference
     */
    public record Relation(
            Example first, Example second, int epoch, Turn turn, int dx, int dy, boolean changed, boolean known) {
        /** Whether pixels went elsewhere. */
        public boolean moved() {
            return turn != Turn.NONE || dx != 0 || dy != 0;
        }
    }

    @Override
    public List<Relation> measure(Subject subject) {
        Streams streams = subject.measured(new Reading());
        Pass pass = streams.first();
        if (!pass.ofImages()) {
            throw new CouldNotJudge("the inputs are no images [C, H, W]");
        }
        List<Relation> relations = new ArrayList<>();
        for (int epoch = 1; epoch < streams.training().size(); epoch++) {
            List<Streams.Draws> draws = streams.draws(epoch);
            for (Streams.Draws draw : draws.subList(0, Math.min(MOST, draws.size()))) {
                relations.add(of(draw, epoch, pass.side(1), pass.side(2)));
            }
        }
        if (relations.isEmpty()) {
            throw new CouldNotJudge("no image comes again under its id, or they are so large that too few can be kept");
        }
        return relations;
    }

    private static Relation of(Streams.Draws draw, int epoch, int h, int w) {
        float[] a = draw.first().input();
        float[] b = draw.second().input();
        if (draw.first().hash() == draw.second().hash()) {
            return new Relation(draw.first(), draw.second(), epoch, Turn.NONE, 0, 0, false, true);
        }
        double plain = 0;
        double best = -1;
        Turn likeliest = Turn.NONE;
        for (Turn turn : Turn.values()) {
            float[] turned = turn.of(a, h, w);
            if (same(turned, b, h, w, 0, 0)) {
                return new Relation(draw.first(), draw.second(), epoch, turn, 0, 0, true, true);
            }
            double fit = Correlation.of(turned, b);
            plain = turn == Turn.NONE ? fit : plain;
            if (fit > best) {
                best = fit;
                likeliest = turn;
            }
        }
        for (Turn turn : List.of(Turn.NONE, Turn.LEFT_TO_RIGHT)) {
            float[] turned = turn.of(a, h, w);
            for (int dy = -REACH; dy <= REACH; dy++) {
                for (int dx = -REACH; dx <= REACH; dx++) {
                    if (same(turned, b, h, w, dx, dy)) {
                        return new Relation(draw.first(), draw.second(), epoch, turn, dx, dy, true, true);
                    }
                }
            }
        }
        boolean clear = best > FITS && best > plain + BETTER;
        return new Relation(draw.first(), draw.second(), epoch, clear ? likeliest : Turn.NONE, 0, 0, true, clear);
    }

    /** Whether {@code b} is {@code a} moved by so many pixels at most in each direction, where both have pixels. */
    static boolean isMoved(float[] a, float[] b, int h, int w, int reach) {
        for (int dy = -reach; dy <= reach; dy++) {
            for (int dx = -reach; dx <= reach; dx++) {
                if (same(a, b, h, w, dx, dy)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether {@code b} is {@code a} moved by (dx, dy), where both have pixels. */
    private static boolean same(float[] a, float[] b, int h, int w, int dx, int dy) {
        int channels = a.length / (h * w);
        for (int c = 0; c < channels; c++) {
            for (int y = Math.max(0, dy); y < Math.min(h, h + dy); y++) {
                for (int x = Math.max(0, dx); x < Math.min(w, w + dx); x++) {
                    float from = a[(c * h + y - dy) * w + x - dx];
                    float to = b[(c * h + y) * w + x];
                    if (Math.abs(from - to) > 1e-4 * (1 + Math.abs(from))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
