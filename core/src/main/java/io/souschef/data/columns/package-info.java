/**
 * What columns of a table hide: codes for "missing", two units in one column, two columns that are one, rows that are not independent.
 * Measured on the rows that are handed in; judged elsewhere.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.data.columns;
