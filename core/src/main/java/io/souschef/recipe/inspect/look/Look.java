package io.souschef.recipe.inspect.look;

import io.souschef.experiment.Finding;
import java.util.Optional;

/** One way of looking at a data set. It says what it saw and shows it; the data are as they were. */
public interface Look {
    /** What was seen; empty where this data set has nothing of the kind, as pictures have no columns. */
    Optional<Finding> at(Inspection seen);
}
