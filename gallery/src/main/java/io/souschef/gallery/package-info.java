/**
 * Training programs with a planted bug, each beside its healthy twin, as people write them: wrong beside right. And healthy
 * programs that look suspicious. They prove the checks, and they are the documentation of what the checks find.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery;
