package io.souschef.check.symptoms;

import io.souschef.check.skeleton.Healthy;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.ToDoubleFunction;

/** Measures the distributions from which the thresholds come. Run by hand: {@code SymptomsByHand [seeds]}. */
final class SymptomsByHand {
    private static final int STEPS = 320;

    private SymptomsByHand() {}

    public static void main(String[] args) {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 40;
        for (Healthy healthy : Healthy.values()) {
            spread(healthy, seeds);
        }
    }

    private static void spread(Healthy healthy, int seeds) {
        List<Look> looks = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            try (TrainingProgram program = healthy.of(seed);
                    Observer observer = new Observer(program, true)) {
                int[] step = {0};
                train(program, STEPS, loss -> {
                    step[0]++;
                    observer.completed().ifPresent(looks::add);
                    if (step[0] == 1 || step[0] == 10 || step[0] % 100 == 0) {
                        observer.look(step[0], loss);
                    }
                });
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-20s dead %.2f  saturated %.2f  gradients %.1e  norm %.1f  ratio %.1e  push %.3f%n",
                healthy,
                largest(looks, look -> activations(look, Activation::dead)),
                largest(looks, look -> activations(look, Activation::saturated)),
                -largest(looks, look -> -gradients(look)),
                largest(looks, Look::gradientNorm),
                -largest(looks, look -> -weights(look, Weight::ratio)),
                largest(looks, look -> weights(look, Weight::push)));
    }

    private static double largest(List<Look> looks, ToDoubleFunction<Look> of) {
        return looks.stream()
                .mapToDouble(of)
                .filter(v -> !Double.isNaN(v))
                .max()
                .orElse(Double.NaN);
    }

    private static double activations(Look look, ToDoubleFunction<Activation> of) {
        return look.activations().stream().mapToDouble(of).max().orElse(0);
    }

    private static double weights(Look look, ToDoubleFunction<Weight> of) {
        return look.matrices().stream()
                .map(Map.Entry::getValue)
                .filter(weight -> weight.update() > 0)
                .mapToDouble(of)
                .max()
                .orElse(Double.NaN);
    }

    private static double gradients(Look look) {
        double[] sizes = look.matrices().stream()
                .mapToDouble(entry -> entry.getValue().gradient())
                .filter(size -> size > 0)
                .sorted()
                .toArray();
        return sizes.length < 2 ? 1 : sizes[0] / sizes[sizes.length - 1];
    }

    private static void train(TrainingProgram program, int steps, DoubleConsumer after) {
        int step = 0;
        for (int epoch = 0; step < steps; epoch++) {
            Batches batches = program.training(epoch);
            for (int b = 0; b < batches.count() && step++ < steps; b++) {
                try (Batch batch = batches.open(b)) {
                    after.accept(program.step(batch));
                }
            }
        }
    }
}
