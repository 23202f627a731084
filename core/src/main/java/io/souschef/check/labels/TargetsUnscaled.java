package io.souschef.check.labels;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.data.Example;
import io.souschef.check.data.Reading;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.tensor.NoGrad;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A price in dollars as the target of a net whose outputs start around one: the squared error is in the billions, and at a usual
 * learning rate the net never gets there. The deviation of the targets is held against one, and against what the fresh net gives,
 * which may scale its outputs by itself. A mean that is far off belongs into the final bias, and is not judged here.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">init well</a>
 */
public final class TargetsUnscaled implements Check {
    /** Standardised targets have 1; the gallery's healthy regressions 0.5 to 12. */
    private static final double LARGEST = 30, SMALLEST = 0.01;

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
        return finding()
                .measured("targets have deviation %.4g, a fresh net's outputs %.3g", deviation, outputs)
                .expected("a deviation of the targets between %.2g and %.0f", SMALLEST, LARGEST)
                .cause(large ? "targets are not scaled" : small ? "targets are scaled to next to nothing" : "")
                .fix(
                        "train on (y - mean) / deviation, and undo it in the prediction: Task.regression(mean, deviation, unit)")
                .failIf(large || small);
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(0));
    }
}
