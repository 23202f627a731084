/** The table {@code examples.parquet}, which has a row per example with all that is known of it, to be asked in plain SQL. */
@org.jspecify.annotations.NullMarked
package io.souschef.data.examples;
