/** The data once more, in the light of a net that was trained on them: what was hard to learn, what is taken for what, and where it is worst. */
@org.jspecify.annotations.NullMarked
package io.souschef.recipe.hindsight;
