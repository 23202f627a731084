package io.souschef.check.loss;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Refused;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.WrongShape;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.Optional;

/**
 * Whether a loss over numbers pulls the net's outputs to the targets. One of counts by their logarithms, of shares by their logits, of
 * a density doesn't: what the task's squared error says of such outputs is no judgement then.
 */
public final class Aim {
    /**
     * Of the numbers that lie a deviation above or below their targets, those that are pulled away from them. Over some 430 programs of numbers,
     * two seeds each: exactly 0 in 748 runs (squared, absolute, Huber's, quantile, clipped errors), 0.031 and more in the 90 others (logarithms
     * of counts, shares, densities, values of a next state, all pairs of a batch).
     */
    private static final double AWAY = 0.01;

    /**
     * Of the examples, those whose class is pushed away where the net bets evenly. A loss that takes the class for the answer pushes none,
     * whatever its weights, and one with a wrong sign all; of actions that were rewarded or not about half are. Over 746 programs of the
     * gallery, seed 1: 0.53 and 0.54 of such, 1 where the minus is forgotten, else 0.
     */
    private static final double REPELLED = 0.02;

    private Aim() {}

    /**
     * Whether a program's loss takes its targets for no answers: of numbers pulls its outputs elsewhere, of classes pushes some away, or all by
     * what the inputs say that they cost. Targets may then be times of events, actions that were taken, ranks: what is right is not what is equal.
     */
    public static boolean elsewhere(Subject subject) {
        double repelled = subject.measured(new Repelled());
        boolean all = repelled >= 1 - REPELLED;
        return subject.measured(new Away()) > AWAY
                || (repelled > REPELLED && !all)
                || (all && subject.measured(new OtherAim.Asked()).byInputs());
    }

    /** @throws CouldNotJudge where the program's loss aims elsewhere */
    public static void atTargets(Subject subject) {
        if (elsewhere(subject)) {
            throw new CouldNotJudge(
                    "the program's loss pulls its outputs elsewhere than to the targets, to their logarithms, say: the task's loss says nothing of it");
        }
    }

    /**
     * For checks that ask the task's loss.
     *
     * @throws CouldNotJudge where the program's loss aims elsewhere, or the task's takes no such outputs with such targets
     */
    public static void byTask(Subject subject) {
        atTargets(subject);
        if (subject.measured(new Refusing())) {
            throw new CouldNotJudge(
                    "the task's loss takes no such outputs with such targets, of other shapes: what the program's own one says of a net is its author's affair");
        }
    }

    /** The gradient of the program's loss at {@code outputs}, a number for each of them; none where it takes no gradient. */
    private static float[] pulls(TrainingProgram program, Batch batch, Tensor outputs) {
        Tensor watched = outputs.copy().requiresGrad(true);
        Tensor loss = program.loss(watched, batch);
        Optional<Tensor> gradient =
                loss.requiresGrad() ? loss.gradOf(List.of(watched)).get(0) : Optional.empty();
        return gradient.map(Tensor::toFloats).orElse(new float[0]);
    }

    /** What a number may be pulled for nothing: a ten-millionth of the hardest pull. */
    private static double rounding(float[] pulls) {
        double most = 0;
        for (float pull : pulls) {
            most = Math.max(most, Math.abs(pull));
        }
        return 1e-7 * most;
    }

    /** Whether the task's loss takes no outputs of this net with the targets of its first batch. */
    record Refusing() implements Probe<Boolean> {
        @Override
        public Boolean measure(Subject subject) {
            return subject.fresh(program -> {
                try (Batch batch = program.training(0).open(0);
                        NoGrad off = NoGrad.open()) {
                    program.net().eval();
                    Tensor output = program.forward(batch);
                    try {
                        program.task().loss(output, batch.target());
                        return false;
                    } catch (WrongShape | Refused ofOtherShapes) {
                        return true;
                    }
                }
            });
        }
    }

    /** The share of the numbers that are pulled away from their targets; 0 where there are no numbers, 1 where there is no target for each. */
    record Away() implements Probe<Double> {
        @Override
        public boolean provokes() {
            return true;
        }

        @Override
        public Double measure(Subject subject) {
            return subject.fresh(program -> {
                if (!(program.task() instanceof Task.Regression)) {
                    return 0.0;
                }
                try (Batch batch = program.training(0).open(0)) {
                    return share(program, batch);
                }
            });
        }

        private static double share(TrainingProgram program, Batch batch) {
            MadeOutputs made = new MadeOutputs(program, batch);
            if (made.plain().numel() != batch.target().numel()) {
                return 1;
            }
            Tensor right = made.right(1);
            double mean = right.mean().item();
            double deviation = Math.sqrt(right.sub(mean).pow(2).mean().item());
            double off = deviation > 0 ? deviation : 1;
            return (away(made, right, off) + away(made, right, -off)) / 2;
        }

        /** The share of the numbers, {@code off} too high, whose gradient would move them further off. */
        private static double away(MadeOutputs made, Tensor right, double off) {
            float[] pulls = pulls(made.program, made.batch, right.add(off));
            double rounding = rounding(pulls);
            int away = 0;
            for (float pull : pulls) {
                away += pull * Math.signum(off) < -rounding ? 1 : 0;
            }
            return pulls.length == 0 ? 0 : (double) away / pulls.length;
        }
    }

    /** The share of the examples whose class is pushed away; 0 where there is no class for each. */
    record Repelled() implements Probe<Double> {
        @Override
        public boolean provokes() {
            return true;
        }

        @Override
        public Double measure(Subject subject) {
            return subject.fresh(program -> {
                try (Batch batch = program.training(0).open(0)) {
                    return program.task() instanceof Task.Classification
                                    && batch.target().dim() == 1
                            ? share(program, batch)
                            : 0.0;
                }
            });
        }

        private static double share(TrainingProgram program, Batch batch) {
            Tensor plain = new MadeOutputs(program, batch).plain();
            if (plain.dim() != 2 || plain.size(0) != batch.target().size(0)) {
                return 0;
            }
            int classes = (int) plain.size(1);
            Tensor even = plain.mul(0).add(plain.min().item() >= 0 ? 1.0 / classes : 0);
            float[] pulls = pulls(program, batch, even);
            if (pulls.length == 0) {
                return 0;
            }
            double rounding = rounding(pulls);
            long[] wanted = batch.target().toLongs();
            int away = 0;
            for (int i = 0; i < wanted.length; i++) {
                boolean counts = wanted[i] >= 0 && wanted[i] < classes;
                away += counts && pulls[i * classes + (int) wanted[i]] > rounding ? 1 : 0;
            }
            return (double) away / wanted.length;
        }
    }
}
