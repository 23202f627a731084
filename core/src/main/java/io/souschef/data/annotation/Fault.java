package io.souschef.data.annotation;

/**
 * Something that can't be as it was drawn.
 *
 * @param file of the annotations
 * @param picture on which it is; may be empty
 * @param kind in a word or two, to count by: "outside the picture"
 * @param what it is, with its numbers
 */
public record Fault(String file, String picture, String kind, String what) {}
