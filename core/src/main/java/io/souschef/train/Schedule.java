package io.souschef.train;

/**
 * The learning rate over a training, as a multiple of the base rate. Position is the fraction of the training that is done,
 * from 0 to 1, never a number of epochs: a schedule made for one data set doesn't starve another.
 */
public sealed interface Schedule permits Schedule.Constant, Schedule.Cosine, Schedule.Linear, Schedule.OneCycle {
    /** The multiple of the base rate at {@code fraction} of the training. */
    double at(double fraction);

    static Schedule constant() {
        return new Constant();
    }

    /** Half a cosine from 1 to 0, after a linear warm-up over the first {@code warmup} of the training. */
    static Schedule cosine(double warmup) {
        return new Cosine(warmup);
    }

    /** A straight line from 1 to 0, after a linear warm-up over the first {@code warmup} of the training. */
    static Schedule linear(double warmup) {
        return new Linear(warmup);
    }

    /** Up from 1/25 along half a cosine over the first 30 %, down to nearly 0 along another. Smith and Topin 2018. */
    static Schedule oneCycle() {
        return new OneCycle(0.3);
    }

    record Constant() implements Schedule {
        @Override
        public double at(double fraction) {
            return 1;
        }
    }

    record Cosine(double warmup) implements Schedule {
        @Override
        public double at(double fraction) {
            return fraction < warmup
                    ? fraction / warmup
                    : (1 + Math.cos(Math.PI * Math.min(1, (fraction - warmup) / (1 - warmup)))) / 2;
        }
    }

    record Linear(double warmup) implements Schedule {
        @Override
        public double at(double fraction) {
            return fraction < warmup ? fraction / warmup : Math.max(0, (1 - fraction) / (1 - warmup));
        }
    }

    /** @param peak the fraction at which the rate is highest */
    record OneCycle(double peak) implements Schedule {
        private static final double START = 1 / 25.0, END = START / 1e4;

        @Override
        public double at(double fraction) {
            return fraction < peak
                    ? between(START, 1, fraction / peak)
                    : between(1, END, Math.min(1, (fraction - peak) / (1 - peak)));
        }

        private static double between(double from, double to, double share) {
            return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
        }
    }
}
