package io.souschef.check.data;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import java.util.ArrayList;
import java.util.List;

/** Reads a program's streams, without training it. */
public record Reading() implements Probe<Streams> {
    /** Of training. */
    static final int EPOCHS = 3;

    @Override
    public Streams measure(Subject subject) {
        List<Pass> elsewhere = subject.fresh(
                subject.seed() + 1,
                program -> List.of(Pass.through(program.training(0)), Pass.through(program.evaluation())));
        return subject.fresh(program -> {
            List<Pass> training = new ArrayList<>();
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                training.add(Pass.through(program.training(epoch)));
            }
            return new Streams(
                    training,
                    Pass.through(program.evaluation()),
                    Pass.through(program.evaluation()),
                    elsewhere.get(0),
                    elsewhere.get(1));
        });
    }
}
