package io.souschef.check.wiring;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The loss of random outputs, once with the targets as they are, once with each given to another example. */
record TargetPairing() implements Probe<TargetPairing.Pairing> {
    private static final int DEALS = 3;
    private static final int MOST_TARGETS = 8;

    /** Outputs from −3 to 3 where they may be logits. */
    private static final double WIDE = 6 / 0.9;

    /** Shares of the loss. */
    private static final double DEARER = 0.05, TOGETHER = 1e-3;

    /**
     * How the loss takes it.
     *
     * @param move the largest change over some deals, as a share of the loss
     * @param dependsOnTargets whether the loss changes at all when all examples get the same target
     * @param equal whether all targets of the batch are one number, so that there is nothing to deal out
     * @param flat whether the loss doesn't move with the outputs there either
     * @param table whether the loss compares outputs with targets, and the mean of the outputs in the place of each costs less than they
     *     do: that is so where each is held against all targets, and isn't where two sets are compared, or judged apart
     */
    record Pairing(
            double move,
            boolean dependsOnTargets,
            boolean equal,
            boolean flat,
            boolean table,
            List<Long> output,
            List<Long> target) {
        Pairing {
            output = List.copyOf(output);
            target = List.copyOf(target);
        }
    }

    @Override
    public Pairing measure(Subject subject) {
        return subject.fresh(program -> {
            try (Batch batch = program.training(0).open(0);
                    NoGrad off = NoGrad.open()) {
                if (batch.size() < 3) {
                    throw new CouldNotJudge(
                            "a batch has %d examples, too few to deal out their targets anew", batch.size());
                }
                program.net().eval();
                long[] shape = program.forward(batch).shape().toArray();
                Pairing large = pairing(program, outputs(program, shape, batch, subject.seed()), batch, subject.seed());
                if (!(program.task() instanceof Task.Regression)) {
                    return large;
                }
                // where outputs are logarithms, such large ones drown the targets
                Tensor small = RandomStream.of(subject.seed(), "small outputs").normal(0, 1, shape);
                Pairing other = pairing(program, small, batch, subject.seed());
                return clearer(large, other);
            }
        });
    }

    /** One that moves, if any does; else one that shows a table; else the one that moves more, though it be by rounding. */
    private static Pairing clearer(Pairing one, Pairing other) {
        Pairing more = other.move() > one.move() || Double.isNaN(one.move()) ? other : one;
        if (more.move() >= LossBroadcasts.SAME) {
            return more;
        }
        return one.table() ? one : other.table() ? other : more;
    }

    /** Of a regression about as large as the targets, so that what pairs them isn't lost in rounding. */
    private static Tensor outputs(TrainingProgram program, long[] shape, Batch batch, long seed) {
        RandomStream noise = RandomStream.of(seed, "outputs");
        if (!(program.task() instanceof Task.Regression)) {
            return noise.uniform(0.05, 0.95, shape); // a logit or a probability
        }
        double[] known = Arrays.stream(batch.target().toDoubles())
                .filter(Double::isFinite) // NaN where nothing was measured, which the loss leaves out
                .toArray();
        double mean = Arrays.stream(known)
                .average()
                .orElseThrow(() -> new CouldNotJudge("no target of the first batch is a number"));
        double variance =
                Arrays.stream(known).map(t -> (t - mean) * (t - mean)).average().orElseThrow();
        return noise.normal(mean, Math.sqrt(variance), shape);
    }

    private static Pairing pairing(TrainingProgram program, Tensor output, Batch batch, long seed) {
        int n = batch.size();
        double loss = loss(program, output, batch, IntStream.range(0, n).toArray());
        double move = 0;
        for (int deal = 0; deal < DEALS; deal++) {
            int[] order = dealt(RandomStream.of(seed, "deal").at(deal).permutation(n));
            move = Math.max(move, Math.abs(loss(program, output, batch, order) - loss));
        }
        double most = move;
        for (int example = 0; example < Math.min(n, MOST_TARGETS); example++) {
            int[] all = new int[n];
            Arrays.fill(all, example);
            double off = Math.abs(loss(program, output, batch, all) - loss);
            most = Double.isFinite(off)
                    ? Math.max(most, off)
                    : most; // of an unknown target nothing may be left to divide by
        }
        double scale = Math.max(Math.abs(loss), 1e-12);
        double nudged = loss(
                program,
                output.mul(1.01).add(0.01),
                batch,
                IntStream.range(0, n).toArray());
        return new Pairing(
                move / scale,
                most / scale > 1e-6,
                batch.target().min().item() == batch.target().max().item(),
                nudged == loss,
                move / scale < LossBroadcasts.SAME && isTable(program, output, batch),
                Wiring.sizes(output),
                Wiring.sizes(batch.target()));
    }

    /** In a random circle each gets what its neighbour had, and none its own. */
    private static int[] dealt(int[] circle) {
        int[] order = new int[circle.length];
        for (int i = 0; i < circle.length; i++) {
            order[circle[i]] = circle[(i + 1) % circle.length];
        }
        return order;
    }

    private static boolean isTable(TrainingProgram program, Tensor output, Batch batch) {
        Tensor wide = program.task() instanceof Task.Regression
                ? output
                : output.sub(0.5).mul(WIDE);
        Tensor spread = Double.isFinite(program.loss(wide, batch).item())
                ? wide
                : output; // probabilities have no logarithm out there
        double loss = program.loss(spread, batch).item();
        double scale = Math.max(Math.abs(loss), 1e-12);
        double mean = program.loss(spread.mul(0).add(spread.mean(0)), batch).item();
        return loss - mean > DEARER * scale && interacts(program, spread, batch, scale);
    }

    /** Whether what other outputs cost depends on the targets: what judges the two apart adds up. */
    private static boolean interacts(TrainingProgram program, Tensor output, Batch batch, double scale) {
        Tensor other = output.mul(0.5).add(output.abs().mean().item());
        int[] as = IntStream.range(0, batch.size()).toArray();
        double gap = loss(program, output, batch, as) - loss(program, other, batch, as);
        for (int example = 0; example < Math.min(batch.size(), MOST_TARGETS); example++) {
            int[] all = new int[batch.size()];
            Arrays.fill(all, example);
            double there = loss(program, output, batch, all) - loss(program, other, batch, all);
            if (Math.abs(gap - there) > TOGETHER * scale) {
                return true;
            }
        }
        return false;
    }

    private static double loss(TrainingProgram program, Tensor output, Batch batch, int[] order) {
        try (Batch dealt = Cut.changed(batch, input -> input, target -> Cut.rows(target, order), batch.ids())) {
            return program.loss(output, dealt).item();
        }
    }
}
