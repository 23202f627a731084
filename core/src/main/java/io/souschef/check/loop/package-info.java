/**
 * Checks of the loop around the step: modes after an evaluation, what an epoch's end does, checkpoints, the learning rate over
 * the planned steps.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.check.loop;
