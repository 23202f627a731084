package io.souschef.recipe.skeleton;

import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Hypothesis;
import io.souschef.recipe.Attempt;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Lab;
import io.souschef.recipe.Ladder;
import io.souschef.recipe.NetPlan;
import io.souschef.recipe.Pace;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Stage;
import io.souschef.recipe.Tried;
import java.util.ArrayList;
import java.util.List;

/**
 * A little more capacity, and the training loss must go down: the same examples and steps for a small net and for the next larger
 * ones.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"verify decreasing training loss", section 2 of the recipe</a>
 */
final class Capacity {
    private static final int NETS = 3;
    private static final double EPOCHS = 8;
    private static final double RATE = 1e-3;

    /** Of the stage's time, for all of them. */
    private static final double SHARE = 0.3;

    /** Of the smallest net's loss: so much higher may the largest one's be by chance. */
    private static final double CHANCE = 0.05;

    private Capacity() {}

    static Finding raised(Kitchen kitchen, Stage stage, int batch) {
        List<NetPlan> nets = Ladder.of(kitchen.dataset().inputs());
        List<NetPlan> some = nets.subList(0, Math.min(NETS, nets.size()));
        Settings largest = Settings.plain(
                        some.get(some.size() - 1),
                        batch,
                        kitchen.dataset().split().train().length,
                        1)
                .withLearningRate(RATE);
        double seconds = SHARE * kitchen.seconds(stage) / some.size();
        Settings same = new Pace(kitchen, stage).fitted(largest, seconds, EPOCHS);
        Lab lab = new Lab(kitchen, stage);
        List<Tried> all = new ArrayList<>();
        for (NetPlan net : some) {
            all.add(lab.run(attempt(kitchen, same.withNet(net), all).within(1.5 * seconds)));
        }
        return finding(kitchen, all.stream().filter(Tried::feasible).toList());
    }

    private static Attempt attempt(Kitchen kitchen, Settings settings, List<Tried> before) {
        Hypothesis hypothesis = new Hypothesis(
                before.isEmpty() ? "A tiny net learns something." : "A little more capacity lowers the training loss.",
                "net " + settings.net().describe(),
                before.isEmpty()
                        ? "a training loss below an ignorant net's"
                        : "a lower training loss than the net before");
        Attempt attempt = Attempt.of("capacity: " + settings.net().describe(), hypothesis, settings, kitchen.seed());
        return before.isEmpty() ? attempt : attempt.against(before.get(before.size() - 1));
    }

    private static Finding finding(Kitchen kitchen, List<Tried> all) {
        Finding.Draft draft = Finding.of("verify decreasing training loss", "capacity-lowers-training-loss");
        if (all.size() < 2) {
            return draft.skip("only %d of the nets came to the end of its training", all.size());
        }
        double first = all.get(0).mean("training loss");
        double last = all.get(all.size() - 1).mean("training loss");
        boolean falls = last < first * (1 + CHANCE);
        List<String> names =
                all.stream().map(t -> t.settings().net().describe()).toList();
        return draft.measured(
                        "training loss %.4f with %s, %.4f with %s, after the same %,d steps",
                        first,
                        names.get(0),
                        last,
                        names.get(names.size() - 1),
                        all.get(0).settings().steps())
                .expected("lower with more capacity")
                .cause("%s", falls ? "" : "more capacity doesn't help, so something else holds the loss up")
                .fix("%s", falls ? "" : "a lower rate, more steps, and a look at the inputs and the labels")
                .evidence(Evidence.Bars.of(
                        "Training loss as capacity grows",
                        "The same examples and steps for each; it should fall from top to bottom.",
                        kitchen.task().lossUnit(),
                        names,
                        all.stream().mapToDouble(t -> t.mean("training loss")).toArray()))
                .warnIf(!falls);
    }
}
