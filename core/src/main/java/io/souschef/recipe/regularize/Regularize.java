package io.souschef.recipe.regularize;

import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Hypothesis;
import io.souschef.experiment.Verdict;
import io.souschef.recipe.Chosen;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Lab;
import io.souschef.recipe.Pace;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Stage;
import io.souschef.recipe.Tried;
import io.souschef.recipe.overfit.Overfit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * More data first: a learning curve. Then one regulariser at a time against the same control, each with a verdict; what helped
 * is kept.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">A Recipe for Training Neural Networks, section 4</a>
 */
public final class Regularize implements Stage {
    /** The decision under which the next stage finds the settings. */
    public static final String DECISION = "the regularisers that are kept";

    private static final double[] SHARES = {0.25, 0.5};
    private static final double EPOCHS = 20;

    @Override
    public int number() {
        return 4;
    }

    @Override
    public String name() {
        return "regularize";
    }

    @Override
    public String title() {
        return "Regularize";
    }

    @Override
    public void run(Kitchen kitchen) {
        Settings start = Chosen.settings(kitchen.decided(Overfit.DECISION));
        List<Change> changes = Change.candidates(kitchen, start);
        double seconds = kitchen.seconds(this) / (changes.size() + 1 + SHARES.length);
        Lab lab = new Lab(kitchen, this);
        Tried control = control(kitchen, lab, start, seconds);
        learningCurve(kitchen, lab, control, seconds);
        Settings kept = control.settings();
        List<String> names = new ArrayList<>();
        for (Change change : changes) {
            Tried tried = lab.run(
                    change.name(),
                    new Hypothesis(
                            "Less fit to the training data buys validation.",
                            change.what(),
                            "better on the validation split than the control"),
                    change.apply().apply(control.settings()),
                    Optional.of(control),
                    List.of(kitchen.seed()),
                    seconds);
            if (lab.judge(control, tried).kind() == Verdict.Kind.CONFIRMED) {
                kept = change.apply().apply(kept);
                names.add(change.name());
            }
        }
        Settings chosen = kept;
        kitchen.decide(
                this,
                DECISION,
                names.isEmpty()
                        ? "none was better than the control beyond doubt"
                        : "confirmed: " + String.join(", ", names),
                () -> Chosen.numbers(chosen));
    }

    private Tried control(Kitchen kitchen, Lab lab, Settings start, double seconds) {
        int all = kitchen.dataset().split().train().length;
        Settings whole = start.withExamples(all);
        long affordable = new Pace(kitchen, this).steps(whole, seconds);
        int examples = (int) Math.min(all, Math.max(start.batchSize(), affordable * start.batchSize() / EPOCHS));
        Settings settings = whole.withExamples(examples)
                .withSteps(Math.min(affordable, (long) Math.ceil(EPOCHS * examples / start.batchSize())));
        return lab.run(
                "control",
                new Hypothesis(
                        "Without regularisation the net fits its training data better than the validation split.",
                        "nothing",
                        "training loss below validation loss"),
                settings,
                Optional.empty(),
                List.of(kitchen.seed()),
                seconds);
    }

    private void learningCurve(Kitchen kitchen, Lab lab, Tried control, double seconds) {
        List<Double> sizes = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        for (double share : SHARES) {
            int examples = Math.max(control.settings().batchSize(), (int)
                    (share * control.settings().examples()));
            Tried fewer = lab.run(
                    "get more data: %,d examples".formatted(examples),
                    new Hypothesis(
                            "More data lowers the validation loss.",
                            "%.0f %% of the control's examples, as many steps".formatted(100 * share),
                            "a higher validation loss than the control's"),
                    control.settings().withExamples(examples),
                    Optional.of(control),
                    List.of(kitchen.seed()),
                    seconds);
            sizes.add((double) examples);
            losses.add(fewer.mean("validation loss"));
        }
        sizes.add((double) control.settings().examples());
        losses.add(control.mean("validation loss"));
        double[] x = sizes.stream().mapToDouble(Double::doubleValue).toArray();
        double[] y = losses.stream().mapToDouble(Double::doubleValue).toArray();
        double before = y[y.length - 2];
        double last = y[y.length - 1];
        kitchen.add(
                this,
                Finding.of("get more data", "learning-curve")
                        .measured(
                                "validation loss %.4f with %,.0f examples, %.4f with %,.0f",
                                before, x[x.length - 2], last, x[x.length - 1])
                        .expected("a falling curve: more data helps")
                        .fix("more steps, or a look at the labels: more data should never hurt")
                        .evidence(Evidence.Curves.of(
                                        "Learning curve",
                                        "training examples",
                                        "validation loss, " + kitchen.task().lossUnit(),
                                        "Each point is a training of as many steps. Where it still falls, more data would help.",
                                        Evidence.Line.of("validation", x, y))
                                .withLogX())
                        .warnIf(last > before));
    }
}
