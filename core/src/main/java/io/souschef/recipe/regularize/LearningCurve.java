package io.souschef.recipe.regularize;

import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Hypothesis;
import io.souschef.recipe.Attempt;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Lab;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Stage;
import io.souschef.recipe.Tried;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What more data would buy: the same training with a quarter and with half of the examples. */
final class LearningCurve {
    static final List<Double> SHARES = List.of(0.25, 0.5);

    private final Kitchen kitchen;
    private final Stage stage;
    private final Lab lab;

    LearningCurve(Kitchen kitchen, Stage stage, Lab lab) {
        this.kitchen = kitchen;
        this.stage = stage;
        this.lab = lab;
    }

    void draw(Tried control, double seconds) {
        List<Tried> points = new ArrayList<>();
        for (Attempt point : points(control.settings(), seconds).toList()) {
            if (kitchen.left(stage) >= seconds || lab.knows(point.name())) {
                Tried fewer = lab.run(point.against(control));
                if (fewer.feasible()) {
                    points.add(fewer);
                }
            }
        }
        if (!points.isEmpty()) {
            points.add(control);
            kitchen.add(stage, finding(points));
        }
    }

    /** The trainings with fewer examples than {@code whole}. */
    Stream<Attempt> points(Settings whole, double seconds) {
        return SHARES.stream()
                .map(share -> point(whole, share, seconds))
                .filter(point -> point.settings().examples() < whole.examples());
    }

    private Attempt point(Settings whole, double share, double seconds) {
        Settings settings = whole.withExamples((int) Math.max(Math.min(8, whole.examples()), share * whole.examples()));
        Hypothesis hypothesis = new Hypothesis(
                "More data lowers the validation loss.",
                "%.0f %% of the control's examples, as many steps".formatted(100 * share),
                "a higher validation loss than the control's");
        return Attempt.of(
                        "get more data: %,d examples".formatted(settings.examples()),
                        hypothesis,
                        settings,
                        kitchen.seed())
                .within(1.25 * seconds);
    }

    private Finding finding(List<Tried> points) {
        double[] x = points.stream().mapToDouble(p -> p.settings().examples()).toArray();
        double[] y =
                points.stream().mapToDouble(p -> p.first().validation().loss()).toArray();
        int last = y.length - 1;
        return Finding.of("get more data", "learning-curve")
                .measured(
                        "validation loss %.4f with %,.0f examples, %.4f with %,.0f",
                        y[last - 1], x[last - 1], y[last], x[last])
                .expected("a falling curve: more data helps")
                .fix("more steps, or a look at the labels: more data should never hurt")
                .evidence(Evidence.Curves.of(
                                "Learning curve",
                                "training examples",
                                "validation loss, " + kitchen.task().lossUnit(),
                                "Each point is a training of as many steps. Where it still falls, more data would help.",
                                Evidence.Line.of("validation", x, y))
                        .withLogX())
                .warnIf(y[last] > y[last - 1]);
    }
}
