package io.souschef.recipe;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.NoGrad;
import java.util.Map;

/**
 * How many steps fit into so many seconds. With a budget the pace is measured, once, and written down; without one it is that
 * of a nominal machine, so that the plan, and every bit that follows from it, is the same everywhere.
 */
public final class Pace {
    /** Multiply-adds per second of the nominal machine, and what a step costs besides: about two cores of 2023. */
    private static final double NOMINAL_RATE = 40e9, NOMINAL_OVERHEAD = 1e-3;

    /** A backward pass costs about two forward passes. */
    private static final double PASSES = 3;

    private static final int WARM_UP = 3;
    private static final double MEASURED_SECONDS = 0.7;

    private final Kitchen kitchen;
    private final Stage stage;

    public Pace(Kitchen kitchen, Stage stage) {
        this.kitchen = kitchen;
        this.stage = stage;
    }

    /** Seconds per step of training with these settings, evaluation left out. */
    public double secondsPerStep(Settings settings) {
        if (kitchen.budget().isEmpty()) {
            return NOMINAL_OVERHEAD + PASSES * multiplyAdds(settings) * settings.batchSize() / NOMINAL_RATE;
        }
        String what = "pace of " + settings.net().describe() + " at batch " + settings.batchSize();
        Object seconds = kitchen.decide(
                        stage,
                        what,
                        "measured, so that the plan fits the budget",
                        () -> Map.of("seconds per step", measured(settings)))
                .get("seconds per step");
        return ((Number) java.util.Objects.requireNonNull(seconds)).doubleValue();
    }

    /** As many steps as fit into {@code seconds}, with the evaluations that go with them; one epoch's worth of two digits. */
    public long steps(Settings settings, double seconds) {
        double perStep = secondsPerStep(settings);
        double stepsPerEpoch = Math.max(1, Math.ceil((double) settings.examples() / settings.batchSize()));
        double validation = kitchen.dataset().split().validation().length;
        double evaluation = perStep / PASSES * validation / settings.batchSize();
        double perEpoch = stepsPerEpoch * perStep + evaluation;
        return rounded(Math.max(1, seconds / perEpoch * stepsPerEpoch));
    }

    /** Two significant digits, downwards: noise in the measurement shouldn't change every digit of the plan. */
    static long rounded(double steps) {
        double digit = Math.pow(10, Math.max(0, Math.floor(Math.log10(steps)) - 1));
        return Math.max(1, (long) (Math.floor(steps / digit) * digit));
    }

    private long multiplyAdds(Settings settings) {
        try (SettingsProgram program = new SettingsProgram(kitchen.feed(), kitchen.task(), settings, 0)) {
            program.net().eval();
            try (Batch batch = kitchen.feed().batch(kitchen.dataset().split().train()[0]);
                    NoGrad off = NoGrad.open()) {
                program.forward(batch);
            }
            return program.net().multiplyAdds();
        }
    }

    private double measured(Settings settings) {
        try (SettingsProgram program = new SettingsProgram(kitchen.feed(), kitchen.task(), settings, 0)) {
            Batches batches = program.training(0);
            int step = 0;
            while (step < WARM_UP) {
                step(program, batches, step++);
            }
            long started = System.nanoTime();
            int before = step;
            do {
                step(program, batches, step++);
            } while (System.nanoTime() - started < MEASURED_SECONDS * 1e9);
            return (System.nanoTime() - started) / 1e9 / (step - before);
        }
    }

    private static void step(SettingsProgram program, Batches batches, int step) {
        try (Batch batch = batches.open(step % batches.count())) {
            program.step(batch);
        }
    }
}
