package io.souschef.data.noise;

import io.souschef.data.Images;
import io.souschef.data.learner.PatchFeatures;
import java.util.Arrays;
import java.util.List;

/**
 * How closely pictures are looked at by a weighted sum of patches, and how many of them it is fitted on. Where there is no time to fit it on all
 * with {@value #MANY} patches, it is fitted on a part, as closely as there is time to ask about all: fitting it twice and asking twice takes four times
 * as long, and a large part makes it little better.
 *
 * @param plan the patches
 * @param fitted pictures that it is fitted on
 * @param judged pictures that it is asked about
 */
record Effort(PatchFeatures.Plan plan, int fitted, int judged) {
    /** Examples that are judged whatever the time. */
    static final int ENOUGH = 20_000;

    /**
     * Pictures to fit it on rather than with fewer patches. Of 255,000 made of Fashion-MNIST ({@code MillionBench}), 1 % of the labels wrong: average
     * precision 0.26 with 136 features fitted on 91,000, 0.34 with 594 on 16,000 and 0.35 on 95,000, 0.35 with 1,170 on 12,000.
     */
    private static final int LEAST = 10_000;

    /** Patches with which it is fitted on all, where there is time for that. */
    private static final int MANY = 64;

    /** The more seconds there are, the more patches; and so many cells of a side. */
    private static final int[][] PLANS = {{256, 4}, {128, 4}, {128, 3}, {64, 3}, {32, 2}};

    /**
     * @param examples that there are
     * @param seconds that all fits may take, on a nominal machine
     */
    static Effort of(Images images, int examples, double seconds) {
        List<PatchFeatures.Plan> plans =
                Arrays.stream(PLANS).map(p -> plan(images, p[0], p[1])).toList();
        PatchFeatures.Plan least = plans.get(plans.size() - 1);
        return plans.stream()
                .filter(p -> fitting(images, p, examples) <= seconds && p.width() <= examples / 2)
                .findFirst()
                .filter(p -> p.filters() >= MANY || examples <= ENOUGH)
                .map(p -> new Effort(p, examples, examples))
                .or(() -> plans.stream()
                        .map(p -> part(images, p, examples, seconds))
                        .filter(effort -> effort.fitted >= LEAST)
                        .findFirst())
                .orElseGet(() -> some(images, least, examples, seconds));
    }

    /** All judged, and as many as there is time for fitted. */
    private static Effort part(Images images, PatchFeatures.Plan plan, int examples, double seconds) {
        double left = seconds - fitting(images, plan, 0) - asking(images, plan, examples);
        double each = fitting(images, plan, 1) - fitting(images, plan, 0) - asking(images, plan, 1);
        return new Effort(plan, (int) Math.max(0, Math.min(examples, left / each)), examples);
    }

    /** As many judged as there is time for beside the few that are fitted. */
    private static Effort some(Images images, PatchFeatures.Plan plan, int examples, double seconds) {
        int fitted = Math.min(examples, LEAST);
        double more = (seconds - fitting(images, plan, fitted)) / asking(images, plan, 1);
        return new Effort(plan, fitted, (int) Math.min(examples, Math.max(ENOUGH, fitted + more)));
    }

    /** Seconds of fitting it twice, and of asking it twice about those that it was fitted on. */
    private static double fitting(Images images, PatchFeatures.Plan plan, int examples) {
        return OutOfSample.ROUNDS * OutOfSample.seconds(2 * plan.work(images), plan.width(), examples);
    }

    private static double asking(Images images, PatchFeatures.Plan plan, int examples) {
        return examples * plan.work(images) / OutOfSample.RIDGE_RATE;
    }

    private static PatchFeatures.Plan plan(Images images, int filters, int grid) {
        int side = Math.min(images.height(), images.width());
        int patch = Math.max(1, Math.min(side, side < 16 ? 3 : 6)); // 6 of 28, 3 of 8
        return new PatchFeatures.Plan(patch, filters, Math.min(grid, side - patch + 1));
    }
}
