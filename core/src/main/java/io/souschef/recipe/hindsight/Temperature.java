package io.souschef.recipe.hindsight;

/** One number that all logits are divided by, so that the labels become as likely as they can. */
final class Temperature {
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final double LEAST = 0.2, MOST = 8;
    private static final int STEPS = 24;

    private Temperature() {}

    /** By every second example, from {@code first} on; golden-section search, for the loss has one minimum. */
    static double of(Answers answers, int first) {
        double low = Math.log(LEAST);
        double high = Math.log(MOST);
        for (int step = 0; step < STEPS; step++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (loss(answers, first, Math.exp(left)) < loss(answers, first, Math.exp(right))) {
                high = right;
            } else {
                low = left;
            }
        }
        return Math.exp((low + high) / 2);
    }

    private static double loss(Answers answers, int first, double temperature) {
        double[] p = Answers.softmax(answers.evaluation().outputs(), answers.classes(), temperature);
        double loss = 0;
        for (int i = first; i < answers.size(); i += 2) {
            loss -= Math.log(Math.max(1e-12, p[i * answers.classes() + answers.given(i)]));
        }
        return loss;
    }
}
