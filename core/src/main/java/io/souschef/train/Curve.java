package io.souschef.train;

import java.util.ArrayList;
import java.util.List;

/** What was measured while training: the training loss and the learning rate of every step, and each evaluation. */
public final class Curve {
    /** One evaluation of the whole validation split, after {@code step} updates. */
    public record Point(long step, double epoch, double loss, double metric) {}

    private final List<Double> losses = new ArrayList<>();
    private final List<Double> rates = new ArrayList<>();
    private final List<Point> points = new ArrayList<>();

    /**
     * One step.
     *
     * @param loss before the update
     * @param rate of the update; NaN where the program has an optimiser of its own
     */
    public void step(double loss, double rate) {
        losses.add(loss);
        rates.add(rate);
    }

    public void point(Point point) {
        points.add(point);
    }

    /** Training loss before each update. */
    public double[] losses() {
        return losses.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Learning rate of each update. */
    public double[] rates() {
        return rates.stream().mapToDouble(Double::doubleValue).toArray();
    }

    public List<Point> points() {
        return List.copyOf(points);
    }

    /** The step of the latest evaluation; 0 before the first. */
    long lastEvaluated() {
        return points.isEmpty() ? 0 : points.get(points.size() - 1).step();
    }

    /** Mean training loss over the last {@code n} steps; less jittery than the last one. */
    public double lastLosses(int n) {
        int from = Math.max(0, losses.size() - n);
        return losses.subList(from, losses.size()).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }
}
