/** Tables as their files hold them: the formats, what is in a column, and how one becomes inputs of a net. */
@org.jspecify.annotations.NullMarked
package io.souschef.data.table;
