/** A data set at a glance: in numbers, along the axes that its examples can be sorted by, and as one picture of many. */
@org.jspecify.annotations.NullMarked
package io.souschef.data.summary;
