/** The checks of the recipe's second section, each named after its paragraph. They work on any training program. */
@org.jspecify.annotations.NullMarked
package io.souschef.check.skeleton;
