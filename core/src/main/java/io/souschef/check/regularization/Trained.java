package io.souschef.check.regularization;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Portion;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.step.Weights;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/** A program trained for {@value #STEPS} of its own steps, and what has become of it. */
public record Trained() implements Probe<Trained.View> {
    static final int STEPS = 100;
    private static final int LOOKS = 2, BATCHES = 6, ROWS = 600;

    /** One number, a slope, may pass through zero; so many together don't. */
    private static final int SOME = 8;

    /**
     * @param losses by the program, over the first batches of training, in evaluation mode: at the start and along the way
     * @param metrics by the program, over the same
     * @param heldOutputs over the evaluation split, row by row
     * @param trainingOutputs over training, row by row
     * @param trainingTargets row by row
     * @param normBefore of all weights of two dimensions or more together
     * @param normAfter the same after the last step
     * @param leastLeft of the norm of any weight of two dimensions or more and some numbers, as a share of what it was; 1 if there is none
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
    public record View(
            int steps,
            int width,
            boolean higherIsBetter,
            double[] losses,
            double[] metrics,
            float[] heldOutputs,
            float[] trainingOutputs,
            float[] trainingTargets,
            double normBefore,
            double normAfter,
            double leastLeft) {}

    @Override
    public View measure(Subject subject) {
        return subject.fresh(program -> {
            List<double[]> looks = new ArrayList<>();
            looks.add(look(program));
            double before = norm(program);
            Weights start = Weights.of(program.net());
            steps(program, step -> {
                if (step % (STEPS / LOOKS) == 0) {
                    looks.add(look(program));
                }
            });
            double after = norm(program);
            double left = leastLeft(start, Weights.of(program.net()));
            List<float[]> training = outputs(program, Portion.of(program, program.training(0)));
            List<float[]> held = outputs(program, program.evaluation());
            return new View(
                    STEPS,
                    program.task().outputs(),
                    program.task().higherIsBetter(),
                    looks.stream().mapToDouble(look -> look[0]).toArray(),
                    looks.stream().mapToDouble(look -> look[1]).toArray(),
                    held.get(0),
                    training.get(0),
                    training.get(1),
                    before,
                    after,
                    left);
        });
    }

    /**
     * The program's loss in both modes, over training batches.
     *
     * @param start in training mode, before the first step
     * @param evaluated in evaluation mode, after the same steps
     * @param training in training mode, after them
     */
    record Gap(double start, double evaluated, double training) {
        /** Measures it. */
        record Of() implements Probe<Gap> {
            @Override
            public Gap measure(Subject subject) {
                double start = subject.fresh(program -> loss(program, true));
                return subject.fresh(program -> {
                    steps(program, step -> {});
                    double evaluated = loss(program, false);
                    return new Gap(start, evaluated, loss(program, true));
                });
            }
        }
    }

    /** What the program's metric says of its outputs for the first batches of training, after the same steps, held against targets of other examples. */
    public record Shuffled() implements Probe<Double> {
        private static final int ORDERS = 3;

        @Override
        public Double measure(Subject subject) {
            return subject.fresh(program -> {
                steps(program, step -> {});
                program.net().eval();
                Batches batches = Portion.of(program, program.training(0));
                int n = Math.min(BATCHES, batches.count());
                double sum = 0;
                for (int b = 0; b < n; b++) {
                    try (Batch batch = batches.open(b);
                            NoGrad off = NoGrad.open()) {
                        sum += metric(program, batch) / n;
                    }
                }
                return sum;
            });
        }

        private static double metric(TrainingProgram program, Batch batch) {
            Tensor output = program.forward(batch);
            double sum = 0;
            for (int trial = 0; trial < ORDERS; trial++) {
                long[] others = others(RandomStream.of(trial, "other examples").permutation(batch.size()));
                Tensor index = Tensor.of(others, others.length);
                sum += program.metric(output, batch.target().indexSelect(0, index)) / ORDERS;
            }
            return sum;
        }
    }

    /** For each example the one after it in this order, the first for the last: another one, where there are two. */
    static long[] others(int[] order) {
        long[] others = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            others[order[i]] = order[(i + 1) % order.length];
        }
        return others;
    }

    /** What is said of the evaluation split after as many steps on whole batches: on less of each, some nets don't get over the start. */
    public record Whole() implements Probe<Whole.Held> {
        /** @param outputs row by row */
        @SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
        public record Held(float[] outputs) {}

        @Override
        public Held measure(Subject subject) {
            return subject.fresh(program -> {
                steps(program, program::training, step -> {});
                return new Held(outputs(program, program.evaluation()).get(0));
            });
        }
    }

    private static void steps(TrainingProgram program, IntConsumer taken) {
        steps(program, epoch -> Portion.of(program, program.training(epoch)), taken);
    }

    private static void steps(TrainingProgram program, IntFunction<Batches> training, IntConsumer taken) {
        int step = 0;
        for (int epoch = 0; step < STEPS; epoch++) {
            Batches batches = training.apply(epoch);
            if (batches.count() == 0) {
                throw new CouldNotJudge("training(%d) has no batches", epoch);
            }
            for (int b = 0; b < batches.count() && step < STEPS; b++) {
                try (Batch batch = batches.open(b)) {
                    program.step(batch);
                }
                taken.accept(++step);
            }
        }
    }

    private static double leastLeft(Weights before, Weights after) {
        return before.matrices().stream()
                .filter(name -> before.of(name).length >= SOME && before.norm(name) > 0)
                .mapToDouble(name -> after.norm(name) / before.norm(name))
                .min()
                .orElse(1);
    }

    /** Loss and metric over the first batches of training, in evaluation mode; every layer is in the mode that it was in after it. */
    private static double[] look(TrainingProgram program) {
        IdentityHashMap<Layer, Boolean> modes = new IdentityHashMap<>();
        program.net().layers().values().forEach(layer -> modes.put(layer, layer.isTraining()));
        program.net().eval();
        double[] sums = new double[3];
        Batches batches = Portion.of(program, program.training(0));
        for (int b = 0; b < Math.min(BATCHES, batches.count()); b++) {
            try (Batch batch = batches.open(b);
                    NoGrad off = NoGrad.open()) {
                Tensor output = program.forward(batch);
                sums[0] += program.loss(output, batch).item();
                sums[1] += program.metric(output, batch.target());
                sums[2]++;
            }
        }
        modes.forEach(Layer::training);
        return new double[] {sums[0] / sums[2], sums[1] / sums[2]};
    }

    /** The program's loss over the first batches of training; the modes and buffers are nobody's any more after it. */
    private static double loss(TrainingProgram program, boolean training) {
        Batches batches = Portion.of(program, program.training(0));
        double sum = 0;
        int n = Math.min(2 * BATCHES, batches.count());
        for (int b = 0; b < n; b++) {
            try (Batch batch = batches.open(b);
                    NoGrad off = NoGrad.open()) {
                if (training) {
                    program.net().train();
                } else {
                    program.net().eval();
                }
                sum += program.loss(program.forward(batch), batch).item() / n;
            }
        }
        return sum;
    }

    private static List<float[]> outputs(TrainingProgram program, Batches batches) {
        program.net().eval();
        List<float[]> outputs = new ArrayList<>();
        List<float[]> targets = new ArrayList<>();
        int rows = 0;
        for (int b = 0; b < batches.count() && rows < ROWS; b++) {
            try (Batch batch = batches.open(b);
                    NoGrad off = NoGrad.open()) {
                Task.Predictions each = program.task().predictions(program.forward(batch), batch.target());
                outputs.add(each.output().toFloats());
                targets.add(each.target().toFloats());
                rows += each.example().length;
            }
        }
        return List.of(joined(outputs), joined(targets));
    }

    private static float[] joined(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static double norm(TrainingProgram program) {
        double square = 0;
        try (Scope scope = Scope.open("norm");
                NoGrad off = NoGrad.open()) {
            for (Tensor parameter : program.net().parameters().values()) {
                double norm = parameter.dim() >= 2 ? parameter.norm().item() : 0;
                square += norm * norm;
            }
        }
        return Math.sqrt(square);
    }
}
