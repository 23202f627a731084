package io.souschef.check.augmentation;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/**
 * The program's own net after a few hundred of its own steps on augmented examples, asked about others that are augmented like them: of each class
 * the share that it takes for each other. What it confuses then it has not merely never seen. A slow machine leaves it unknown.
 *
 * @param seconds for the steps, at most
 */
record Drilled(double seconds) implements Probe<double[][]> {
    private static final int STEPS = 300, EXAMPLES = 256, LEAST = 8;
    private static final double SECONDS = 20;

    Drilled() {
        this(SECONDS);
    }

    @Override
    public double[][] measure(Subject subject) {
        return subject.fresh(program -> {
            if (!(program.task() instanceof Task.Classification task)) {
                throw new CouldNotJudge("it needs one class per example");
            }
            int epoch = train(program);
            return confused(program, task, program.training(epoch + 1));
        });
    }

    /** Returns the last epoch that it came to. */
    private int train(TrainingProgram program) {
        long begun = System.nanoTime();
        int epoch = 0;
        program.net().train();
        for (int step = 0; ; epoch++) {
            Batches batches = program.training(epoch);
            if (batches.count() == 0) {
                throw new CouldNotJudge("training(%d) has no batches", epoch);
            }
            for (int b = 0; b < batches.count(); b++, step++) {
                if (step == STEPS) {
                    return epoch;
                }
                if ((System.nanoTime() - begun) / 1e9 > seconds) {
                    throw new CouldNotJudge(
                            "%d of %d steps took %.0f s: a net that has learnt less says nothing",
                            step, STEPS, seconds);
                }
                try (Batch batch = batches.open(b)) {
                    program.step(batch);
                }
            }
        }
    }

    private static double[][] confused(TrainingProgram program, Task.Classification task, Batches batches) {
        int classes = task.classes();
        Confusion confusion = new Confusion(classes);
        int seen = 0;
        program.net().eval();
        for (int b = 0; b < batches.count() && seen < EXAMPLES; b++) {
            try (Batch batch = batches.open(b);
                    NoGrad off = NoGrad.open()) {
                Tensor output = program.forward(batch);
                float[] said = output.toFloats();
                long[] wanted = batch.target().to(DType.INT64).toLongs();
                if (said.length != wanted.length * classes) {
                    throw new CouldNotJudge("the net doesn't say one class for each example");
                }
                for (int i = 0; i < wanted.length; i++, seen++) {
                    int predicted = task.predicted(said, i);
                    if (predicted >= 0 && wanted[i] >= 0 && wanted[i] < classes) {
                        confusion.add((int) wanted[i], predicted);
                    }
                }
            }
        }
        return confusion.shares(LEAST);
    }
}
