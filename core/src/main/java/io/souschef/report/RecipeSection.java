package io.souschef.report;

import java.util.List;

/**
 * A section of the recipe, which a run walks through as a stage.
 *
 * @param stage its name in the notebook
 * @param number 1 to 6
 * @param title as in the post
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">A Recipe for Training Neural Networks</a>
 */
record RecipeSection(String stage, int number, String title) {
    /** All six, in order; a report shows those that a run has not reached, too. */
    static final List<RecipeSection> ALL = List.of(
            new RecipeSection("inspect", 1, "Become one with the data"),
            new RecipeSection("skeleton", 2, "Skeleton and dumb baselines"),
            new RecipeSection("overfit", 3, "Overfit"),
            new RecipeSection("regularize", 4, "Regularize"),
            new RecipeSection("tune", 5, "Tune"),
            new RecipeSection("squeeze", 6, "Squeeze out the juice"));
}
