package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.check.step.Feeder;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.tensor.Engine;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * A loss that is kept for later, with its graph, keeps everything that it was computed from. Native objects that are alive are
 * counted after each step: in a sound loop their number stays the same. It can't see what lives in libtorch alone. Where what is kept has no
 * graph, as the last fifty outputs have none, it is a warning.
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
            long[] counts = new long[WARM + STEPS + 1];
            for (int step = 0; step < WARM + STEPS; step++) {
                try (Batch batch = Feeder.open(program, step)) {
                    program.step(batch);
                }
                counts[step] = Engine.livePointers();
            }
            counts[WARM + STEPS] = graphs(program);
            return counts;
        });
        int grown = 0;
        for (int step = WARM; step < WARM + STEPS; step++) {
            grown += alive[step] > alive[step - 1] ? 1 : 0;
        }
        double each = (alive[WARM + STEPS - 1] - alive[WARM - 1]) / (double) STEPS;
        boolean grows = grown == STEPS;
        boolean graphs = alive[WARM + STEPS] > 0;
        Finding.Draft draft = finding()
                .measured("%.1f more native objects alive after each of %d steps", each, STEPS)
                .expected("none")
                .cause(
                        !grows
                                ? ""
                                : graphs
                                        ? "each step keeps tensors alive: a loss, or a hidden state, that is stored with its graph"
                                        : "each step keeps tensors alive, without what they were computed from: the last so many, or all of them")
                .fix(grows ? "store numbers, loss.item(), and detach() what goes on to the next step" : "");
        return grows && !graphs ? draft.warnIf(true) : draft.failIf(grows);
    }

    /** How many results of one more step are there after it with their graph. */
    private static int graphs(TrainingProgram program) {
        List<Tensor> results = new ArrayList<>();
        try (Batch batch = Feeder.open(program, WARM + STEPS);
                Trace trace = Trace.open(step -> {
                    if (step.result().requiresGrad() && !step.result().isLeaf()) {
                        results.add(step.result());
                    }
                })) {
            program.step(batch);
        }
        return (int) results.stream().filter(result -> !result.isFreed()).count();
    }
}
