/** Half-fake data, and how it goes wrong: the picture changes and the label doesn't, or nothing changes at all. */
@org.jspecify.annotations.NullMarked
package io.souschef.check.augmentation;
