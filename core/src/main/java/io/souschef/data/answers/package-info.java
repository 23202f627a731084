/** What people say of examples: a sheet of questions that one of them fills in, and the labels of several in one table. */
@org.jspecify.annotations.NullMarked
package io.souschef.data.answers;
