package io.souschef;

import io.souschef.check.Checkup;
import io.souschef.check.Findings;
import io.souschef.train.TrainingProgram;
import java.util.function.LongFunction;

/**
 * Where to begin: a training program under every check.
 *
 * <pre>{@code
 * Findings findings = Souschef.check(MyProgram::new);            // seed -> program
 * findings.failed().forEach(System.out::println);
 * }</pre>
 */
public final class Souschef {
    private Souschef() {}

    /** Every check on the program that {@code make} makes from a seed. For a time budget and exceptions see {@link Checkup}. */
    public static Findings check(LongFunction<? extends TrainingProgram> make) {
        return Checkup.of(make).run();
    }
}
