package io.souschef.check.evaluation;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A program is trained for a few steps and evaluated: as the package does it, over the evaluation split; and as the program does
 * it, watched. What the program's evaluation changes is seen from copies taken before.
 */
public record Assessed() implements Probe<Assessed.View> {
    private static final int STEPS = 12;

    /** Predictions that are made in training mode, too. */
    private static final int IN_TRAINING = 512;

    private static final Set<String> LAYERS = Set.of("linear", "conv2d", "matmul", "batchNorm", "lstm");

    /**
     * @param canonical over the evaluation split, every example once, in evaluation mode
     * @param sizes of the evaluation batches
     * @param batchLosses canonical, of each batch
     * @param batchMetrics canonical, of each batch
     * @param ownLosses of each batch by the program's own loss, in evaluation mode
     * @param trainingMode the first of the canonical outputs, but in training mode
     * @param user what the program's evaluation gives
     * @param again what it gives when asked again
     * @param reported the number that the program reports
     * @param inTraining layers in training mode while the program evaluated, by name; none where a pass in evaluation mode, as long at
     *     least, came after: then that one made the predictions
     * @param drawn layers that drew random numbers while the program evaluated
     * @param parameters that the evaluation changed
     * @param buffers that it changed
     * @param gradients that it changed
     * @param views operations of layers in the program's evaluation for one in the canonical one: 2 where it looks at every example
     *     twice, as it is and mirrored, say
     * @param floors the program's own loss for perfect answers, once sure and once surer; NaN where it can't be asked
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
    public record View(
            Evaluation canonical,
            List<Integer> sizes,
            double[] batchLosses,
            double[] batchMetrics,
            double[] ownLosses,
            float[] trainingMode,
            Evaluation user,
            Evaluation again,
            double reported,
            List<String> inTraining,
            List<String> drawn,
            List<String> parameters,
            List<String> buffers,
            List<String> gradients,
            double views,
            double[] floors) {

        /** Whether the net gives other outputs in training mode. */
        public boolean modeMatters() {
            return differ(Arrays.copyOf(canonical.outputs(), trainingMode.length), trainingMode);
        }

        /** Whether the program's numbers are those of the canonical evaluation. */
        public boolean agrees() {
            return user.size() == canonical.size()
                    && close(user.loss(), canonical.loss())
                    && close(user.metric(), canonical.metric());
        }

        /** Whether what is reported is the metric, or something that this can't know. */
        public boolean reportsMetric() {
            return close(reported, canonical.metric());
        }
    }

    /** Equal to about five digits. */
    public static boolean close(double a, double b) {
        return Double.compare(a, b) == 0 || Math.abs(a - b) <= 2e-5 * (1e-3 + Math.max(Math.abs(a), Math.abs(b)));
    }

    private static boolean differ(float[] a, float[] b) {
        double size = 0;
        double off = 0;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            size = Math.max(size, Math.abs(a[i]));
            off = Math.max(off, Math.abs(a[i] - b[i]));
        }
        return off > 1e-3 * Math.max(1e-6, size);
    }

    @Override
    public View measure(Subject subject) {
        return subject.fresh(program -> {
            train(program);
            return assessed(program);
        });
    }

    /** The steps after which it is assessed. */
    static void train(TrainingProgram program) {
        Batches training = program.training(0);
        for (int b = 0; b < Math.min(STEPS, training.count()); b++) {
            try (Batch batch = training.open(b)) {
                program.step(batch);
            }
        }
    }

    private static View assessed(TrainingProgram program) {
        Task task = program.task();
        List<Integer> sizes = new ArrayList<>();
        List<Double> own = new ArrayList<>();
        Passes plain = new Passes();
        Evaluation canonical;
        try (Scope scope = Scope.open("canonical");
                Trace trace = Trace.open(step -> plain.count(step, false))) {
            canonical = Evaluation.of(program, program.evaluation(), (batch, output) -> {
                sizes.add(task.predictions(output, batch.target()).example().length);
                own.add(program.loss(output, batch).item());
            });
        }
        float[] trainingMode = inTrainingMode(program);
        double[][] each = perBatch(canonical, program, sizes);
        program.net().train();
        Map<String, float[]> parameters = copied(program.net().parameters());
        Map<String, float[]> buffers = copied(program.net().buffers());
        Map<String, float[]> gradients = gradients(program.net());
        Map<String, Long> draws = program.net().drawsByLayer();
        List<String> modes = new ArrayList<>();
        Passes passes = new Passes();
        Evaluation user = watched(program, modes, passes);
        List<String> drawn = program.net().drawsByLayer().entrySet().stream()
                .filter(entry -> !entry.getValue().equals(draws.getOrDefault(entry.getKey(), 0L)))
                .map(Map.Entry::getKey)
                .toList();
        List<String> changedBuffers = changed(buffers, copied(program.net().buffers()));
        List<String> changedGradients = changed(gradients, gradients(program.net()));
        List<String> changedParameters =
                changed(parameters, copied(program.net().parameters()));
        program.net().train();
        Evaluation again = program.evaluate();
        program.net().train();
        return new View(
                canonical,
                sizes,
                each[0],
                each[1],
                own.stream().mapToDouble(loss -> loss).toArray(),
                trainingMode,
                user,
                again,
                program.reported(),
                modes,
                drawn,
                changedParameters,
                changedBuffers,
                changedGradients,
                (double) passes.all / Math.max(1, plain.all),
                Floors.of(program, task));
    }

    /** The first outputs in training mode, with the buffers put back after it. */
    private static float[] inTrainingMode(TrainingProgram program) {
        List<float[]> outputs = new ArrayList<>();
        try (Scope scope = Scope.open("training mode");
                NoGrad off = NoGrad.open()) {
            Map<String, Tensor> before = new LinkedHashMap<>();
            program.net().buffers().forEach((name, tensor) -> before.put(name, tensor.copy()));
            Batches batches = program.evaluation();
            for (int b = 0, rows = 0; b < batches.count() && rows < IN_TRAINING; b++) {
                try (Batch batch = batches.open(b)) {
                    program.net().train();
                    Task.Predictions each = program.task().predictions(training(program, batch), batch.target());
                    outputs.add(each.output().toFloats());
                    rows += each.example().length;
                }
            }
            before.forEach((name, copy) -> java.util.Objects.requireNonNull(
                            program.net().buffers().get(name))
                    .copyInPlace(copy));
        }
        int n = outputs.stream().mapToInt(part -> part.length).sum();
        float[] all = new float[n];
        int at = 0;
        for (float[] part : outputs) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** Batches of one don't go through BatchNorm in training mode; they count as they are in evaluation mode. */
    private static Tensor training(TrainingProgram program, Batch batch) {
        try {
            return program.forward(batch);
        } catch (io.souschef.nn.WrongInput alone) {
            program.net().eval();
            return program.forward(batch);
        }
    }

    private static double[][] perBatch(Evaluation canonical, TrainingProgram program, List<Integer> sizes) {
        double[] losses = new double[sizes.size()];
        double[] metrics = new double[sizes.size()];
        double[] merits = canonical.merits();
        int at = 0;
        for (int b = 0; b < losses.length; b++) {
            int to = Math.min(merits.length, at + sizes.get(b));
            losses[b] = Arrays.stream(canonical.losses(), at, to).average().orElse(Double.NaN);
            metrics[b] = program.task()
                    .metric(Arrays.stream(merits, at, to).average().orElse(Double.NaN));
            at = to;
        }
        return new double[][] {losses, metrics};
    }

    private static Evaluation watched(TrainingProgram program, List<String> modes, Passes passes) {
        Evaluation user;
        try (Scope scope = Scope.open("watched");
                Trace trace = Trace.open(step -> look(program.net(), step, modes, passes))) {
            user = program.evaluate();
        }
        if (passes.evaluatingSince >= passes.training) {
            modes.clear();
        }
        return user;
    }

    /** How many operations of layers there were, how many of them in training mode, and in evaluation mode after the last of those. */
    private static final class Passes {
        private int all;
        private int training;
        private int evaluatingSince;

        void count(Trace.Step step, boolean inTraining) {
            if (!LAYERS.contains(step.operation())) {
                return;
            }
            all++;
            training += inTraining ? 1 : 0;
            evaluatingSince = inTraining ? 0 : evaluatingSince + 1;
        }
    }

    private static void look(Layer net, Trace.Step step, List<String> modes, Passes passes) {
        List<String> training = new ArrayList<>();
        if (LAYERS.contains(step.operation())) {
            net.layers().forEach((name, layer) -> {
                if (layer.isTraining()) {
                    training.add(name.isEmpty() ? "the net" : name);
                }
            });
        }
        passes.count(step, !training.isEmpty());
        if (modes.isEmpty()) {
            modes.addAll(training);
        }
    }

    private static Map<String, float[]> copied(Map<String, Tensor> tensors) {
        Map<String, float[]> copied = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> copied.put(name, tensor.toFloats()));
        return copied;
    }

    private static Map<String, float[]> gradients(Layer net) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        try (Scope scope = Scope.open("gradients")) {
            net.parameters()
                    .forEach((name, parameter) -> gradients.put(
                            name, parameter.grad().map(Tensor::toFloats).orElse(new float[0])));
        }
        return gradients;
    }

    private static List<String> changed(Map<String, float[]> before, Map<String, float[]> after) {
        return before.entrySet().stream()
                .filter(entry -> !Arrays.equals(entry.getValue(), after.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }
}
