package io.souschef.recipe.skeleton;

import io.souschef.data.Table;
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

    /**
     * Of tables the batch, the highest rate of one cycle, and the steps. With those of pictures a small table's model is far from its end:
     * validation RMSE of 804 car prices 10,232 and 2,835 with these (the mean 10,224), of concrete 18.1 and 8.6 (16.5), accuracy on
     * penguins 78.9 and 100 %; scikit-learn's on the test splits 3,020, 10.6 and 100 %.
     */
    private static final int TABLE_BATCH = 256;

    private static final double TABLE_RATE = 2e-2, TABLE_STEPS = 1000;

    /** A step of it costs next to nothing, but on a busy machine: so many are made in any case. */
    private static final int FEWEST_STEPS = 300;

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
        boolean table = kitchen.dataset().inputs() instanceof Table;
        Settings settings = table ? rows(all) : pictures(all);
        Pace pace = new Pace(kitchen, stage);
        if (table) {
            seconds = Math.max(seconds, pace.seconds(settings.withSteps(FEWEST_STEPS)));
        }
        double epochs = table ? Math.max(EPOCHS, TABLE_STEPS * settings.batchSize() / all) : EPOCHS;
        Settings fitted = pace.fitted(settings, seconds, epochs);
        Hypothesis hypothesis = new Hypothesis(
                "The inputs say something about the target, and a weighted sum of them finds it.",
                "a linear model, Adam at %.2g%s".formatted(settings.learningRate(), table ? " and down to zero" : ""),
                "validation loss below that of an ignorant net, %.4f".formatted(kitchen.ignorantLoss()));
        return new Lab(kitchen, stage)
                .run(Attempt.of("linear baseline", hypothesis, fitted, kitchen.seed())
                        .within(1.25 * seconds));
    }

    private static Settings pictures(int all) {
        return Settings.plain(LINEAR, Math.min(BATCH, Math.max(8, all / 8)), all, 1)
                .withLearningRate(RATE);
    }

    private static Settings rows(int all) {
        return Settings.plain(LINEAR, Math.min(TABLE_BATCH, Math.max(8, all / 4)), all, 1)
                .cycle()
                .withLearningRate(TABLE_RATE);
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
