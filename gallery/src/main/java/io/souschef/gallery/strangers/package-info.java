/**
 * Programs by people who have never seen the rest of the gallery: each implements TrainingProgram for itself, on data of its own,
 * with habits of its own. The weaknesses that they found in the checks are why they hang here.
 */
@NullMarked
package io.souschef.gallery.strangers;

import org.jspecify.annotations.NullMarked;
