/**
 * Images that are nearly the same: resized, recompressed, brightened, cropped a little, mirrored or turned. {@link
 * io.souschef.data.near.NearDuplicates} finds them; a hash proposes, a correlation decides, and groups are held together by one image
 * that all of them resemble.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.data.near;
