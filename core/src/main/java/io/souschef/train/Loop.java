package io.souschef.train;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Engine;
import java.util.Optional;

/**
 * The plain training loop: epochs of batches, one step each, the learning rate set before every step, an evaluation of the
 * whole validation split after an epoch, the best weights kept.
 *
 * <p>Nothing here is hidden from a program: it is asked for batches, and its {@code step} does the update.
 */
public final class Loop {
    /** What a caller wants to know while it trains. All optional. */
    public interface Listener {
        /** After each step. */
        default void stepped(long step, Horizon horizon, double loss) {}

        /** Before training ends because a loss is not finite, with the step that gave it. */
        default void diverged(long step, double loss) {}

        /** After each evaluation. */
        default void evaluated(Curve.Point point, Evaluation evaluation) {}

        /** Whether to stop now, asked after each step: it is evaluated once more, and ends as if the horizon were reached. */
        default boolean stop() {
            return false;
        }
    }

    /** At most about this many evaluations in a training: where an epoch takes a blink, not every one is evaluated. */
    private static final int EVALUATIONS = 40;

    /**
     * Between two evaluations so many times the validation examples are trained on. A forward pass is a third of a step, so that
     * evaluation takes at most a tenth of the time, however few examples there are to train on.
     */
    private static final double TRAINED_BETWEEN = 3;

    private final TrainingProgram program;
    private final Horizon horizon;
    private final Schedule schedule;
    private final double baseRate;
    private final Listener listener;
    private final Optional<Checkpoint> checkpoint;
    private final Curve curve = new Curve();
    private Position position = Position.start();
    private long evaluatedAt;

    private Loop(
            TrainingProgram program,
            Horizon horizon,
            Schedule schedule,
            Listener listener,
            Optional<Checkpoint> checkpoint) {
        this.program = program;
        this.horizon = horizon;
        this.schedule = schedule;
        this.listener = listener;
        this.checkpoint = checkpoint;
        this.baseRate = program.optimizer().map(Optimizer::learningRate).orElse(Double.NaN);
    }

    /** How it ended. */
    public record Trained(Curve curve, Evaluation best, long bestStep, long steps, double seconds) {}

    /**
     * Trains {@code program} to the end of {@code horizon}; afterwards the net has the weights of its best evaluation.
     *
     * @param schedule of the learning rate, where the program has an {@link Optimizer}
     * @param checkpoint written every now and then; if it holds a position already, training goes on from there, to the same
     *     bits as without the interruption
     * @throws Diverged when a loss isn't finite
     * @throws NothingToTrainOn when an epoch has no batches
     */
    public static Trained train(
            TrainingProgram program,
            Horizon horizon,
            Schedule schedule,
            Listener listener,
            Optional<Checkpoint> checkpoint) {
        return new Loop(program, horizon, schedule, listener, checkpoint).run();
    }

    private Trained run() {
        long started = System.nanoTime();
        if (!program.net().convolves()) {
            Engine.forMatrices();
        }
        try (BestWeights best = new BestWeights(program)) {
            position = checkpoint
                    .flatMap(c -> c.resume(program, horizon, best, curve))
                    .orElse(Position.start());
            evaluatedAt = curve.lastEvaluated();
            double before = position.seconds();
            while (position.step() < horizon.steps()) {
                epoch(best, started, before);
            }
            best.restore();
            program.trainingEnded();
            checkpoint.ifPresent(Checkpoint::delete);
            return new Trained(curve, best.evaluation(), best.step(), position.step(), before + seconds(started));
        }
    }

    private void epoch(BestWeights best, long started, double before) {
        Batches batches = program.training(position.epoch());
        if (batches.count() == 0) {
            throw new NothingToTrainOn(position.epoch(), batches.examples());
        }
        while (position.batch() < batches.count()) {
            step(batches);
            boolean last = position.step() >= horizon.steps();
            if (last || listener.stop()) {
                horizon.resume(position.step());
                break;
            }
            position = position.after(before + seconds(started));
            horizon.replan(position.step(), position.seconds());
            if (checkpoint.isPresent() && checkpoint.get().due()) {
                checkpoint.get().write(program, position, horizon, best, curve);
            }
        }
        position = position.after(before + seconds(started));
        boolean over = position.step() >= horizon.steps();
        if (over || position.step() - evaluatedAt >= stepsBetween(batches)) {
            evaluate(best, batches.count());
        }
        program.epochEnded(position.epoch());
        position = position.nextEpoch(before + seconds(started));
    }

    /** A part of the planned training, and enough that evaluation doesn't eat the time. */
    private double stepsBetween(Batches training) {
        double validations = (double) program.evaluation().examples() / Math.max(1, training.examples());
        return Math.max((double) horizon.steps() / EVALUATIONS, TRAINED_BETWEEN * validations * training.count());
    }

    private void evaluate(BestWeights best, int batchesPerEpoch) {
        evaluatedAt = position.step();
        double epochs = position.epoch() + (double) position.batch() / batchesPerEpoch;
        Evaluation evaluation = program.evaluate();
        if (!Double.isFinite(evaluation.loss())) {
            throw new Diverged(evaluation.loss(), position.step(), program.learningRate());
        }
        Curve.Point point = new Curve.Point(position.step(), epochs, evaluation.loss(), evaluation.metric());
        curve.point(point);
        best.offer(evaluation, position.step());
        listener.evaluated(point, evaluation);
    }

    private void step(Batches batches) {
        double rate = baseRate * schedule.at(horizon.fraction(position.step()));
        program.optimizer().ifPresent(optimizer -> optimizer.learningRate(rate));
        double loss;
        try (Batch batch = batches.open(position.batch())) {
            loss = program.step(batch);
        }
        if (!Double.isFinite(loss)) {
            listener.diverged(position.step(), loss);
            throw new Diverged(loss, position.step(), program.learningRate());
        }
        curve.step(loss, rate);
        position = position.nextBatch();
        listener.stepped(position.step(), horizon, loss);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
