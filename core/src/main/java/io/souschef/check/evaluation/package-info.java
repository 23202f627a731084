/**
 * The evaluation held against one that can't be wrong: every example once, in evaluation mode, without gradients. Where the two
 * differ, the ingredient is looked for that makes them equal.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.check.evaluation;
