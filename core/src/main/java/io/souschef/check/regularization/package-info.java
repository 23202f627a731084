/** What holds a net back on purpose, and how that goes wrong: dropout, BatchNorm, weight decay. */
@org.jspecify.annotations.NullMarked
package io.souschef.check.regularization;
