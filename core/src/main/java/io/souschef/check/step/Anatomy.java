package io.souschef.check.step;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program's own updates, taken apart: what reproduces them.
 *
 * @param rhythm calls of step per update
 * @param owned whether the optimiser is one of this library, so that its rule is known
 * @param cycles the updates
 * @param matches the variations of the standard step that were tried, with how well they reproduce the updates
 * @param still parameters that never move, although the loss depends on them, by name, with the norm of their gradients
 * @param norms of the gradient of the whole net, before clipping, per update
 */
record Anatomy(
        Rhythm rhythm,
        boolean owned,
        List<Cycle> cycles,
        List<Match> matches,
        Map<String, Double> still,
        List<Double> norms) {
    /**
     * Misfits of two runs of the same update were at most 4e-4 over the healthy programs of the gallery and five seeds, and those
     * of a wrong explanation at least 0.05.
     */
    static final double SAME = 0.01;

    /** What rounding leaves; up to 9e-5 over the healthy programs of the gallery. */
    static final double EXACT = 3e-4;

    /** Learning rates that are the same were so to 1e-4; a missing bias correction changes them by a third from step to step. */
    private static final double STEADY = 1.02;

    /**
     * One update of the program's own.
     *
     * @param rateBefore what the program says that the learning rate is before; NaN if it doesn't
     * @param rateAfter the same after
     * @param stepsTaken by its optimiser, as that one counts; 0 if there is none
     * @param moved norm of the change of all weights
     * @param gradientsLeft whether any parameter had a gradient afterwards
     * @param normLeft the norm of all these gradients
     * @param normOfPart the largest norm of those of one of several children of the net; the same where it has none
     */
    record Cycle(
            double rateBefore,
            double rateAfter,
            long stepsTaken,
            double moved,
            boolean gradientsLeft,
            double normLeft,
            double normOfPart,
            double weightNorm) {}

    /**
     * One explanation.
     *
     * @param beside a sound variation that goes with it; STANDARD where there is none
     * @param fits per update; those in which nothing moved are left out
     */
    record Match(Variation variation, Variation beside, Rule rule, List<Fit> fits) {
        /** The worst of its updates. */
        double misfit() {
            return fits.stream().mapToDouble(Fit::misfit).max().orElse(Double.POSITIVE_INFINITY);
        }

        boolean holds() {
            return misfit() < SAME;
        }

        /** Whether it needs no other learning rate from one update to the next than the program says. */
        boolean steady(List<Cycle> cycles) {
            List<Cycle> moved =
                    cycles.stream().filter(cycle -> cycle.moved() > 0).toList();
            return steadyAt(moved.stream().map(Cycle::rateBefore).toList())
                    || steadyAt(moved.stream().map(Cycle::rateAfter).toList());
        }

        /** Whether it needs just the learning rate that the program says, in every update. */
        boolean atRate(List<Cycle> cycles) {
            List<Cycle> moved =
                    cycles.stream().filter(cycle -> cycle.moved() > 0).toList();
            return at(moved.stream().map(Cycle::rateBefore).toList())
                    || at(moved.stream().map(Cycle::rateAfter).toList());
        }

        private boolean at(List<Double> rates) {
            boolean all = fits.size() == rates.size();
            for (int i = 0; i < fits.size() && all; i++) {
                double times = fits.get(i).scale() / rates.get(i);
                all = times < STEADY && times > 1 / STEADY;
            }
            return all;
        }

        private boolean steadyAt(List<Double> rates) {
            double least = Double.POSITIVE_INFINITY;
            double most = 0;
            for (int i = 0; i < fits.size(); i++) {
                double scale = Math.abs(fits.get(i).scale()) / (rates.get(i) > 0 ? rates.get(i) : 1);
                least = Math.min(least, scale);
                most = Math.max(most, scale);
            }
            return most < STEADY * least;
        }

        double pullMatrices() {
            return middle(fits.stream()
                    .map(fit -> fit.pullMatrices() / Math.abs(fit.scale()))
                    .toList());
        }

        double pullVectors() {
            return middle(fits.stream()
                    .map(fit -> fit.pullVectors() / Math.abs(fit.scale()))
                    .toList());
        }

        private static double middle(List<Double> values) {
            return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
        }
    }

    boolean moves() {
        return rhythm.moves();
    }

    /** The best explanation that holds; of those that are as good, a sound one. */
    Optional<Match> explained() {
        double best = matches.stream().mapToDouble(Match::misfit).min().orElse(Double.POSITIVE_INFINITY);
        return matches.stream()
                .filter(match -> match.holds() && match.misfit() <= Math.max(EXACT, 5 * best))
                .min(Comparator.comparing((Match match) -> !match.steady(cycles))
                        .thenComparing(match -> !(match.variation().sound()
                                && match.rule().flaw().isEmpty())));
    }

    /** Whether nothing better can be found. */
    boolean settled() {
        return explained()
                .filter(match -> match.misfit() < EXACT && match.steady(cycles))
                .filter(match ->
                        match.variation().sound() && match.rule().flaw().isEmpty())
                .isPresent();
    }

    /** Whether this variation is what explains the updates. */
    boolean is(Variation variation) {
        return explained().filter(match -> match.variation() == variation).isPresent();
    }

    /** The learning rate of the middle one of its updates, as the program says; 1 if it doesn't. */
    double rate() {
        double[] rates = cycles.stream()
                .mapToDouble(Cycle::rateBefore)
                .filter(rate -> rate > 0)
                .sorted()
                .toArray();
        return rates.length == 0 ? 1 : rates[rates.length / 2];
    }

    /** How badly the standard step reproduces the updates. */
    double misfitOfStandard() {
        return matches.stream()
                .filter(match -> match.variation() == Variation.STANDARD)
                .mapToDouble(Match::misfit)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
