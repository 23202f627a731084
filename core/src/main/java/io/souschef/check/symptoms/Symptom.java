package io.souschef.check.symptoms;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One thing that can be wrong while a net trains, judged from what was seen. */
interface Symptom {
    /** For people: "dead units". */
    String name();

    /** For machines: "dead-units". */
    String code();

    /** Whether it is seen in what the net's layers give, for which the net has to be asked. */
    default boolean ofActivations() {
        return false;
    }

    /** What is measured in the look, with its unit and place, when it is ill; empty when it is well. */
    Optional<String> seen(Look look, List<Look> before, Set<String> frozen);

    /** The rule. */
    String expected();

    /** What one can do. */
    String fix();
}
