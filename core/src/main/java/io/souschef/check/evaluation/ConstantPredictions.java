package io.souschef.check.evaluation;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.regularization.Trained;
import io.souschef.experiment.Finding;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * After some training the net says the same whatever it is shown: dead units, inputs that don't arrive, a collapsed output. Outputs
 * are compared across the examples of evaluation. A net that always picks the majority class but by different outputs is not
 * constant. It is a symptom; what comes before it in the list may be the cause.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">visualize prediction dynamics</a>
 */
public final class ConstantPredictions implements Check {
    /** Deviation of the outputs across examples over their size; 0.03 and more in the gallery's healthy programs over 40 seeds. */
    private static final double CONSTANT = 2e-3;

    @Override
    public String name() {
        return "visualize prediction dynamics";
    }

    @Override
    public String code() {
        return "constant-predictions";
    }

    @Override
    public Finding run(Subject subject) {
        Trained.View trained = subject.measured(new Trained());
        int width = trained.width();
        int n = trained.heldOutputs().length / width;
        if (n < 8) {
            throw new CouldNotJudge("it needs eight predictions");
        }
        boolean numbers = subject.fresh(TrainingProgram::task) instanceof Task.Regression;
        double wanted = numbers ? deviation(trained.trainingTargets()) : 0;
        double ratio = ratio(trained.heldOutputs(), width, wanted);
        if (ratio < CONSTANT) {
            ratio = Math.max(ratio, ratio(subject.measured(new Trained.Whole()).outputs(), width, wanted));
        }
        return finding()
                .measured(
                        "after %d steps the outputs for %d examples deviate by %.3g of their size",
                        trained.steps(), n, ratio)
                .expected("outputs that depend on the input")
                .cause(ratio < CONSTANT ? "the net says the same to every input" : "")
                .fix("look at the activations layer by layer, and at what enters the net; lower the learning rate")
                .failIf(ratio < CONSTANT);
    }

    /** Of those that are known: NaN stands for one that isn't. */
    private static double deviation(float[] numbers) {
        double[] known = IntStream.range(0, numbers.length)
                .filter(i -> Float.isFinite(numbers[i]))
                .mapToDouble(i -> numbers[i])
                .toArray();
        return known.length == 0 ? 0 : Math.sqrt(squaresAboutMean(known) / known.length);
    }

    private static double squaresAboutMean(double[] numbers) {
        double mean = Arrays.stream(numbers).average().orElse(0);
        return Arrays.stream(numbers)
                .map(number -> number - mean)
                .map(off -> off * off)
                .sum();
    }

    /**
     * Deviation of the outputs, rows of {@code width} numbers, from their mean, as a share of their size, or of {@code wanted}, that of the
     * targets, where it is more of that: years since 1990 are large and close together. A column that is the same to the bit
     * beside others that aren't was put there: what is never to be predicted, at minus a billion. Minus infinity is such a mask too.
     */
    private static double ratio(float[] outputs, int width, double wanted) {
        double spread = 0;
        double size = 0;
        for (int k = 0; k < width; k++) {
            int column = k;
            double[] said = IntStream.range(0, outputs.length / width)
                    .mapToDouble(i -> outputs[i * width + column])
                    .filter(output -> output != Double.NEGATIVE_INFINITY)
                    .toArray();
            boolean put = Arrays.stream(said).allMatch(output -> output == said[0]);
            if (!put) {
                spread += squaresAboutMean(said);
                size += Arrays.stream(said).map(output -> output * output).sum();
            }
        }
        double ofSize = size == 0 ? 0 : Math.sqrt(spread / size);
        double ofWanted = wanted == 0 ? 0 : Math.sqrt(spread / outputs.length) / wanted;
        return Math.max(ofSize, ofWanted);
    }
}
