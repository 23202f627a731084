/**
 * Sequences: what a position is to predict, what it can see, and what it must not. Which token an output is asked for is read off
 * the loss; what it depends on is seen by changing tokens.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.check.sequence;
