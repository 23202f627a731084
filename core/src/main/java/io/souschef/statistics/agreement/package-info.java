/** How far people who labelled the same examples agree, and what that says of their labels. Pure functions of Java arrays. */
@org.jspecify.annotations.NullMarked
package io.souschef.statistics.agreement;
