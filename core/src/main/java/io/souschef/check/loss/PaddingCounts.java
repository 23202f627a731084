package io.souschef.check.loss;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.List;

/**
 * A target that doesn't count must neither pull nor dilute. Half of the targets are made not to count: the gradient there must
 * be zero, and what is left must pull twice as hard as before.
 */
public final class PaddingCounts implements Check {
    @Override
    public String name() {
        return "padding is left out of the mean";
    }

    @Override
    public String code() {
        return "padding-counts-in-loss";
    }

    @Override
    public Finding run(Subject subject) {
        Halved halved = subject.measured(new Measure());
        boolean pulls = halved.atIgnored() > 1e-3;
        boolean dilutes = !pulls && halved.kept() < 0.75 * halved.expected();
        return finding()
                .measured(
                        "without half of the targets the rest pulls %.2f times as hard; those left out pull %.3f as hard as before",
                        halved.kept(), halved.atIgnored())
                .expected("%.2f times, and nothing", halved.expected())
                .cause(
                        pulls
                                ? "targets that should not count are learned"
                                : dilutes
                                        ? "the mean is taken over padding too: the more padding, the smaller the step"
                                        : "")
                .fix(
                        pulls || dilutes
                                ? "divide the sum by the number of targets that count: crossEntropyIgnoring(…)"
                                : "")
                .failIf(pulls || dilutes);
    }

    /**
     * With half of the targets left out.
     *
     * @param kept how many times as hard the others pull
     * @param expected how many times they should
     * @param atIgnored how hard those left out still pull, as a share of before
     */
    private record Halved(double kept, double expected, double atIgnored) {}

    private record Measure() implements Probe<Halved> {
        @Override
        public Halved measure(Subject subject) {
            return subject.fresh(Measure::halved);
        }

        private static Halved halved(TrainingProgram program) {
            try (Batch batch = program.training(0).open(0)) {
                long value = Ignored.value(program, batch);
                long[] targets = batch.target().toLongs();
                boolean[] dropped = new boolean[targets.length];
                long[] fewer = targets.clone();
                int counted = 0;
                int left = 0;
                RandomStream coin = RandomStream.of(1337, "padding");
                for (int i = 0; i < targets.length; i++) {
                    if (targets[i] != value) {
                        counted++;
                        dropped[i] = coin.uniform(i) < 0.5;
                        left += dropped[i] ? 0 : 1;
                        fewer[i] = dropped[i] ? value : targets[i];
                    }
                }
                if (left == 0 || left == counted) {
                    throw new CouldNotJudge("too few targets in a batch");
                }
                program.net().eval();
                Tensor output = program.forward(batch).detach();
                double[] before = pulls(program, output, batch);
                Tensor changed = Tensor.of(fewer, batch.target().shape().toArray());
                try (Batch half = Batch.open("half", () -> new Batch.Content(batch.inputs(), changed, batch.ids()))) {
                    double[] after = pulls(program, output, half);
                    return new Halved(
                            ratio(after, before, targets, value, dropped, false),
                            (double) counted / left,
                            ratio(after, before, targets, value, dropped, true));
                }
            }
        }

        private static double ratio(
                double[] after, double[] before, long[] targets, long value, boolean[] dropped, boolean which) {
            double a = 0;
            double b = 0;
            for (int i = 0; i < targets.length; i++) {
                if (targets[i] != value && dropped[i] == which) {
                    a += after[i];
                    b += before[i];
                }
            }
            return a / b;
        }

        /** For each target how hard it pulls at the outputs. */
        private static double[] pulls(TrainingProgram program, Tensor output, Batch batch) {
            Tensor watched = output.copy().requiresGrad(true);
            Tensor gradient = program.loss(watched, batch)
                    .gradOf(List.of(watched))
                    .get(0)
                    .orElseThrow(() -> new CouldNotJudge("the loss takes no gradient"));
            int axis = program.task() instanceof io.souschef.train.Task.NextToken ? 2 : 1;
            return gradient.abs().sum(axis).toDoubles();
        }
    }
}
