/** Programs as people write them who know PyTorch: optimisers, losses and nets by hand, from papers. Wrong beside right. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.newcomers;
