/**
 * Shortcuts: properties of an input that are cheap to measure, say nothing about what it shows, and yet tell its label. A net takes them
 * before it learns anything else.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.data.shortcut;
