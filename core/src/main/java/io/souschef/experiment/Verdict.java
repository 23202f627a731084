package io.souschef.experiment;

/**
 * What an experiment says about its hypothesis.
 *
 * @param kind which way
 * @param effect the improvement over the control, positive where the change is better
 * @param low the lower end of its 95 % interval; minus infinity where nothing is known
 * @param high the upper end; infinity where nothing is known
 * @param unit the unit of the three: "points", "nats"
 * @param sentence the same for a reader, with what it was judged from
 */
public record Verdict(Kind kind, double effect, double low, double high, String unit, String sentence) {
    /** Digits after the point that are worth showing: of points two, of losses three, whose effects are often of a few thousandths. */
    public int decimals() {
        return unit.equals("points") ? 2 : 3;
    }

    /** Which way a verdict goes. */
    public enum Kind {
        /** Better, and not by chance. */
        CONFIRMED,
        /** Worse, or better by less than what would matter. */
        REFUTED,
        /** Not decided by these measurements. */
        INCONCLUSIVE
    }
}
