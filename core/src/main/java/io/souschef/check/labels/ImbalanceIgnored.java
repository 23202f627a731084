package io.souschef.check.labels;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.data.Example;
import io.souschef.check.data.Moments;
import io.souschef.check.data.Pass;
import io.souschef.check.data.Reading;
import io.souschef.check.regularization.Trained;
import io.souschef.experiment.Finding;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ninety-five per cent accuracy, by always saying the same: the rare class is hardly ever predicted though it could be. After a short
 * training the predictions are counted; and by the distance to the mean of each class, a person's first idea, it is seen whether
 * rare examples can be told apart. A warning only: a longer training may do without.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">init well</a>
 */
public final class ImbalanceIgnored implements Check {
    private static final double RATIO = 6;
    private static final int LEAST = 10;

    /** Share of a rare class that the nearest class mean gets right, and that the net gets right. */
    private static final double TELLABLE = 0.7, IGNORED = 0.3;

    /** What must be left of the loss at most; before that predictions are those of the start. */
    private static final double LEARNING = 0.9;

    @Override
    public String name() {
        return "rare classes are predicted";
    }

    @Override
    public String code() {
        return "class-imbalance-ignored";
    }

    @Override
    public Finding run(Subject subject) {
        if (!(subject.measured(new Answers()).task() instanceof Task.Classification task)) {
            throw new CouldNotJudge("nothing is classified");
        }
        Pass pass = subject.measured(new Reading()).first();
        int[] counts = new int[task.classes()];
        for (Example example : pass.examples()) {
            if (example.target().length != 1 || example.label() < 0 || example.label() >= counts.length) {
                throw new CouldNotJudge("it needs one class per example");
            }
            counts[example.label()]++;
        }
        int most = Arrays.stream(counts).max().orElse(0);
        int rare = Arrays.stream(counts).filter(n -> n >= LEAST).min().orElse(most);
        if (most < RATIO * rare) {
            return finding()
                    .measured("classes have %d to %d examples", rare, most)
                    .expected("a ratio below %.0f, or rare classes that are predicted", RATIO)
                    .okIf(true);
        }
        if (!pass.ofRealNumbers()) {
            throw new CouldNotJudge("only of real numbers is it known here whether rare classes can be told apart");
        }
        Trained.View trained = subject.measured(new Trained());
        double[] losses = trained.losses();
        if (!(losses[losses.length - 1] < LEARNING * losses[0])) {
            throw new CouldNotJudge("the loss hardly falls in %d steps", trained.steps());
        }
        double[] recall = recall(task, trained);
        double[] told = told(pass, counts);
        int worst = IntStream.range(0, counts.length)
                .filter(k -> counts[k] >= LEAST && counts[k] * RATIO <= most)
                .boxed()
                .max(Comparator.comparingDouble(k -> told[k] - recall[k]))
                .orElse(0);
        boolean ignored = told[worst] > TELLABLE && recall[worst] < IGNORED;
        return finding()
                .measured(
                        "classes have %d to %d examples; after %d steps %.2f of class %d are right, by the nearest class mean %.2f",
                        rare, most, trained.steps(), recall[worst], worst, told[worst])
                .expected("rare classes that can be told apart are predicted")
                .cause(ignored ? "the imbalance is ignored: the net says the majority" : "")
                .fix(
                        "weight the classes in the loss, or draw rare ones more often; and watch the accuracy of each class")
                .warnIf(ignored);
    }

    private static double[] recall(Task.Classification task, Trained.View trained) {
        double[] right = new double[task.classes()];
        double[] all = new double[task.classes()];
        for (int i = 0; i < trained.trainingTargets().length; i++) {
            int label = (int) trained.trainingTargets()[i];
            all[label]++;
            right[label] += task.predicted(trained.trainingOutputs(), i) == label ? 1 : 0;
        }
        for (int k = 0; k < right.length; k++) {
            right[k] = all[k] == 0 ? 1 : right[k] / all[k];
        }
        return right;
    }

    /** For each class the share that is nearest to the mean of its class. */
    private static double[] told(Pass pass, int[] counts) {
        List<Example> kept = pass.kept();
        float[][] rows = pass.rows();
        Moments each = Moments.each(rows);
        int width = rows[0].length;
        double[][] means = new double[counts.length][width];
        int[] seen = new int[counts.length];
        for (Example example : kept) {
            seen[example.label()]++;
            for (int j = 0; j < width; j++) {
                means[example.label()][j] += example.input()[j];
            }
        }
        double[] right = new double[counts.length];
        for (Example example : kept) {
            int best = -1;
            double nearest = Double.POSITIVE_INFINITY;
            for (int k = 0; k < counts.length; k++) {
                double distance = 0;
                for (int j = 0; j < width && seen[k] > 0; j++) {
                    double off = (example.input()[j] - means[k][j] / seen[k]) / Math.max(1e-9, each.deviation()[j]);
                    distance += off * off;
                }
                if (seen[k] > 0 && distance < nearest) {
                    nearest = distance;
                    best = k;
                }
            }
            right[example.label()] += best == example.label() ? 1.0 / seen[example.label()] : 0;
        }
        return right;
    }
}
