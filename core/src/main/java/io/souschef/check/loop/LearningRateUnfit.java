package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.step.Feeder;
import io.souschef.check.step.FollowsLoss;
import io.souschef.check.step.Weights;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.tensor.NoGrad;
import io.souschef.train.Optimizer;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The same few batches, many times, at the program's learning rate, at a thirtieth of it and at ten thousand times as much. Too high
 * is a rate at which the loss rises where a thirtieth lets it fall, and doesn't get further than that in ten times as long, or doesn't fall
 * at all in ten times as long; too low one at which nothing happens where ten thousand times as much does. Judged only where the rate can be set.
 */
public final class LearningRateUnfit implements Check {
    /** What a rate that is too high is multiplied by, and one that is too low, to see whether the loss falls then: healthy rates span less. */
    private static final double LESS = 1 / 30.0, MORE = 10_000;

    private static final int STEPS = 40;

    /** How long a loss that has risen may take to come down again: beside a codebook's, which first had to follow, it took 90 steps. */
    private static final int PATIENCE = 10 * STEPS;

    /** In the last quarter of so long a time the loss is looked at so often. */
    private static final int POINTS = 8;

    /** Reasoned: by how much of itself the loss must fall at a thirtieth of the rate, and how little of that is nothing at the rate itself. */
    private static final double CLEARLY = 0.1, LITTLE = 0.1;

    /** Median size of an update, as a share of the weights. Healthy programs had 2e-5 to 0.06; one that hardly moved had 6e-6. */
    private static final double TOO_SMALL = 1.1e-5;

    @Override
    public String name() {
        return "a learning rate that learns";
    }

    @Override
    public String code() {
        return "learning-rate-unfit";
    }

    @Override
    public Finding run(Subject subject) {
        Run own = subject.measured(new Trial(1, STEPS));
        boolean rises = !Double.isFinite(own.after()) || own.after() > own.before() + Math.abs(own.before()) + 0.1;
        boolean tiny = !rises && own.ratio() < TOO_SMALL;
        boolean high = rises && subject.measured(new Trial(LESS, STEPS)).falls() && !comesDown(subject);
        boolean stuck = !rises && !tiny && !own.fallsClearly() && staysUp(subject, own);
        Run more = tiny ? subject.measured(new Trial(MORE, STEPS)) : own;
        boolean low = tiny && more.after() < 0.9 * own.after() && own.after() > 0.98 * own.before();
        return finding()
                .measured(
                        "over %d steps on one batch the loss goes from %.4g to %.4g; an update is %.1e of the weights",
                        STEPS, own.before(), own.after(), own.ratio())
                .expected("a loss that falls, and updates of 1e-5 to 1e-1 of the weights")
                .cause(
                        high || stuck
                                ? "the learning rate is too high: a thirtieth of it lets the loss fall"
                                : low
                                        ? "the learning rate is too low: ten thousand times as much lets the loss fall"
                                        : "")
                .fix(high || stuck || low ? "try it over three powers of ten; Adam at 3e-4 is a safe start" : "")
                .failIf(high || stuck || low);
    }

    /** Whether the loss, after a longer time, is below that at the start and that of the thirtieth: it had to go up first. */
    private static boolean comesDown(Subject subject) {
        Run own = subject.measured(new Trial(1, PATIENCE));
        return own.falls()
                && own.after() < subject.measured(new Trial(LESS, PATIENCE)).after();
    }

    /**
     * Whether the loss, soon and after a longer time, hasn't fallen by more than a little of what it falls by at a thirtieth of the rate: the net
     * is lost in the first steps. Known only where the loss is what the steps lower.
     */
    private static boolean staysUp(Subject subject, Run own) {
        return own.staysAbove(subject.measured(new Trial(LESS, STEPS)))
                && subject.measured(new FollowsLoss())
                && subject.measured(new Trial(1, PATIENCE)).staysAbove(subject.measured(new Trial(LESS, PATIENCE)));
    }

    /**
     * A short training on one batch.
     *
     * @param best of the loss at some of the last steps, which may be noisy
     * @param worst of the same
     */
    private record Run(double before, double after, double ratio, double best, double worst) {
        boolean falls() {
            return Double.isFinite(after) && after < before;
        }

        boolean fallsClearly() {
            return Double.isFinite(worst) && worst < before - CLEARLY * Math.abs(before);
        }

        /** Whether the other falls clearly, and this by no more than a little of that. */
        boolean staysAbove(Run other) {
            return other.fallsClearly() && best > before - LITTLE * (other.before - other.worst);
        }
    }

    private record Trial(double factor, int steps) implements Probe<Run> {
        @Override
        public Run measure(Subject subject) {
            return subject.fresh(this::of);
        }

        private Run of(TrainingProgram program) {
            Optimizer optimizer = program.optimizer()
                    .orElseThrow(() -> new CouldNotJudge("the learning rate can't be set: optimizer() is empty"));
            double rate = optimizer.learningRate();
            double before = loss(program);
            double[] ratios = new double[steps];
            List<Double> losses = new ArrayList<>();
            Weights start = Weights.of(program.net());
            for (int step = 0; step < steps; step++) {
                optimizer.learningRate(rate * factor);
                try (Batch batch = Feeder.open(program, 0)) {
                    program.step(batch);
                }
                Weights now = Weights.of(program.net());
                ratios[step] = now.minus(start).norm() / start.norm();
                start = now;
                int left = steps - 1 - step;
                if (steps > STEPS && left > 0 && left < steps / 4 && left % (steps / 4 / POINTS) == 0) {
                    Map<String, Long> draws = program.net().drawsByLayer();
                    losses.add(loss(program));
                    program.net().drawsByLayer(draws);
                }
                if (step == 0 && Math.abs(optimizer.learningRate() - rate * factor) > 1e-9 * rate) {
                    throw new CouldNotJudge("the step sets the learning rate itself: a schedule");
                }
            }
            double after = loss(program);
            losses.add(after);
            Arrays.sort(ratios);
            if (ratios[steps - 1] == 0) {
                throw new CouldNotJudge("no weight moves");
            }
            return new Run(before, after, ratios[steps / 2], Collections.min(losses), Collections.max(losses));
        }

        private static double loss(TrainingProgram program) {
            try (Batch batch = Feeder.open(program, 0);
                    NoGrad off = NoGrad.open()) {
                program.net().train();
                program.net().drawsByLayer(Map.of()); // the same dropout as before
                return program.loss(program.forward(batch), batch).item();
            }
        }
    }
}
