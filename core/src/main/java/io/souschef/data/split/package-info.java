/** How examples are divided into those to train, to validate and to test on: as names of files or a column say it, and by a plan where nothing does. */
@org.jspecify.annotations.NullMarked
package io.souschef.data.split;
