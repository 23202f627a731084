package io.souschef.recipe.skeleton;

import io.souschef.experiment.Hypothesis;
import io.souschef.nn.Safetensors;
import io.souschef.recipe.Attempt;
import io.souschef.recipe.Baseline;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Lab;
import io.souschef.recipe.NetPlan;
import io.souschef.recipe.Pace;
import io.souschef.recipe.Settings;
import io.souschef.recipe.SettingsProgram;
import io.souschef.recipe.Stage;
import io.souschef.recipe.Trial;
import io.souschef.recipe.Tried;
import io.souschef.tensor.Scope;
import io.souschef.train.Evaluation;

/** One matrix and a bias, trained by the same loop as every net: a model that can't be wrong. */
final class LinearBaseline implements Baseline {
    private static final NetPlan LINEAR = new NetPlan("linear", 0, 0, 0);
    private static final int BATCH = 64, EVALUATION_BATCH = 512;
    private static final double RATE = 1e-3;
    private static final double EPOCHS = 30;

    /** Of the stage's time. */
    private static final double SHARE = 0.2;

    private final Stage stage;

    LinearBaseline(Stage stage) {
        this.stage = stage;
    }

    @Override
    public String name() {
        return "linear";
    }

    /** Trains it, or takes it from the notebook. */
    Tried tried(Kitchen kitchen) {
        int all = kitchen.dataset().split().train().length;
        double seconds = SHARE * kitchen.seconds(stage);
        Settings settings = Settings.plain(LINEAR, Math.min(BATCH, Math.max(8, all / 8)), all, 1)
                .withLearningRate(RATE);
        Hypothesis hypothesis = new Hypothesis(
                "The inputs say something about the target, and a weighted sum of them finds it.",
                "a linear model, Adam at 1e-3",
                "validation loss below that of an ignorant net, %.4f".formatted(kitchen.ignorantLoss()));
        return new Lab(kitchen, stage)
                .run(Attempt.of(
                                "linear baseline",
                                hypothesis,
                                new Pace(kitchen, stage).fitted(settings, seconds, EPOCHS),
                                kitchen.seed())
                        .within(1.25 * seconds));
    }

    /** Where its training diverged, which nobody has seen yet, it knows nothing: then it is the prior. */
    @Override
    public Evaluation evaluate(Kitchen kitchen, int... ids) {
        Tried tried = tried(kitchen);
        if (!tried.feasible()) {
            return Prior.of(kitchen.task()).evaluate(kitchen, ids);
        }
        Trial trial = tried.first();
        try (SettingsProgram program =
                new SettingsProgram(kitchen.feed(), kitchen.task(), trial.settings(), trial.seed())) {
            try (Scope scope = Scope.open("weights")) {
                program.net().load(Safetensors.read(trial.weights()).tensors());
            }
            return Evaluation.of(program, kitchen.feed().inOrder(ids, EVALUATION_BATCH));
        }
    }
}
