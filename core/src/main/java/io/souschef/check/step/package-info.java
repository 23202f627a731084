/**
 * Checks of the update: what a program's own step does to its weights, held against a step written out here. Where they differ,
 * one ingredient after the other is changed until the difference is reproduced: that names the bug.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.check.step;
