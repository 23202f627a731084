package io.souschef.recipe.tune;

import io.souschef.recipe.Settings;
import io.souschef.tensor.RandomStream;
import java.util.ArrayList;
import java.util.List;

/** A point of the space that is searched: rate and decay evenly on a logarithmic scale, the batch in powers of two. */
record Point(double rate, double decay, int batch) {
    private static final double LOWEST_RATE = 5e-4, HIGHEST_RATE = 2e-2;
    private static final double LOWEST_DECAY = 1e-4, HIGHEST_DECAY = 1e-1;

    /** So much of the way from one edge to the other, on the logarithmic scale, is near the edge. */
    private static final double EDGE = 0.1;

    static Point draw(RandomStream random, int batch) {
        return new Point(
                between(LOWEST_RATE, HIGHEST_RATE, random.uniform(0)),
                between(LOWEST_DECAY, HIGHEST_DECAY, random.uniform(1)),
                batch << random.below(2, 2));
    }

    private static double between(double low, double high, double share) {
        double value = low * Math.pow(high / low, share);
        double digit = Math.pow(10, Math.floor(Math.log10(value)) - 1);
        return Math.round(value / digit) * digit; // two digits: a person can type it again
    }

    Settings apply(Settings settings) {
        return settings.withLearningRate(rate).withWeightDecay(decay).withBatchSize(batch);
    }

    /** Which edges of the space it is near, in words; beyond them may be better points. */
    List<String> edges() {
        List<String> edges = new ArrayList<>();
        edge("learning rate", rate, LOWEST_RATE, HIGHEST_RATE, edges);
        edge("weight decay", decay, LOWEST_DECAY, HIGHEST_DECAY, edges);
        return edges;
    }

    private static void edge(String name, double value, double low, double high, List<String> edges) {
        double place = Math.log(value / low) / Math.log(high / low);
        if (place < EDGE || place > 1 - EDGE) {
            edges.add("%s %.2g, searched from %.2g to %.2g".formatted(name, value, low, high));
        }
    }

    String describe() {
        return "rate %.2g, decay %.2g, batch %d".formatted(rate, decay, batch);
    }
}
