package io.souschef.check.labels;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.loss.Ignored;
import io.souschef.tensor.Functional;
import io.souschef.train.Declared;
import io.souschef.train.Task;

/** What is to be predicted, as the program says it. */
record Answers() implements Probe<Answers.View> {
    /**
     * @param classes of a prediction; 0 where none is asked for
     * @param ignored the target that doesn't count
     */
    record View(Task task, Declared declared, int classes, long ignored) {
        /** Whether the targets are one class each, or one for each pixel or position. */
        boolean ofClasses() {
            return classes > 0;
        }

        int needed() {
            if (classes == 0) {
                throw new CouldNotJudge("nothing is classified");
            }
            return classes;
        }
    }

    @Override
    public View measure(Subject subject) {
        return subject.fresh(program -> {
            Task task = program.task();
            int classes = task instanceof Task.MultiLabel || task instanceof Task.Regression ? 0 : task.outputs();
            long own = Ignored.ofTask(task).orElse(Functional.IGNORE_INDEX);
            Declared declared = program.declares();
            return new View(
                    task,
                    declared,
                    classes,
                    declared.ignoreIndex().isPresent() ? declared.ignoreIndex().getAsInt() : own);
        });
    }
}
