package io.souschef.gallery.lodgers;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;

/** Sound, and taken for broken at first. */
final class HealthyLodgers {
    private static final int FEATURES = 8, CLASSES = 4;

    private HealthyLodgers() {}

    static List<Healthy> all() {
        return List.of(
                new Healthy("a student of a teacher who errs", "cannot-overfit-one-batch", HealthyLodgers::student),
                new Healthy(
                        "evaluated with averaged weights, saved with them",
                        "checkpoint-incomplete",
                        seed -> new AverageKeeper(seed, true)));
    }

    /** Learns what a teacher says, who was taught for three epochs and errs. */
    private static TrainingProgram student(long seed) {
        World.Data data = World.table();
        Mlp teacher = new Mlp(99, FEATURES, 24, CLASSES);
        Adam adam = new Adam(teacher, 3e-3);
        Mlp net = new Mlp(seed, FEATURES, 48, CLASSES);
        Own own = new Own(seed, Task.classification(CLASSES), net, data, 32)
                .with(new Adam(net, 4e-3))
                .owning(adam)
                .owning(teacher);
        for (int epoch = 0; epoch < 3; epoch++) {
            for (Batch batch : own.training(epoch)) {
                try (batch) {
                    adam.zeroGrad();
                    own.task()
                            .loss(teacher.forward(batch.input()), batch.target())
                            .backward();
                    adam.step();
                }
            }
        }
        return own.loss((output, batch) -> {
            Tensor says = teacher.forward(batch.input()).detach().argmax(1);
            return own.task().loss(output, says);
        });
    }
}
