/**
 * The notebook and what is written into it.
 *
 * <p>The recipe is a chain of experiments: a {@link io.souschef.experiment.Hypothesis} is stated first, an
 * {@link io.souschef.experiment.Experiment} changes one thing against its control, {@link io.souschef.experiment.Result}s come
 * back, and a {@link io.souschef.experiment.Judge} turns them into a {@link io.souschef.experiment.Verdict} with an effect and
 * its interval. A check leaves a {@link io.souschef.experiment.Finding}. All of it, with its
 * {@link io.souschef.experiment.Evidence}, goes into the {@link io.souschef.experiment.Notebook}: one JSON line per entry,
 * append-only, in the {@link io.souschef.experiment.RunDirectory}. Whoever wants to know what happened reads the
 * {@link io.souschef.experiment.Pages}, while the run is going on or years later; no other memory of a run exists.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.experiment;
