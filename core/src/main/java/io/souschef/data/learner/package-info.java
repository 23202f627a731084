/**
 * A learner for questions about data, not for predictions: features that nobody trained ({@link io.souschef.data.learner.PatchFeatures},
 * {@link io.souschef.data.learner.RowFeatures}) and a weighted sum of them ({@link io.souschef.data.learner.Ridge}), fitted in one step
 * and judged on examples that it was fitted without. The same data always give the same answer, in seconds, and one setting fits all.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.data.learner;
