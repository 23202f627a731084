package io.souschef.check.wiring;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.train.Declared;
import io.souschef.train.Task;

/** What a program says about itself. */
public record Statement() implements Probe<Statement.Said> {
    /** Its task, and what its author declares. */
    public record Said(Task task, Declared declared) {}

    @Override
    public Said measure(Subject subject) {
        return subject.fresh(program -> new Said(program.task(), program.declares()));
    }
}
