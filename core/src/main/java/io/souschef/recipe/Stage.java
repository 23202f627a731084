package io.souschef.recipe;

/** One of the six steps of the recipe. */
public interface Stage {
    /** 1 to 6. */
    int number();

    /** The name in commands and in the notebook: inspect, skeleton, overfit, regularize, tune, squeeze. */
    String name();

    /** The title for people. */
    String title();

    /** Does the work; what was found is in the notebook afterwards. */
    void run(Kitchen kitchen);

    /** Instead of {@link #run} where the stage was finished before: takes in what a person has answered since. */
    default void again(Kitchen kitchen) {}
}
