/** How sure a number is: intervals, paired differences, tests. Pure functions of Java arrays. */
@org.jspecify.annotations.NullMarked
package io.souschef.statistics;
