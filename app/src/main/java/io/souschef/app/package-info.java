/** The command line: {@link io.souschef.app.Souschef} and one class per command. */
@org.jspecify.annotations.NullMarked
package io.souschef.app;
