package io.souschef.recipe.squeeze;

import io.souschef.data.Feed;
import io.souschef.experiment.Entry;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Hypothesis;
import io.souschef.experiment.Judge;
import io.souschef.experiment.Verdict;
import io.souschef.nn.Safetensors;
import io.souschef.recipe.Chosen;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Lab;
import io.souschef.recipe.Model;
import io.souschef.recipe.Pace;
import io.souschef.recipe.Settings;
import io.souschef.recipe.SettingsProgram;
import io.souschef.recipe.Stage;
import io.souschef.recipe.Trial;
import io.souschef.recipe.Tried;
import io.souschef.recipe.tune.Tune;
import io.souschef.statistics.Interval;
import io.souschef.tensor.Scope;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last drops: the tuned settings with all the data and most of the time, over several seeds; their ensemble, measured; and
 * at the very end the test split, opened once.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">A Recipe for Training Neural Networks, section 6</a>
 */
public final class Squeeze implements Stage {
    private static final int MEMBERS = 3;
    private static final int EVALUATION_BATCH = 512;

    /** Kept back for the test split and for writing the model. */
    private static final double RESERVE = 0.04;

    @Override
    public int number() {
        return 6;
    }

    @Override
    public String name() {
        return "squeeze";
    }

    @Override
    public String title() {
        return "Squeeze out the juice";
    }

    @Override
    public void run(Kitchen kitchen) {
        Settings tuned = Chosen.settings(kitchen.decided(Tune.DECISION))
                .withExamples(kitchen.dataset().split().train().length);
        double seconds = kitchen.seconds(this) * (1 - RESERVE) / MEMBERS;
        Settings whole = tuned.withSteps(new Pace(kitchen, this).steps(tuned, seconds));
        List<Long> seeds = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            seeds.add(kitchen.seed() + i);
        }
        Lab lab = new Lab(kitchen, this);
        Tried members = lab.run(
                "leave it training",
                new Hypothesis(
                        "All the data and a long training beat the short ones.",
                        "%,d steps on %,d examples".formatted(whole.steps(), whole.examples()),
                        "a better %s than every trial of stage 5"
                                .formatted(kitchen.task().metric())),
                whole,
                Optional.empty(),
                seeds,
                seconds);
        List<Trial> voters = ensemble(kitchen, members);
        Model.write(kitchen, voters);
        if (kitchen.dataset().split().test().length > 0) {
            test(kitchen, voters);
        }
    }

    private List<Trial> ensemble(Kitchen kitchen, Tried members) {
        Trial best = members.first();
        for (Trial trial : members.trials()) {
            best = trial.validation().betterThan(best.validation()) ? trial : best;
        }
        Evaluation together =
                Ensemble.of(members.trials().stream().map(Trial::validation).toList());
        Judge judge = kitchen.task() instanceof Task.Classification
                ? Judge.accuracy()
                : new Judge("squared error", "squared units", 1, false, 0);
        Verdict verdict = judge.fromExamples(best.validation().merits(), together.merits());
        boolean helps = together.betterThan(best.validation());
        List<String> names = new ArrayList<>();
        double[] metrics = new double[members.trials().size() + 1];
        for (int i = 0; i < members.trials().size(); i++) {
            names.add("seed " + members.trials().get(i).seed());
            metrics[i] = members.trials().get(i).validation().metric();
        }
        names.add("ensemble");
        metrics[metrics.length - 1] = together.metric();
        kitchen.add(
                this,
                Finding.of("ensembles", "ensemble")
                        .measured(
                                "%s %s of %d nets together, %s of the best alone; %s",
                                kitchen.task().metric(),
                                shown(kitchen.task(), together.metric()),
                                members.trials().size(),
                                shown(kitchen.task(), best.validation().metric()),
                                verdict.sentence())
                        .expected("better than the best of its members on the validation split")
                        .fix("the best single net is used instead")
                        .evidence(Evidence.Bars.of(
                                "The ensemble beside its members, validation split",
                                "The last bar is the ensemble.",
                                kitchen.task().metric(),
                                names,
                                metrics))
                        .warnIf(!helps));
        return helps ? members.trials() : List.of(best);
    }

    private void test(Kitchen kitchen, List<Trial> voters) {
        kitchen.notebook().openTest(name(), "the final figure of the model");
        Feed feed = kitchen.feed();
        int[] test = feed.dataset().split().test();
        List<Evaluation> evaluations = new ArrayList<>();
        for (Trial voter : voters) {
            try (SettingsProgram program = new SettingsProgram(feed, kitchen.task(), voter.settings(), voter.seed())) {
                try (Scope scope = Scope.open("weights")) {
                    program.net().load(Safetensors.read(voter.weights()).tensors());
                }
                evaluations.add(Evaluation.of(program, feed.inOrder(test, EVALUATION_BATCH)));
            }
        }
        Evaluation together = Ensemble.of(evaluations);
        Interval interval = together.interval();
        boolean share = kitchen.task() instanceof Task.Classification;
        kitchen.notebook()
                .append(new Entry.Score(
                        kitchen.notebook().now(),
                        name(),
                        voters.size() > 1
                                ? "ensemble of " + voters.size()
                                : voters.get(0).settings().net().describe(),
                        Entry.Role.MODEL,
                        "test",
                        kitchen.task().metric(),
                        share ? "%" : "",
                        share ? interval.times(100) : interval,
                        kitchen.task().higherIsBetter()));
        kitchen.add(
                this,
                Finding.of("evaluate the test split once", "test")
                        .measured(
                                "%s %s on %,d test examples, 95 %% interval %s to %s; loss %.4f",
                                kitchen.task().metric(),
                                shown(kitchen.task(), interval.value()),
                                together.size(),
                                shown(kitchen.task(), interval.low()),
                                shown(kitchen.task(), interval.high()),
                                together.loss())
                        .expected("opened once, at the end")
                        .okIf(kitchen.notebook().pages().testUses() <= 1));
    }

    private static String shown(Task task, double metric) {
        return task instanceof Task.Classification ? "%.2f %%".formatted(100 * metric) : "%.6g".formatted(metric);
    }
}
