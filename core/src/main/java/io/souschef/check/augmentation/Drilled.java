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
 * the share that it takes for each other. What it confuses then it has not merely never seen.
 */
record Drilled() implements Probe<double[][]> {
    private static final int STEPS = 300, EXAMPLES = 256, LEAST = 8;
    private static final double SECONDS = 20;

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
    private static int train(TrainingProgram program) {
        long begun = System.nanoTime();
        int epoch = 0;
        program.net().train();
        for (int step = 0; ; epoch++) {
            Batches batches = program.training(epoch);
            if (batches.count() == 0) {
                throw new CouldNotJudge("training(%d) has no batches", epoch);
            }
            for (int b = 0; b < batches.count(); b++, step++) {
                if (step == STEPS || (System.nanoTime() - begun) / 1e9 > SECONDS) {
                    return epoch;
                }
                try (Batch batch = batches.open(b)) {
                    program.step(batch);
                }
            }
        }
    }

    private static double[][] confused(TrainingProgram program, Task.Classification task, Batches batches) {
        int classes = task.classes();
        double[][] share = new double[classes][classes];
        int[] count = new int[classes];
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
                        count[(int) wanted[i]]++;
                        share[(int) wanted[i]][predicted]++;
                    }
                }
            }
        }
        for (int k = 0; k < classes; k++) {
            for (int other = 0; other < classes; other++) {
                share[k][other] = count[k] < LEAST ? 0 : share[k][other] / count[k];
            }
        }
        return share;
    }
}
