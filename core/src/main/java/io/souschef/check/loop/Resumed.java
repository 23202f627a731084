package io.souschef.check.loop;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.step.Feeder;
import io.souschef.check.step.Rhythm;
import io.souschef.check.step.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A training that was interrupted and resumed from the program's own checkpoint, beside one that went on.
 *
 * @param steps that were taken after it
 * @param off distance of the weights after these
 * @param moved by those of them that went on
 * @param atOnce distance of the weights right after resuming
 * @param rate the next step's learning rate without interruption; NaN if unknown
 * @param resumedRate the same when resumed
 * @param evaluatedOff how far the program's own evaluation is from that without interruption, after these steps and as a share of the
 *     losses; 0 where it isn't the same twice
 */
record Resumed(
        int steps, double off, double moved, double atOnce, double rate, double resumedRate, double evaluatedOff) {
    private static final int BEFORE = 9;
    private static final int AFTER = 4;

    /** Batches of an epoch, at most, that are all taken before it ends; a longer one ends after the first so many. */
    private static final int MOST = 200;

    /**
     * Steps, at most, by which it goes on after an epoch's end, where that counts: slow weights that are met every fifth or tenth step are equal to the
     * fast ones there, and a checkpoint without them shows when they meet again.
     */
    private static final int LONGER = 60;

    /** Of the movement, and of the losses. */
    private static final double SAME = 1e-3;

    boolean weightsDiffer() {
        return off > SAME * moved;
    }

    boolean evaluatesOtherwise() {
        return evaluatedOff > SAME;
    }

    private boolean isSound() {
        return !weightsDiffer() && !evaluatesOtherwise() && !ScheduleReplayed.replayed(this);
    }

    /**
     * When it is saved, and for how long both go on.
     *
     * @param before steps before it
     * @param next number of the batch that comes after it
     * @param after steps after it
     * @param epochEnds whether an epoch ends just before it
     */
    private record Plan(int before, int next, int after, boolean epochEnds) {}

    /**
     * Measures it: between two updates, and where that isn't sound at the end of an epoch, too, since many a checkpoint is meant for that. That one counts
     * if it is sound for another epoch.
     */
    record Measured() implements Probe<Resumed> {
        @Override
        public Resumed measure(Subject subject) {
            Rhythm rhythm = subject.measured(new Rhythm.Heard());
            int before = rhythm.wholeRounds(BEFORE);
            int after = Math.max(AFTER, rhythm.batches());
            Resumed between = measured(subject, new Plan(before, before, after, false));
            if (between.isSound()) {
                return between;
            }
            int epoch = subject.fresh(program -> program.training(0).count());
            int taken = epoch <= MOST ? epoch : rhythm.wholeRounds(MOST);
            int longer = Math.max(after, Math.min(epoch, LONGER));
            Resumed atTheEnd = measured(subject, new Plan(taken, epoch, longer, true));
            return atTheEnd.isSound() ? atTheEnd : between;
        }

        private static Resumed measured(Subject subject, Plan plan) {
            Path folder = temporary();
            try {
                return measured(subject, folder.resolve("checkpoint"), plan);
            } finally {
                delete(folder);
            }
        }

        private static Resumed measured(Subject subject, Path file, Plan plan) {
            double[] rates = new double[2];
            Weights[] saved = new Weights[1];
            double[][] losses = new double[3][];
            Weights on = subject.fresh(program -> {
                Feeder.steps(program, 0, plan.before);
                if (plan.epochEnds) {
                    program.epochEnded(0);
                }
                try {
                    program.save(file);
                } catch (UnsupportedOperationException none) {
                    throw new CouldNotJudge("it has no checkpoint of its own: save(file) and resume(file)");
                }
                saved[0] = Weights.of(program.net());
                Feeder.steps(program, plan.next, plan.after);
                rates[0] = program.learningRate().orElse(Double.NaN);
                losses[0] = program.evaluate().losses();
                losses[1] = program.evaluate().losses();
                return Weights.of(program.net());
            });
            Weights again = subject.fresh(subject.seed() + 1, program -> {
                program.resume(file);
                return Weights.of(program.net());
            });
            Weights resumed = subject.fresh(program -> {
                program.resume(file);
                Feeder.steps(program, plan.next, plan.after);
                rates[1] = program.learningRate().orElse(Double.NaN);
                losses[2] = program.evaluate().losses();
                return Weights.of(program.net());
            });
            return new Resumed(
                    plan.after,
                    resumed.minus(on).norm(),
                    on.minus(saved[0]).norm(),
                    again.minus(saved[0]).norm(),
                    rates[0],
                    rates[1],
                    Arrays.equals(losses[0], losses[1]) ? off(losses[0], losses[2]) : 0);
        }

        /** Mean distance over the mean size. */
        private static double off(double[] some, double[] others) {
            if (some.length != others.length) {
                return Double.POSITIVE_INFINITY;
            }
            double off = 0;
            double size = 0;
            for (int i = 0; i < some.length; i++) {
                off += Math.abs(some[i] - others[i]);
                size += Math.abs(some[i]);
            }
            return off == 0 ? 0 : off / size;
        }

        private static Path temporary() {
            try {
                return Files.createTempDirectory("souschef-check");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(Path folder) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
