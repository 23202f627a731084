package io.souschef.recipe.tune;

import io.souschef.recipe.Lab;
import io.souschef.recipe.Tried;

/**
 * Whether the best of many trials is adopted. The seed by which it was chosen speaks for it in any case, as the best of eight equals would;
 * so another seed decides, by the loss, paired with the control of the same seed. Accuracy is a guard only: over both seeds it must not be
 * worse beyond doubt. One example more or less says nothing.
 *
 * @param why in a sentence that names the point
 */
record Adoption(boolean adopted, String why) {
    /**
     * @param control with the seed by which the best was chosen, and {@code controlAgain} with the other
     * @param found the best with the first seed, and {@code foundAgain} with the other
     * @param point the words that describe it
     */
    static Adoption of(Lab lab, Tried control, Tried controlAgain, Tried found, Tried foundAgain, String point) {
        double gain = controlAgain.loss() - foundAgain.loss();
        if (!(gain > 0)) {
            return new Adoption(false, "the best trial, " + point + ", was not better with another seed: it was lucky");
        }
        if (!lab.preferred(control.and(controlAgain), found.and(foundAgain))) {
            return new Adoption(
                    false, "the best trial, " + point + ", had a lower loss, but its metric was worse beyond doubt");
        }
        return new Adoption(
                true,
                "validation loss lower than the control's by %.4f with another seed, %.4f with the one that it was chosen by: %s"
                        .formatted(gain, control.loss() - found.loss(), point));
    }
}
