package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.check.step.Feeder;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.tensor.Engine;

/**
 * A loss that is kept for later, with its graph, keeps everything that it was computed from. Native objects that are alive are
 * counted after each step: in a sound loop their number stays the same. It can't see what lives in libtorch alone.
 */
public final class MemoryGrows implements Check {
    private static final int WARM = 4;
    private static final int STEPS = 16;

    @Override
    public String name() {
        return "a step leaves nothing behind";
    }

    @Override
    public String code() {
        return "graph-kept-alive";
    }

    @Override
    public Finding run(Subject subject) {
        long[] alive = subject.fresh(program -> {
            long[] counts = new long[WARM + STEPS];
            for (int step = 0; step < counts.length; step++) {
                try (Batch batch = Feeder.open(program, step)) {
                    program.step(batch);
                }
                counts[step] = Engine.livePointers();
            }
            return counts;
        });
        int grown = 0;
        for (int step = WARM; step < alive.length; step++) {
            grown += alive[step] > alive[step - 1] ? 1 : 0;
        }
        double each = (alive[alive.length - 1] - alive[WARM - 1]) / (double) STEPS;
        boolean grows = grown == STEPS;
        return finding()
                .measured("%.1f more native objects alive after each of %d steps", each, STEPS)
                .expected("none")
                .cause(
                        grows
                                ? "each step keeps tensors alive: a loss, or a hidden state, that is stored with its graph"
                                : "")
                .fix(grows ? "store numbers, loss.item(), and detach() what goes on to the next step" : "")
                .failIf(grows);
    }
}
