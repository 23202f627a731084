package io.souschef.gallery;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * What rules over symptoms see in the gallery, to be put beside the checks: those of Amazon SageMaker Debugger that look at losses,
 * weights and gradients, in our own words, with the thresholds that are published as their defaults. Each program is trained for
 * some steps as it is; a rule says that something is wrong, never what.
 *
 * <pre>{@code
 * java io.souschef.gallery.SymptomRules [seeds]
 * }</pre>
 *
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/dg/debugger-built-in-rules.html">List of Debugger built-in rules</a>
 */
public final class SymptomRules {
    private static final int STEPS = 100;

    /** VanishingGradient: the mean of the absolute gradient of a tensor. */
    private static final double VANISHED = 1e-7;

    /** WeightUpdateRatio: the spread of an update over that of the weight. */
    private static final double LARGE = 10, SMALL = 1e-8;

    /** LossNotDecreasing: over so many steps by so many per cent. */
    private static final int LOSS_STEPS = 10;

    private static final double LOSS_PERCENT = 0.1;

    /** UnchangedTensor: the same over so many steps, up to this share. */
    private static final int UNCHANGED_STEPS = 3;

    private static final double UNCHANGED = 1e-5;

    /** Overfit: validation loss over training loss, less one. */
    private static final double OVERFIT = 0.1;

    private final TrainingProgram program;
    private final TreeSet<String> fired = new TreeSet<>();
    private final Map<String, Integer> still = new LinkedHashMap<>();
    private final List<Double> losses = new ArrayList<>();

    private SymptomRules(TrainingProgram program) {
        this.program = program;
    }

    /** The rules that fire while the program trains. */
    static Set<String> on(LongFunction<TrainingProgram> make, long seed) {
        try (TrainingProgram program = make.apply(seed)) {
            SymptomRules rules = new SymptomRules(program);
            rules.train();
            return rules.fired;
        }
    }

    private void train() {
        int step = 0;
        for (int epoch = 0; step < STEPS; epoch++) {
            Batches batches = program.training(epoch);
            if (batches.count() == 0) {
                return;
            }
            for (int b = 0; b < batches.count() && step < STEPS; b++, step++) {
                try (Scope scope = Scope.open("step");
                        Batch batch = batches.open(b)) {
                    step(batch);
                }
            }
            program.epochEnded(epoch);
        }
        overfit();
    }

    private void step(Batch batch) {
        Map<String, Tensor> before = new LinkedHashMap<>();
        try (NoGrad off = NoGrad.open()) {
            program.net().parameters().forEach((name, weight) -> before.put(name, weight.copy()));
        }
        double loss = program.step(batch);
        losses.add(loss);
        if (!Double.isFinite(loss)) {
            fired.add("ExplodingTensor");
        }
        int last = losses.size() - 1;
        if (last >= LOSS_STEPS && last % LOSS_STEPS == 0) {
            double then = losses.get(last - LOSS_STEPS);
            if (loss > then - Math.abs(then) * LOSS_PERCENT / 100) {
                fired.add("LossNotDecreasing");
            }
        }
        try (NoGrad off = NoGrad.open()) {
            program.net()
                    .parameters()
                    .forEach((name, weight) -> look(name, weight, Objects.requireNonNull(before.get(name))));
        }
    }

    private void look(String name, Tensor weight, Tensor before) {
        float[] now = weight.toFloats();
        float[] then = before.toFloats();
        double[] update = new double[now.length];
        double largest = 0;
        for (int i = 0; i < now.length; i++) {
            update[i] = now[i] - then[i];
            largest = Math.max(largest, Math.abs(update[i]) / Math.max(1e-8, Math.abs(then[i])));
            if (!Float.isFinite(now[i])) {
                fired.add("ExplodingTensor");
            }
        }
        if (still.merge(name, largest <= UNCHANGED ? 1 : -still.getOrDefault(name, 0), Integer::sum)
                >= UNCHANGED_STEPS) {
            fired.add("UnchangedTensor");
        }
        double ratio = spread(update) / (spread(doubles(then)) + 1e-9);
        if (now.length > 1 && (ratio > LARGE || ratio < SMALL)) {
            fired.add("WeightUpdateRatio");
        }
        weight.grad().ifPresent(gradient -> {
            double mean = gradient.abs().mean().item();
            if (mean < VANISHED) {
                fired.add(mean == 0 ? "AllZero" : "VanishingGradient");
            }
        });
    }

    private void overfit() {
        double training = losses.subList(Math.max(0, losses.size() - LOSS_STEPS), losses.size()).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
        Evaluation evaluation = program.evaluate();
        if ((evaluation.loss() - training) / training > OVERFIT) {
            fired.add("Overfit");
        }
    }

    private static double[] doubles(float[] values) {
        double[] all = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            all[i] = values[i];
        }
        return all;
    }

    private static double spread(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean) / values.length;
        }
        return Math.sqrt(squares);
    }

    public static void main(String[] args) {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        Count wrong = new Count();
        Count right = new Count();
        for (Trap trap : Gallery.traps()) {
            for (int seed = 1; seed <= seeds; seed++) {
                wrong.add(trap.wrong(), seed);
                right.add(trap.right(), seed);
            }
        }
        for (Healthy healthy : Gallery.healthy()) {
            for (int seed = 1; seed <= seeds; seed++) {
                right.add(healthy.program(), seed);
            }
        }
        System.out.printf(Locale.ROOT, "planted bugs on which a rule fires: %s%n", wrong);
        System.out.printf(Locale.ROOT, "healthy programs on which a rule fires: %s%n", right);
        System.out.printf("| rule | planted | healthy |%n|---|---|---|%n");
        TreeSet<String> names = new TreeSet<>(wrong.rules.keySet());
        names.addAll(right.rules.keySet());
        names.forEach(
                name -> System.out.printf("| %s | %.1f %% | %.1f %% |%n", name, wrong.share(name), right.share(name)));
        System.exit(0);
    }

    private static final class Count {
        private final Map<String, Integer> rules = new LinkedHashMap<>();
        private int programs;
        private int fired;

        void add(LongFunction<TrainingProgram> make, long seed) {
            Set<String> names;
            try {
                names = on(make, seed);
            } catch (RuntimeException refused) { // a program that throws says so itself
                names = Set.of("Exception");
            }
            programs++;
            fired += names.isEmpty() ? 0 : 1;
            names.forEach(name -> rules.merge(name, 1, Integer::sum));
        }

        double share(String rule) {
            return 100.0 * rules.getOrDefault(rule, 0) / programs;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f %% (%d of %d)", 100.0 * fired / programs, fired, programs);
        }
    }
}
