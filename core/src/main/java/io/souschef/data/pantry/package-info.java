/**
 * From a name or a path to a data set. {@link io.souschef.data.pantry.Pantry} is the only door; behind it is one file per format, and what each
 * brings home is a {@link io.souschef.data.pantry.Reading}.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.data.pantry;
