/** Outliers by what examples look like: those that are far from all others ({@link io.souschef.data.outlier.FeatureDistances}). */
@org.jspecify.annotations.NullMarked
package io.souschef.data.outlier;
