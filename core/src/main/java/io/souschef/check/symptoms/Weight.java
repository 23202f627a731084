package io.souschef.check.symptoms;

/**
 * A parameter after one step.
 *
 * @param count of numbers in it
 * @param fanIn inputs of each of its units
 * @param matrix whether it has two dimensions or more
 * @param trained whether it asks for gradients
 * @param size root mean square
 * @param gradient root mean square of the gradient of that step; NaN where there is none any more
 * @param update root mean square of the change that the next step made
 * @param moved whether it has changed since the first look
 */
record Weight(
        long count,
        long fanIn,
        boolean matrix,
        boolean trained,
        double size,
        double gradient,
        double update,
        boolean moved) {
    boolean hasGradient() {
        return !Double.isNaN(gradient);
    }

    /** How far the update moves a unit whose inputs have mean 0 and deviation 1. It doesn't depend on how large the weights have grown. */
    double push() {
        return update * Math.sqrt((double) fanIn);
    }

    /** The update relative to the weights; 0 where nothing was updated. */
    double ratio() {
        return size > 0 ? update / size : 0;
    }
}
