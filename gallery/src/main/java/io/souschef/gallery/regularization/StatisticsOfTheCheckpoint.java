package io.souschef.gallery.regularization;

import io.souschef.data.Batch;
import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.BatchNorm1d;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Set;

/** A frozen backbone came with statistics of pixels around zero, and gets pixels from 0 to 255 over 25; nothing ever updates them. */
final class StatisticsOfTheCheckpoint {
    private StatisticsOfTheCheckpoint() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, 10, 4);
    }

    static TrainingProgram right(long seed) {
        return program(seed, 1, 0);
    }

    private static TrainingProgram program(long seed, float scale, float shift) {
        Rows rows = Data.standardFlowers().map(row -> {
            float[] out = row.clone();
            for (int i = 0; i < out.length; i++) {
                out[i] = scale * out[i] / 2 + shift;
            }
            return out;
        });
        Net net = new Net(seed);
        return Fed.of(
                        Task.classification(3),
                        net,
                        epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                        () -> rows.batches(Data.HELD, 50))
                .withOptimizer(new Adam(net.fc2, 3e-3))
                .declaring(Declared.nothing().withFrozen(Set.of("fc1", "norm")).withPretrained(Set.of("fc1", "norm")))
                .withStep((program, batch) -> {
                    net.train();
                    net.norm.eval();
                    return step(program, batch);
                });
    }

    private static double step(Fed program, Batch batch) {
        Optimizer optimizer = program.optimizer().orElseThrow();
        optimizer.zeroGrad();
        Tensor loss = program.loss(program.forward(batch), batch);
        loss.backward();
        optimizer.step();
        return loss.item();
    }

    /** The backbone as its checkpoint has it, and a head. */
    private static final class Net extends Layer {
        private final Linear fc1 = add("fc1", new Linear(6, 24));
        private final BatchNorm1d norm = add("norm", new BatchNorm1d(24));
        private final Linear fc2 = add("fc2", new Linear(24, 3));

        Net(long seed) {
            initialize(seed);
            try (Linear checkpoint = new Linear(6, 24)) {
                checkpoint.initialize(seed + 1);
                fc1.load(checkpoint.state());
            }
            norm.runningVar().fillInPlace(0.1);
            fc1.freeze();
            norm.freeze();
        }

        @Override
        public Tensor forward(Tensor x) {
            return fc2.forward(norm.forward(fc1.forward(x)).relu());
        }
    }
}
