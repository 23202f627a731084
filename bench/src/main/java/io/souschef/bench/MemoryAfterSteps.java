package io.souschef.bench;

import io.souschef.tensor.Engine;
import java.io.PrintStream;
import java.util.Locale;

/** Native memory over 1,000 training steps of the MLP and of the ConvNet: the pointers that are alive, and the resident bytes. */
public final class MemoryAfterSteps {
    private static final int WARM_UP = 300, STEPS = 1000;

    private MemoryAfterSteps() {}

    public static void main(String[] args) {
        measure("MLP", TrainingStep.mlp());
        measure("ConvNet", TrainingStep.convNet(64));
    }

    private static void measure(String name, Work work) {
        PrintStream out = System.out;
        try (work) {
            steps(work, WARM_UP);
            long pointers = Engine.livePointers();
            long bytes = Engine.residentBytes();
            steps(work, STEPS);
            out.printf(
                    Locale.ROOT,
                    "%-8s %d steps: pointers %d → %d, resident %+.1f MB%n",
                    name,
                    STEPS,
                    pointers,
                    Engine.livePointers(),
                    (Engine.residentBytes() - bytes) / 1e6);
        }
    }

    private static void steps(Work work, int n) {
        for (int i = 0; i < n; i++) {
            work.step();
        }
    }
}
