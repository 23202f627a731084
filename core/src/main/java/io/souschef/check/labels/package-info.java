/** What is to be predicted, and how it goes wrong: numbered from one, scaled, masked away, scrambled. */
@org.jspecify.annotations.NullMarked
package io.souschef.check.labels;
