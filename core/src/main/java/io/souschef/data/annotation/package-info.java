/** What somebody has drawn on pictures: boxes and outlines, in the files that lie beside them. */
@org.jspecify.annotations.NullMarked
package io.souschef.data.annotation;
