package io.souschef.recipe.overfit;

import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Hypothesis;
import io.souschef.recipe.Chosen;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Lab;
import io.souschef.recipe.Ladder;
import io.souschef.recipe.NetPlan;
import io.souschef.recipe.Pace;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Stage;
import io.souschef.recipe.Tried;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Raises the capacity of the plain net, one rung at a time, with Adam at 3e-4 and a constant rate, until the training loss is
 * low enough. A net that can't fit its training data says that something is wrong, before regularisation could hide it.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">A Recipe for Training Neural Networks, section 3</a>
 */
public final class Overfit implements Stage {
    /** The decision under which the next stage finds the settings. */
    public static final String DECISION = "the net that is large enough";

    private static final int BATCH = 64;

    /** So many times is every example seen; with fewer examples than the split has, where time is short. */
    private static final double EPOCHS = 30;

    /** Low enough is so much of what an ignorant net loses. */
    private static final double LOW = 0.05;

    @Override
    public int number() {
        return 3;
    }

    @Override
    public String name() {
        return "overfit";
    }

    @Override
    public String title() {
        return "Overfit";
    }

    @Override
    public void run(Kitchen kitchen) {
        Lab lab = new Lab(kitchen, this);
        List<NetPlan> ladder = Ladder.of(kitchen.dataset().inputs());
        double seconds = kitchen.seconds(this) / ladder.size();
        List<Tried> rungs = new ArrayList<>();
        for (NetPlan net : ladder) {
            Tried rung = climb(kitchen, lab, net, seconds, rungs);
            rungs.add(rung);
            if (rung.mean("training loss") <= LOW * ignorance(kitchen)) {
                break;
            }
        }
        judge(kitchen, rungs);
    }

    private Tried climb(Kitchen kitchen, Lab lab, NetPlan net, double seconds, List<Tried> before) {
        int all = kitchen.dataset().split().train().length;
        Settings whole = Settings.plain(net, Math.min(BATCH, Math.max(8, all / 8)), all, 1);
        Pace pace = new Pace(kitchen, this);
        long affordable = pace.steps(whole, seconds);
        int examples = (int) Math.min(all, Math.max(whole.batchSize(), affordable * whole.batchSize() / EPOCHS));
        long steps = Math.min(affordable, (long) Math.ceil(EPOCHS * examples / whole.batchSize()));
        Settings settings = whole.withExamples(examples).withSteps(steps);
        Hypothesis hypothesis = new Hypothesis(
                before.isEmpty()
                        ? "A small net fits some of the training data."
                        : "More capacity lowers the training loss.",
                "net " + net.describe(),
                before.isEmpty()
                        ? "training loss below that of an ignorant net, %.3f".formatted(ignorance(kitchen))
                        : "training loss below %.4f"
                                .formatted(before.get(before.size() - 1).mean("training loss")));
        Optional<Tried> control = before.isEmpty() ? Optional.empty() : Optional.of(before.get(before.size() - 1));
        return lab.run(net.describe(), hypothesis, settings, control, List.of(kitchen.seed()), seconds);
    }

    private void judge(Kitchen kitchen, List<Tried> rungs) {
        Tried last = rungs.get(rungs.size() - 1);
        double reached = last.mean("training loss");
        double ignorance = ignorance(kitchen);
        List<String> names =
                rungs.stream().map(r -> r.settings().net().describe()).toList();
        double[] losses =
                rungs.stream().mapToDouble(r -> r.mean("training loss")).toArray();
        boolean low = reached <= LOW * ignorance;
        kitchen.add(
                this,
                Finding.of("picking the model", "capacity")
                        .measured(
                                "%s: training loss %.4f on %,d examples, %.1f %% of an ignorant net's",
                                last.settings().net().describe(),
                                reached,
                                last.settings().examples(),
                                100 * reached / ignorance)
                        .expected("training loss at most %.0f %% of an ignorant net's, %.4f", 100 * LOW, ignorance)
                        .cause(low ? "" : "the largest net of the ladder, or the time it had, was not enough")
                        .fix(low ? "" : "a larger budget; or look for examples with equal inputs and different targets")
                        .evidence(Evidence.Bars.of(
                                "Training loss as capacity grows",
                                "Each bar is a net; it should fall from left to right.",
                                kitchen.task().lossUnit(),
                                names,
                                losses))
                        .warnIf(!low));
        kitchen.add(
                this,
                Finding.of("overfit", "fits-training-data")
                        .measured("training loss %.4f after starting at %.4f", reached, ignorance)
                        .expected("at most half of it")
                        .fix("check the labels, the loss and the learning rate: a net that can't fit can't generalise")
                        .okIf(reached <= ignorance / 2
                                || (kitchen.task() instanceof Task.Regression && reached < ignorance)));
        kitchen.decide(
                this,
                DECISION,
                "the smallest whose training loss is low enough, else the best",
                () -> Chosen.numbers(last.settings()));
    }

    /** The loss of a net that knows the distribution of the targets and nothing else. */
    private static double ignorance(Kitchen kitchen) {
        return kitchen.ignorantLoss();
    }
}
