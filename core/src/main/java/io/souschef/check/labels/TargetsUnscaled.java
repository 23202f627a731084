package io.souschef.check.labels;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.data.Correlation;
import io.souschef.check.data.Example;
import io.souschef.check.data.Reading;
import io.souschef.check.regularization.Trained;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.tensor.NoGrad;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A price in dollars as the target of a net whose outputs start around one: the squared error is in the billions, and at a usual
 * learning rate the net never gets there. The deviation of the targets is held against one, and against what the fresh net gives,
 * which may scale its outputs by itself, or come there within its first steps. A mean that is far off belongs into the final bias, and is not judged here.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">init well</a>
 */
public final class TargetsUnscaled implements Check {
    /** Standardised targets have 1; the gallery's healthy regressions 0.5 to 12. */
    private static final double LARGEST = 30, SMALLEST = 0.01;

    /** Of the targets' deviation, and the correlation with them, after the first steps: an exponential 0.5 and 0.9, a plain net far below. */
    private static final double SPREAD = 0.2, FOLLOWS = 0.5;

    @Override
    public String name() {
        return "targets of about one";
    }

    @Override
    public String code() {
        return "targets-unscaled";
    }

    @Override
    public Finding run(Subject subject) {
        if (!(subject.measured(new Answers()).task() instanceof Task.Regression)) {
            throw new CouldNotJudge("no numbers are predicted");
        }
        double[] targets = subject.measured(new Reading()).first().examples().stream()
                .map(Example::target)
                .flatMapToDouble(target -> IntStream.range(0, target.length).mapToDouble(i -> target[i]))
                .filter(Double::isFinite)
                .toArray();
        if (targets.length == 0) {
            throw new CouldNotJudge("no target is a number");
        }
        double deviation = deviation(targets);
        double outputs = subject.fresh(program -> {
            try (Batch batch = program.training(0).open(0);
                    NoGrad off = NoGrad.open()) {
                program.net().eval();
                return deviation(program.forward(batch).toDoubles());
            }
        });
        boolean large = deviation > LARGEST && outputs < deviation / 20;
        boolean small = deviation < SMALLEST && deviation > 0 && outputs > 20 * deviation;
        boolean reached = large && isReached(subject, deviation);
        String cause = large ? ofLarge(reached) : "targets are scaled to next to nothing";
        Finding.Draft draft = finding()
                .measured(
                        "targets have deviation %.4g, a fresh net's outputs %.3g%s",
                        deviation, outputs, reached ? "; in its first steps the program gets there" : "")
                .expected("a deviation of the targets between %.2g and %.0f", SMALLEST, LARGEST)
                .cause("%s", large || small ? cause : "")
                .fix(
                        "train on (y - mean) / deviation, and undo it in the prediction: Task.regression(mean, deviation, unit)");
        return reached ? draft.warnIf(true) : draft.failIf(large || small);
    }

    private static String ofLarge(boolean reached) {
        return reached ? "targets are large, though within reach" : "targets are not scaled";
    }

    /** Whether its first steps bring the program's outputs there: by an exponential, or a loss of ratios. */
    private static boolean isReached(Subject subject, double deviation) {
        try {
            Trained.View trained = subject.measured(new Trained());
            double[] outputs = doubles(trained.trainingOutputs());
            double[] targets = doubles(trained.trainingTargets());
            return outputs.length == targets.length
                    && deviation(outputs) > SPREAD * deviation
                    && Correlation.of(outputs, targets) > FOLLOWS;
        } catch (CouldNotJudge unknown) {
            return false;
        }
    }

    private static double[] doubles(float[] numbers) {
        return IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).toArray();
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(0));
    }
}
