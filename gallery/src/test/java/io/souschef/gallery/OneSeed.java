package io.souschef.gallery;

import io.souschef.check.Catalogue;
import io.souschef.check.CheckRun;
import io.souschef.check.Findings;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** All checks on a program of one seed. The tests that ask for it are classes of their own, so that they can run side by side. */
final class OneSeed {
    private static final long SEED = 1;

    private OneSeed() {}

    static Findings checked(LongFunction<TrainingProgram> program) {
        return CheckRun.of(Catalogue.all()).on(Subject.of(program).withSeed(SEED));
    }

    /** What a sound program must not have: a check that fails, or one that applies and could not judge. */
    static List<Finding> against(LongFunction<TrainingProgram> make) {
        Findings findings = checked(make);
        return Stream.concat(findings.failed().stream(), findings.errors().stream())
                .toList();
    }
}
