package io.souschef.recipe;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Engine;
import java.util.Map;
import java.util.Objects;

/**
 * How many steps fit into so many seconds. With a budget the pace is measured, once, and written down; without one it is that
 * of a nominal machine, so that the plan, and every bit that follows from it, is the same everywhere.
 */
public final class Pace {
    /** Multiply-adds per second of the nominal machine, two cores of 2023; measured on one core 80e9. */
    private static final double NOMINAL_RATE = 100e9;

    /**
     * Seconds that a step costs besides, and for each tensor of parameters. Measured on one core at batch 8 on 8x8 pixels: 1.5 ms
     * for convnet 8x1 with 11 tensors, 1.6 for 32x2 with 17, 3.8 for ResNet-14 with 47, multiply-adds taken off.
     */
    private static final double NOMINAL_STEP = 0.5e-3, NOMINAL_TENSOR = 0.075e-3;

    private static final int WARM_UP = 3;

    /** Seconds that are measured at most, and the share of the budget that it is at most. */
    private static final double MEASURED_SECONDS = 0.7, MEASURED_SHARE = 0.005;

    /** Between two evaluations at least so many times the validation examples are trained on, as the loop has it. */
    private static final double TRAINED_BETWEEN = 3;

    /** A training of fewer steps says nothing about a net or its settings. */
    private static final int FEWEST = 30;

    private final Kitchen kitchen;
    private final Stage stage;

    public Pace(Kitchen kitchen, Stage stage) {
        this.kitchen = kitchen;
        this.stage = stage;
    }

    /** Seconds per step of training with these settings, evaluation left out. */
    public double secondsPerStep(Settings settings) {
        if (kitchen.budget().isEmpty()) {
            return nominal(settings);
        }
        String what = "pace of " + settings.net().describe() + " at batch " + settings.batchSize();
        Object seconds = kitchen.decide(
                        stage,
                        what,
                        "measured, so that the plan fits the budget",
                        () -> Map.of("seconds per step", measured(settings)))
                .get("seconds per step");
        return ((Number) Objects.requireNonNull(seconds)).doubleValue();
    }

    /** As many steps as fit into {@code seconds}, with the evaluations that go with them, in two digits. */
    public long steps(Settings settings, double seconds) {
        double perStep = secondsPerStep(settings);
        double left = Math.max(0, seconds - perStep * evaluation(settings));
        return rounded(Math.max(1, left / (perStep * (1 + evaluationsPerStep(settings)))));
    }

    /** Seconds that a training with these settings takes, evaluations included. */
    public double seconds(Settings settings) {
        double perStep = secondsPerStep(settings);
        return perStep * (settings.steps() * (1 + evaluationsPerStep(settings)) + evaluation(settings));
    }

    /**
     * As much of a training as fits into {@code seconds}: every example {@code epochs} times; with fewer examples where that
     * takes too long, for a net that has seen each once or twice says nothing about fitting them.
     */
    public Settings fitted(Settings whole, double seconds, double epochs) {
        int all = kitchen.dataset().split().train().length;
        long affordable = steps(whole.withExamples(all), seconds);
        double seen = (double) affordable * whole.batchSize() / epochs;
        int examples = (int) Math.min(all, Math.max(2L * whole.batchSize(), rounded(seen)));
        Settings some = whole.withExamples(Math.min(all, examples));
        long wanted = (long) Math.ceil(epochs * some.examples() / whole.batchSize());
        return some.withSteps(Math.max(1, Math.min(steps(some, seconds), wanted)));
    }

    /**
     * Seconds for each of some experiments: an equal part of what there is, but enough for so many steps, lest all of them see a net
     * that has hardly begun to learn. Then fewer are tried, but {@code fewest}.
     */
    public double each(Settings settings, double seconds, int experiments, int fewest, long steps) {
        double enough = seconds(settings.withSteps(steps));
        return Math.max(seconds / experiments, Math.min(seconds / fewest, enough));
    }

    /** Whether so short a training says anything; without a budget, nobody asked for less. */
    public boolean tells(Settings fitted) {
        return kitchen.budget().isEmpty() || fitted.steps() >= FEWEST;
    }

    /** What the evaluation at the end costs, in steps. */
    private double evaluation(Settings settings) {
        return kitchen.dataset().split().validation().length / (StepWork.PASSES * settings.batchSize());
    }

    /** What the evaluations on the way cost for each step, in steps. */
    private double evaluationsPerStep(Settings settings) {
        double stepsPerEpoch = Math.max(1, Math.ceil((double) settings.examples() / settings.batchSize()));
        double validation = (double) kitchen.dataset().split().validation().length / settings.batchSize();
        return evaluation(settings) / Math.max(stepsPerEpoch, TRAINED_BETWEEN * validation);
    }

    /** Two significant digits, downwards: noise in the measurement shouldn't change every digit of the plan. */
    static long rounded(double steps) {
        double digit = Math.pow(10, Math.max(0, Math.floor(Math.log10(steps)) - 1));
        return Math.max(1, (long) (Math.floor(steps / digit) * digit));
    }

    private double nominal(Settings settings) {
        StepWork work = StepWork.of(kitchen, settings);
        return NOMINAL_STEP + NOMINAL_TENSOR * work.tensors() + work.multiplyAdds() / NOMINAL_RATE;
    }

    private double measured(Settings settings) {
        try (SettingsProgram program = new SettingsProgram(kitchen.feed(), kitchen.task(), settings, 0)) {
            if (!program.net().convolves()) {
                Engine.forMatrices();
            }
            Batches batches = program.training(0);
            int step = 0;
            while (step < WARM_UP) {
                step(program, batches, step++);
            }
            double most = Math.min(MEASURED_SECONDS, MEASURED_SHARE * kitchen.secondsLeft());
            long started = System.nanoTime();
            int before = step;
            do {
                step(program, batches, step++);
            } while (System.nanoTime() - started < most * 1e9);
            return (System.nanoTime() - started) / 1e9 / (step - before);
        }
    }

    private static void step(SettingsProgram program, Batches batches, int step) {
        try (Batch batch = batches.open(step % batches.count())) {
            program.step(batch);
        }
    }
}
