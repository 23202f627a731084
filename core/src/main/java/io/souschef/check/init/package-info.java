/** How a net starts: whether its units differ, whether signals keep their size, and whether what was to be loaded is there. */
@org.jspecify.annotations.NullMarked
package io.souschef.check.init;
