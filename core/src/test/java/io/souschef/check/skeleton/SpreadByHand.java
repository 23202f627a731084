package io.souschef.check.skeleton;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Measures the distributions from which the thresholds of this package come. Run by hand: {@code SpreadByHand init|head|few|fall|blind|reach|scaled|eval|all [seeds]}. */
final class SpreadByHand {
    private SpreadByHand() {}

    public static void main(String[] args) {
        int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 40;
        if (args[0].equals("head")) {
            for (double factor : new double[] {3, 10}) {
                System.out.println("weights of the head times " + factor);
                heads(seeds, factor);
            }
            return;
        }
        if (args[0].equals("scaled")) {
            scaled(seeds, 1 / 255.0);
            scaled(seeds, 1 / 255.0 / 255);
            return;
        }
        for (Healthy program : Healthy.values()) {
            switch (args[0]) {
                case "init" -> spread(program, seeds, SpreadByHand::excess);
                case "few" ->
                    spread(program, seeds, s -> {
                        Memorised.Measured m = s.measured(new Memorised(0));
                        return m.loss() / m.start() + (m.allRight() ? 0 : 100);
                    });
                case "fall" ->
                    spread(program, seeds, s -> {
                        FirstSteps.Measured m = s.measured(new FirstSteps());
                        return m.after() / m.before();
                    });
                case "blind" ->
                    spread(program, seeds, s -> {
                        Blind.Measured m = s.measured(new Blind(0.05));
                        return 1
                                - Arrays.stream(m.seeing()).max().orElseThrow()
                                        / Arrays.stream(m.blind()).min().orElseThrow();
                    });
                case "eval" ->
                    spread(program, seeds, s -> {
                        Evaluated.Measured m = s.measured(new Evaluated());
                        return Math.max(Math.abs(m.loss() - m.mean()), Math.abs(m.loss() - m.again())) / m.loss();
                    });
                case "reach" -> spread(program, seeds, SpreadByHand::farthest);
                default -> outcomes(program, seeds);
            }
        }
    }

    private static void scaled(int seeds, double factor) {
        LongFunction<Subject> from =
                seed -> Subject.of(s -> new Preprocessed(MadeData.PICTURES, new Mlp(s, 64, 32, 8), s) {
                            @Override
                            Tensor prepared(Tensor input) {
                                return input.mul(factor);
                            }
                        })
                        .withSeed(seed);
        spread("inputs times %.2g".formatted(factor), seeds, from, SpreadByHand::farthest);
    }

    private static double farthest(Subject subject) {
        return Arrays.stream(subject.measured(new Blind(0.05)).reach()).max().orElseThrow();
    }

    private static void heads(int seeds, double factor) {
        LongFunction<TrainingProgram> mlp = seed ->
                Healthy.program(MadeData.BLOBS, Healthy.scaled(new Mlp(seed, 8, 32, 4), factor), 3e-3, 32, seed);
        LongFunction<TrainingProgram> two =
                seed -> Healthy.program(MadeData.RARE, Healthy.scaled(new Mlp(seed, 8, 32, 2), factor), 3e-3, 32, seed);
        LongFunction<TrainingProgram> convNet = seed ->
                Healthy.program(MadeData.PICTURES, Healthy.scaled(Healthy.convNet(seed), factor), 3e-3, 32, seed);
        LongFunction<TrainingProgram> number = seed ->
                Healthy.program(MadeData.STANDARDISED, Healthy.scaled(new Mlp(seed, 8, 32, 1), factor), 3e-3, 32, seed);
        for (LongFunction<TrainingProgram> make : List.of(mlp, two, convNet, number)) {
            spread("head", seeds, seed -> Subject.of(make).withSeed(seed), SpreadByHand::excess);
        }
    }

    private static double excess(Subject subject) {
        FreshLoss.Measured m = subject.measured(new FreshLoss());
        return m.unit().startsWith("nats") ? m.mean() - m.expected() : m.mean() / m.expected();
    }

    private static void spread(Healthy program, int seeds, ToDoubleFunction<Subject> measure) {
        spread(program.name(), seeds, program::from, measure);
    }

    private static void spread(String name, int seeds, LongFunction<Subject> from, ToDoubleFunction<Subject> measure) {
        double[] values = new double[seeds];
        long begun = System.nanoTime();
        for (int s = 0; s < seeds; s++) {
            try {
                values[s] = measure.applyAsDouble(from.apply(1000L * s + 1));
            } catch (CouldNotJudge reason) {
                values[s] = Double.NaN;
            }
        }
        double each = (System.nanoTime() - begun) / 1e9 / seeds;
        Arrays.sort(values); // NaN last
        double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        System.out.printf(
                Locale.ROOT,
                "%-20s %8.4g %8.4g %8.4g   unjudged %d of %d   %.2f s each%n",
                name,
                known.length == 0 ? Double.NaN : known[0],
                known.length == 0 ? Double.NaN : known[known.length / 2],
                known.length == 0 ? Double.NaN : known[known.length - 1],
                seeds - known.length,
                seeds,
                each);
    }

    private static void outcomes(Healthy program, int seeds) {
        for (Check check : SkeletonChecks.all()) {
            TreeMap<String, Integer> outcomes = new TreeMap<>();
            @Nullable String example = null;
            for (int s = 0; s < seeds; s++) {
                String outcome;
                try {
                    Finding finding = check.run(program.from(1000L * s + 1));
                    outcome = finding.outcome().toString();
                    example = finding.outcome().toString().equals("PASS") ? example : finding.headline();
                } catch (CouldNotJudge reason) {
                    outcome = "SKIP";
                    example = reason.getMessage();
                }
                outcomes.merge(outcome, 1, Integer::sum);
            }
            System.out.println(
                    program + "\t" + check.name() + "\t" + outcomes + (example == null ? "" : "\t" + example));
        }
    }
}
