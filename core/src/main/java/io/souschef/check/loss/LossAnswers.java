package io.souschef.check.loss;

import io.souschef.tensor.Tensor;
import java.util.List;

/**
 * What a loss says to made outputs: losses in its own unit, as it reduces them.
 *
 * @param plain at random outputs
 * @param shifted the change when one number is added to all classes of a row, another to each row
 * @param shift the mean of those numbers
 * @param shiftedOtherAxis the smallest change when one number is added along another axis than the classes
 * @param right with 30 at the right class, or target, and 0 elsewhere
 * @param wrong with 30 at a wrong one
 * @param one with 1 at the right class and 0 elsewhere
 * @param smallest lowest along a line from 0 to 30 at the right class
 * @param smallestAt where on that line it is lowest
 * @param extreme whether loss and gradient stay finite at outputs of ± 10,000, or at probabilities of exactly 0 and 1
 * @param cubic third difference along a line, as a share of the second; 0 for a square, NaN for a loss without curvature
 * @param mixed interaction between two classes, as a share of the curvature of one; 0 where classes are judged one by one, NaN where there
 *     is no curvature, as in a mean of logarithms that the net itself has taken
 * @param ofTask the task's own loss at the same random outputs
 * @param ofProbabilities at random probabilities; NaN where numbers are predicted
 * @param again the last two at other random outputs, what the loss says of probabilities less what the task's says
 * @param beside with 30 at the class beside the right one; NaN with fewer than four
 * @param farther with 30 at one that is half of all classes away; NaN with fewer than four
 * @param astride half at the class before the right one and half at the one after it; NaN with fewer than four
 * @param lopsided how much steeper the loss is on one side of outputs that are the labels themselves, 0 and 1 or −1 and 1, than on the other, as a
 *     share of how it curves there: 0 where that is its lowest value, as of a squared error; NaN where numbers are predicted
 * @param own at the outputs that the net itself gives
 * @param ownTwice at twice these
 * @param even at outputs of 0
 * @param certain with 1 at each label that holds and 0 at the others; NaN unless the net gives a probability for each label
 * @param same with 30 at all labels, or −30 at all, whichever is lower; NaN unless both answers are asked for
 */
record LossAnswers(
        double plain,
        double shifted,
        double shift,
        double shiftedOtherAxis,
        double right,
        double wrong,
        double one,
        double smallest,
        double smallestAt,
        boolean extreme,
        double cubic,
        double mixed,
        double ofTask,
        double ofProbabilities,
        double again,
        double beside,
        double farther,
        double astride,
        double lopsided,
        double same,
        double own,
        double ownTwice,
        double even,
        double certain) {
    static LossAnswers of(MadeOutputs made) {
        return new Asked(made).answers();
    }

    /**
     * A second difference, as a share of the losses that it is of, beyond rounding. Of 4,924 in programs of the gallery and beside it, two
     * seeds, 80 are below 1e-6, two between that and 1e-4, the others above.
     */
    private static final double CURVED = 1e-5;

    /** Of half a unit each, from 0 to 30; the first in tenths, for what is multiplied in the loss: cosines. */
    private static final int STEPS = 60, TENTHS = 10;

    /** A loss, asked again and again. */
    private record Asked(MadeOutputs made) {
        LossAnswers answers() {
            Tensor plain = made.plain();
            Tensor shift = made.shift(made.axis);
            Tensor right = made.right(1);
            double at = loss(plain);
            double[] smallest = smallest(right);
            return new LossAnswers(
                    at,
                    loss(plain.add(shift)) - at,
                    shift.mean().item(),
                    otherAxis(plain, at),
                    loss(made.kind == Feel.Kind.NUMBERS ? right : right.mul(30)),
                    loss(made.wrong()),
                    loss(right),
                    smallest[0],
                    smallest[1],
                    extreme(),
                    cubic(plain),
                    mixed(plain),
                    ofTask(plain),
                    ofProbabilities("plain"),
                    ofProbabilities("again") - ofTask(made.drawn("again")),
                    inOrder() ? loss(made.away(1)) : Double.NaN,
                    inOrder() ? loss(made.away(made.classes() / 2)) : Double.NaN,
                    inOrder() ? loss(made.astride()) : Double.NaN,
                    lopsided(right),
                    same(right),
                    loss(made.own()),
                    loss(made.own().mul(2)),
                    loss(right.mul(0)),
                    made.yesOrNo() ? loss(right.add(1).div(2)) : Double.NaN);
        }

        /** Whether there are classes enough to have an order. */
        private boolean inOrder() {
            return made.kind == Feel.Kind.CLASSES && made.classes() >= 4;
        }

        private double same(Tensor right) {
            if (made.kind != Feel.Kind.LABELS
                    || made.yesOrNo()
                    || Math.abs(right.mean().item()) > 0.8) {
                return Double.NaN;
            }
            Tensor all = right.mul(0).add(30);
            return Math.min(loss(all), loss(all.neg()));
        }

        private double lopsided(Tensor right) {
            if (made.kind == Feel.Kind.NUMBERS) {
                return Double.NaN;
            }
            // labels are −1 and 1 to begin with, classes 0 and 1
            boolean labels = made.kind == Feel.Kind.LABELS;
            Tensor zeroOne = labels ? right.add(1).div(2) : right;
            Tensor signs = labels ? right : right.mul(2).sub(1);
            return Math.min(lopsided(zeroOne, signs), lopsided(signs, signs));
        }

        /** Along both lines, for all outputs up and for all towards the right answers: one of the two may cancel out. */
        private double lopsided(Tensor at, Tensor signs) {
            double none = loss(at);
            double most = 0;
            for (Tensor way : List.of(signs.mul(0).add(0.5), signs.mul(0.5))) {
                double up = loss(at.add(way));
                double down = loss(at.sub(way));
                most = Math.max(most, Math.abs(up - down) / Math.abs(up + down - 2 * none));
            }
            return most;
        }

        private double loss(Tensor output) {
            return made.program.loss(output, made.batch).item();
        }

        private double ofProbabilities(String purpose) {
            Tensor drawn = made.drawn(purpose);
            return switch (made.kind) {
                case CLASSES -> loss(drawn.softmax(made.axis));
                case LABELS -> loss(drawn.sigmoid());
                case NUMBERS -> Double.NaN;
            };
        }

        private double ofTask(Tensor output) {
            try {
                return made.program.task().loss(output, made.batch.target()).item();
            } catch (RuntimeException otherShape) {
                return Double.NaN;
            }
        }

        private double otherAxis(Tensor plain, double at) {
            double least = Double.POSITIVE_INFINITY;
            for (int d = 0; d < plain.dim(); d++) {
                if (d != made.axis && plain.size(d) > 1) {
                    least = Math.min(least, Math.abs(loss(plain.add(made.shift(d))) - at));
                }
            }
            return least;
        }

        /** What the loss is at its lowest on the line from nothing to right answers of 30, and where that is. */
        private double[] smallest(Tensor right) {
            double[] least = {Double.POSITIVE_INFINITY, Double.NaN};
            for (int i = 0; i < TENTHS + STEPS; i++) {
                double scale = i < TENTHS ? i / (2.0 * TENTHS) : (i - TENTHS + 1) / 2.0;
                double loss = loss(right.mul(scale));
                if (loss < least[0]) {
                    least = new double[] {loss, scale};
                }
            }
            return least;
        }

        private boolean extreme() {
            if (made.kind == Feel.Kind.NUMBERS) {
                return true;
            }
            return FiniteAtLargeWeights.staysFinite(made.program, made.batch, made.worst());
        }

        private double cubic(Tensor plain) {
            Tensor direction = made.drawn("direction").mul(0.5);
            double[] f = new double[4];
            for (int i = 0; i < 4; i++) {
                f[i] = loss(plain.add(direction.mul(i)));
            }
            double second = f[2] - 2 * f[1] + f[0];
            return share(f[3] - 3 * f[2] + 3 * f[1] - f[0], second, Math.abs(f[0]) + Math.abs(f[1]) + Math.abs(f[2]));
        }

        private double mixed(Tensor plain) {
            if (made.kind == Feel.Kind.NUMBERS || plain.size(made.axis) < 2) {
                return Double.NaN;
            }
            Tensor a = made.twos(0);
            Tensor b = made.twos(1);
            double both = loss(plain.add(a).add(b));
            double none = loss(plain);
            double first = loss(plain.add(a));
            double other = loss(plain.add(b));
            double back = loss(plain.sub(a));
            return share(
                    both - first - other + none,
                    first + back - 2 * none,
                    Math.abs(first) + Math.abs(back) + 2 * Math.abs(none));
        }

        private static double share(double difference, double curvature, double size) {
            return Math.abs(curvature) > CURVED * size ? Math.abs(difference / curvature) : Double.NaN;
        }
    }
}
