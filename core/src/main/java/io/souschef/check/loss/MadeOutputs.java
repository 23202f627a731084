package io.souschef.check.loss;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.wiring.Unit;
import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * Outputs that no net gave, of the shape that the net gives and of its kind (logits or probabilities), for the batch that is open: what
 * a loss says to them is known beforehand.
 */
final class MadeOutputs {
    final TrainingProgram program;
    final Batch batch;
    final Feel.Kind kind;

    /** Where the classes are. */
    final int axis;

    private final Tensor output;
    private final Feel.Outputs outputs;
    private final RandomStream random = RandomStream.of(1337, "loss");

    /** @throws CouldNotJudge if the net's output has no axis of classes */
    MadeOutputs(TrainingProgram program, Batch batch) {
        this.program = program;
        this.batch = batch;
        Task task = program.task();
        this.kind = task instanceof Task.Regression
                ? Feel.Kind.NUMBERS
                : task instanceof Task.MultiLabel ? Feel.Kind.LABELS : Feel.Kind.CLASSES;
        this.axis = task instanceof Task.NextToken ? 2 : 1;
        program.net().eval();
        Tensor evaluated = program.forward(batch).detach();
        if (evaluated.dim() <= axis && kind != Feel.Kind.NUMBERS) {
            throw new CouldNotJudge("the net's output " + evaluated.shape() + " has no axis of classes");
        }
        Feel.Outputs inEvaluation = Feel.Outputs.of(this, evaluated);
        Optional<Tensor> trained = squashed(inEvaluation) ? logitsInTraining() : Optional.empty();
        this.output = trained.orElse(evaluated);
        this.outputs = trained.map(logits -> Feel.Outputs.of(this, logits)).orElse(inEvaluation);
    }

    /**
     * What the net gives in training mode, in which it stays then, where these are no probabilities: a net may take the softmax in evaluation only, and
     * leave it to the loss else.
     */
    private Optional<Tensor> logitsInTraining() {
        program.net().train();
        Tensor trained = program.forward(batch).detach();
        if (!squashed(Feel.Outputs.of(this, trained))) {
            return Optional.of(trained);
        }
        program.net().eval();
        program.forward(batch); // leaves what a loss takes beside the output
        return Optional.empty();
    }

    private boolean squashed(Feel.Outputs given) {
        return switch (kind) {
            case CLASSES -> given.probabilities();
            case LABELS -> given.inUnit();
            case NUMBERS -> false;
        };
    }

    Feel.Outputs outputs() {
        return outputs;
    }

    /** What the net itself gives. */
    Tensor own() {
        return output;
    }

    /** How far from zero the net's outputs can get, whatever its weights, in the mode in which the loss gets them. */
    double reach() {
        return Unit.reach(program, batch);
    }

    /** What the net itself gives in that mode with matrices of weights so many times as large, which they stay. */
    Tensor withMatrices(double times) {
        try (NoGrad off = NoGrad.open()) {
            program.net().parameters().values().stream()
                    .filter(weight -> weight.dim() >= 2)
                    .forEach(weight -> weight.mulInPlace(times));
            return program.forward(batch).detach().copy();
        }
    }

    int classes() {
        return output.dim() > axis ? (int) output.size(axis) : 1;
    }

    /** Examples times positions. */
    int rows() {
        return (int) (output.numel() / classes());
    }

    /** Random outputs of the kind that the net gives: logits, or probabilities. */
    Tensor plain() {
        Tensor drawn = drawn("plain");
        return outputs.probabilities() ? drawn.softmax(axis) : yesOrNo() ? drawn.sigmoid() : drawn;
    }

    /** Whether the net gives a probability for each label. */
    boolean yesOrNo() {
        return kind == Feel.Kind.LABELS && outputs.inUnit();
    }

    Tensor drawn(String purpose) {
        return random.named(purpose).normal(0, 1, output.shape().toArray());
    }

    /** One number per row, the same for all places along an axis. */
    Tensor shift(int along) {
        long[] shape = output.shape().toArray();
        if (along < shape.length) {
            shape[along] = 1;
        }
        return random.named("shift " + along)
                .normal(1, 1, shape)
                .expand(output.shape().toArray());
    }

    /**
     * {@code value} at the right class of each row, of shares at that of the largest, or the targets themselves where they are numbers. Of a target that is NaN, not known, nothing is
     * right or wrong: undecided, or 0.
     */
    Tensor right(double value) {
        if (kind == Feel.Kind.CLASSES) {
            return hot(0).mul(value);
        }
        if (batch.target().numel() != output.numel()) {
            throw new CouldNotJudge(
                    "outputs %s are not one for each of the targets %s, so that right ones can't be made",
                    output.shape(), batch.target().shape());
        }
        Tensor all = batch.target().to(DType.FLOAT32).reshape(output.shape().toArray());
        Tensor unknown =
                Tensor.full(kind == Feel.Kind.LABELS ? 0.5 : 0, output.shape().toArray());
        Tensor numbers = all.eq(all).where(all, unknown);
        return kind == Feel.Kind.LABELS ? numbers.mul(2).sub(1).mul(value) : numbers;
    }

    /** 30 at a wrong class of each row, or 30 beside the targets where they are numbers. */
    Tensor wrong() {
        return switch (kind) {
            case CLASSES -> hot(1).mul(30);
            case LABELS -> right(-30);
            case NUMBERS -> right(1).add(30);
        };
    }

    /** 30 at the class that is so many, half of all at most, away from the right one: above it, or where none is, below. */
    Tensor away(int by) {
        int last = classes() - 1;
        return hot(counted(c -> c + by > last ? c - by : c + by)).mul(30);
    }

    /** 30 at the class before the right one and at the one after it: on average its number is right. At the right one where it is the first or last. */
    Tensor astride() {
        int last = classes() - 1;
        Tensor before = hot(counted(c -> c < last ? Math.max(0, c - 1) : c));
        Tensor after = hot(counted(c -> c > 0 ? Math.min(last, c + 1) : c));
        return before.add(after).mul(30);
    }

    /** As wrong as an output can be: ± 10,000, or probabilities of exactly 0 and 1. */
    Tensor worst() {
        return yesOrNo() ? wrong().div(60).add(0.5) : outputs.probabilities() ? wrong().div(30) : wrong().mul(1e4 / 30);
    }

    /** Ten nats for classes and labels: a loss that keeps logarithms finite by a limit of 1e-4 or less isn't cut off there. */
    Tensor outliers() {
        if (yesOrNo()) {
            return wrong().mul(0.49 / 30).add(0.5);
        }
        return kind == Feel.Kind.NUMBERS || outputs.probabilities() ? wrong() : wrong().mul(10.0 / 30);
    }

    /** Outputs of a small loss that isn't zero. */
    Tensor nearlyRight() {
        if (outputs.probabilities()) {
            return right(2).softmax(axis);
        }
        if (kind != Feel.Kind.NUMBERS) {
            return yesOrNo() ? right(0.3).add(0.5) : right(3);
        }
        Tensor target = right(1);
        double spread = target.sub(target.mean()).pow(2).mean().sqrt().item();
        return target.add(drawn("nearly right").mul(0.1 * Math.max(spread, 1e-3)));
    }

    /** Twos at one class of every row. */
    Tensor twos(int which) {
        float[] one = new float[classes()];
        one[which] = 2;
        long[] around = new long[output.dim()];
        Arrays.fill(around, 1);
        around[axis] = one.length;
        return Tensor.of(one, around).expand(output.shape().toArray());
    }

    /** One-hot rows, the class moved on by {@code by}; targets that don't count are at class 0. */
    private Tensor hot(long by) {
        return hot(counted(c -> (c + by) % classes()));
    }

    /** Whether a target is a share of each class, which add up to one, as a teacher's are, or those of mixed examples. */
    boolean shares() {
        Tensor target = batch.target();
        return kind == Feel.Kind.CLASSES
                && target.dtype().isFloat()
                && Arrays.equals(target.shape().toArray(), output.shape().toArray())
                && target.min().item() >= 0
                && target.sum(axis).sub(1).abs().max().item() < 1e-3; // rounding: of thousands of floats
    }

    /** A class for each row: of shares the one with the largest. */
    private Tensor wanted() {
        return shares() ? batch.target().argmax(axis) : batch.target();
    }

    /** The targets, those that count each replaced by what is said; the others by 0. */
    private long[] counted(LongUnaryOperator by) {
        return Arrays.stream(wanted().toLongs())
                .map(c -> c < 0 || c >= output.size(axis) ? 0 : by.applyAsLong(c))
                .toArray();
    }

    private Tensor hot(long[] classes) {
        Tensor wanted = wanted();
        if (wanted.numel() * output.size(axis) != output.numel()) {
            throw new CouldNotJudge(
                    "outputs %s are not one for each class of each of the targets %s, so that right ones can't be made",
                    output.shape(), batch.target().shape());
        }
        Tensor hot = Tensor.of(classes, wanted.shape().toArray())
                .oneHot(output.size(axis))
                .to(DType.FLOAT32);
        return axis == hot.dim() - 1 ? hot : hot.permute(0, 3, 1, 2);
    }
}
