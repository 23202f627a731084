package io.souschef.recipe.overfit;

import io.souschef.data.Table;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Hypothesis;
import io.souschef.recipe.Attempt;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Raises the capacity of the plain net, one rung at a time, with Adam at 3e-4 and a constant rate, until the training loss is
 * low enough. A net that can't fit its training data says that something is wrong, before regularisation could hide it. Where a larger
 * net has time for fewer examples or steps than the one before, that one is trained with as few once more: what is compared differs in
 * capacity and in nothing else, neither examples nor batches, steps or seed.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">A Recipe for Training Neural Networks, section 3</a>
 */
public final class Overfit implements Stage {
    /** The decision under which the next stage finds the settings. */
    public static final String DECISION = "the net that is large enough";

    /** Of a table with as many rows as make so many large batches, the batch is the large one: its nets are small. */
    private static final int BATCH = 64, LARGE_BATCH = 256, LARGE_BATCHES = 64;

    /** So many times is every example seen; with fewer examples than the split has, where time is short. */
    private static final double EPOCHS = 30;

    /** Of few examples more often: Adam at 3e-4 needs so many steps to fit anything. */
    private static final double STEPS = 600;

    /** A net that still loses so much of what an ignorant one loses can't fit, or has hardly begun to. */
    private static final double CANNOT = 0.9, HARDLY = 0.5;

    /** Low enough is so much of what an ignorant net loses. */
    private static final double LOW = 0.05;

    /** Such a share of the training examples is all of them: a plan is rounded. */
    private static final double ALL = 0.9;

    /** A rung that leaves more than this share of the loss of the one before is hardly better. */
    private static final double LEVEL = 0.95;

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
        int all = kitchen.dataset().split().train().length;
        List<NetPlan> ladder = Ladder.within(
                Ladder.of(kitchen.dataset().inputs()),
                net -> Ladder.affordable(kitchen, this, plain(kitchen, net, all)));
        double left = kitchen.seconds(this);
        Pace pace = new Pace(kitchen, this);
        List<Tried> rungs = new ArrayList<>();
        List<Tried> controls = new ArrayList<>();
        for (NetPlan net : ladder) {
            double seconds = share(kitchen, net, left, ladder.size() - rungs.size());
            boolean late = kitchen.left(this) < seconds / 2 && !lab.knows(net.describe());
            if (!rungs.isEmpty() && (late || highEnough(kitchen, rungs))) {
                break;
            }
            Optional<Tried> before = last(rungs);
            Settings plan = fitted(kitchen, net, seconds);
            if (before.isPresent() && !alike(plan, before.get().settings())) {
                NetPlan smaller = before.get().settings().net();
                plan = fitted(kitchen, net, seconds * shareBeside(pace, plan, smaller));
                if (pace.tells(plan)) {
                    Tried control = again(kitchen, lab, plan.withNet(smaller), pace.seconds(plan.withNet(smaller)));
                    left -= pace.seconds(control.settings());
                    controls.add(control);
                    before = Optional.of(control);
                }
            }
            if (!pace.tells(plan)) {
                break;
            }
            Tried rung = climb(kitchen, lab, plan, pace.seconds(plan), before);
            left -= pace.seconds(rung.settings());
            rungs.add(rung);
        }
        if (rungs.isEmpty()) {
            untried(kitchen, ladder.get(ladder.size() - 1));
        } else {
            judge(kitchen, rungs, controls, ladder.get(ladder.size() - 1));
        }
    }

    private void untried(Kitchen kitchen, NetPlan net) {
        kitchen.add(
                this,
                Finding.of("picking the model", "capacity")
                        .fix("a larger budget: --budget")
                        .skip("%.1f s for this stage are too few to train a net", kitchen.seconds(this)));
        kitchen.decide(
                this,
                DECISION,
                "not tried, for lack of time: the largest that the last stage can train long enough, " + net.describe(),
                () -> Chosen.numbers(
                        plain(kitchen, net, kitchen.dataset().split().train().length)));
    }

    private Settings fitted(Kitchen kitchen, NetPlan net, double seconds) {
        int all = kitchen.dataset().split().train().length;
        Settings plain = plain(kitchen, net, all);
        return new Pace(kitchen, this).fitted(plain, seconds, epochs(plain));
    }

    /** What a rung may take: all that it needs, if that is at most half of what is left; else as much as those that follow. */
    private double share(Kitchen kitchen, NetPlan net, double left, int rungs) {
        Settings whole = plain(kitchen, net, kitchen.dataset().split().train().length);
        long steps = (long) Math.ceil(epochs(whole) * whole.examples() / whole.batchSize());
        double need = new Pace(kitchen, this).seconds(whole.withSteps(steps)) * 1.05;
        return need <= left / 2 ? need : left / rungs;
    }

    /** Of the time for a net and the smaller one before it, both trained alike, what the larger one takes. */
    private static double shareBeside(Pace pace, Settings plan, NetPlan smaller) {
        double large = pace.secondsPerStep(plan);
        return large / (large + pace.secondsPerStep(plan.withNet(smaller)));
    }

    private static boolean alike(Settings one, Settings other) {
        return one.withNet(other.net()).equals(other);
    }

    private static Optional<Tried> last(List<Tried> rungs) {
        return rungs.isEmpty() ? Optional.empty() : Optional.of(rungs.get(rungs.size() - 1));
    }

    /**
     * Whether a larger net is not needed: the last one fits all the data (fitting a sample doesn't say so); and where a number is
     * predicted, of which a few per cent of the variance can be a lot, it is hardly better than the one before.
     */
    private static boolean highEnough(Kitchen kitchen, List<Tried> rungs) {
        Tried last = rungs.get(rungs.size() - 1);
        double loss = last.mean("training loss");
        boolean all = last.settings().examples() == kitchen.dataset().split().train().length;
        boolean level =
                rungs.size() > 1 && loss > LEVEL * rungs.get(rungs.size() - 2).mean("training loss");
        return all && loss <= LOW * kitchen.ignorantLoss() && (kitchen.task() instanceof Task.Classification || level);
    }

    private static Settings plain(Kitchen kitchen, NetPlan net, int examples) {
        boolean large = kitchen.dataset().inputs() instanceof Table && examples >= LARGE_BATCH * LARGE_BATCHES;
        int batch = large ? LARGE_BATCH : Math.min(BATCH, Math.max(8, examples / 8));
        return Settings.plain(net, batch, examples, 1);
    }

    private static double epochs(Settings whole) {
        return Math.max(EPOCHS, STEPS * whole.batchSize() / whole.examples());
    }

    private static Tried climb(Kitchen kitchen, Lab lab, Settings settings, double seconds, Optional<Tried> control) {
        NetPlan net = settings.net();
        Hypothesis hypothesis = new Hypothesis(
                control.isEmpty()
                        ? "A small net fits some of the training data."
                        : "More capacity lowers the training loss.",
                control.isEmpty()
                        ? "net " + net.describe()
                        : "net %s, and nothing else: on the same %,d examples, for as many steps, with the same seed"
                                .formatted(net.describe(), settings.examples()),
                control.isEmpty()
                        ? "training loss below that of an ignorant net, %.3f".formatted(kitchen.ignorantLoss())
                        : "training loss below %.4f".formatted(control.get().mean("training loss")));
        Attempt attempt =
                Attempt.of(net.describe(), hypothesis, settings, kitchen.seed()).within(1.25 * seconds);
        return lab.run(control.map(attempt::against).orElse(attempt));
    }

    /** The net of the rung before, trained like the one that comes: what that one has time for is less. */
    private static Tried again(Kitchen kitchen, Lab lab, Settings settings, double seconds) {
        String shorter = "%,d examples, %,d steps".formatted(settings.examples(), settings.steps());
        Hypothesis hypothesis = new Hypothesis(
                "With as little data and time as the next larger net, this one is its control.",
                shorter,
                "a training loss to compare that net's with");
        return lab.run(Attempt.of(
                        "again, %s: %s".formatted(settings.net().describe(), shorter),
                        hypothesis,
                        settings,
                        kitchen.seed())
                .within(1.25 * seconds));
    }

    /** The largest that fits well enough; where none does, the one that fits best. */
    private static Optional<Tried> chosen(Kitchen kitchen, List<Tried> rungs) {
        List<Tried> feasible = rungs.stream().filter(Tried::feasible).toList();
        double low = LOW * kitchen.ignorantLoss();
        return feasible.stream()
                .filter(rung -> rung.mean("training loss") <= low)
                .reduce((smaller, larger) -> larger)
                .or(() -> feasible.stream().min(Comparator.comparingDouble(r -> r.mean("training loss"))));
    }

    /**
     * Whether what was reached on a table says nothing about capacity, for the net had too few steps or rows to fit anything: then larger ones
     * look worse only because each of their steps takes longer. 804 rows in a minute on a machine with other work: after 89 steps table
     * 16x1 had the lowest loss, and was kept for the long training.
     */
    private static boolean saysNothing(Kitchen kitchen, Tried best) {
        double all = kitchen.dataset().split().train().length;
        return kitchen.dataset().inputs() instanceof Table
                && saysNothing(
                        best.mean("steps"),
                        best.settings().examples() / all,
                        best.mean("training loss") / kitchen.ignorantLoss());
    }

    /**
     * @param share of the training examples
     * @param left of an ignorant net's loss
     */
    static boolean saysNothing(double steps, double share, double left) {
        return left > LOW && (steps < STEPS / 2 || share < ALL);
    }

    /**
     * @param controls nets that were trained once more, like the next larger one
     * @param affordable the largest net that the last stage can train long enough
     */
    private void judge(Kitchen kitchen, List<Tried> rungs, List<Tried> controls, NetPlan affordable) {
        Optional<Tried> chosen = chosen(kitchen, rungs);
        if (chosen.isEmpty()) {
            kitchen.add(
                    this,
                    Finding.of("overfit", "fits-training-data")
                            .measured("every net diverged, with Adam at 3e-4")
                            .expected("a training loss that falls")
                            .cause("inputs far from the size of 1, or targets that aren't finite")
                            .fix("look at what enters the net, in stage 2")
                            .okIf(false));
            return;
        }
        Tried best = chosen.get();
        double reached = best.mean("training loss");
        double ignorance = kitchen.ignorantLoss();
        kitchen.add(this, capacity(kitchen, rungs, controls, best, ignorance));
        double steps = rungs.stream()
                .filter(Tried::feasible)
                .mapToDouble(rung -> rung.mean("steps"))
                .max()
                .orElse(0);
        kitchen.add(this, fits(reached, ignorance, steps));
        if (saysNothing(kitchen, best)
                && affordable.width() > best.settings().net().width()) {
            kitchen.decide(
                    this,
                    DECISION,
                    "no net had the time to fit its data, which says nothing about how large it must be: the largest that the last stage can train long enough, "
                            + affordable.describe(),
                    () -> Chosen.numbers(best.settings().withNet(affordable)));
            return;
        }
        kitchen.decide(
                this,
                DECISION,
                "the largest of %d nets, as far as the budget can train them long enough, that fits its data: %s, training loss %.4f"
                        .formatted(rungs.size(), best.settings().net().describe(), reached),
                () -> Chosen.numbers(best.settings()));
    }

    /** Whether the net learns at all is a matter of right and wrong; how far it got in its steps is not. */
    private static Finding fits(double reached, double ignorance, double steps) {
        Finding.Draft draft = Finding.of("overfit", "fits-training-data")
                .measured(
                        "lowest training loss %.4f, after up to %.0f steps; %.4f for an ignorant net",
                        reached, steps, ignorance)
                .expected(
                        "at most %.0f %% of an ignorant net's; above %.0f %% it can't fit", 100 * HARDLY, 100 * CANNOT);
        if (reached > CANNOT * ignorance && steps >= STEPS / 2) {
            return draft.fix("check the labels, the loss and the inputs: a net that can't fit can't generalise")
                    .okIf(false);
        }
        boolean hardly = reached > HARDLY * ignorance;
        return draft.fix(hardly ? "a larger budget gives it more steps; or the inputs say little about the target" : "")
                .warnIf(hardly);
    }

    private static Finding capacity(
            Kitchen kitchen, List<Tried> rungs, List<Tried> controls, Tried best, double ignorance) {
        double reached = best.mean("training loss");
        boolean low = reached <= LOW * ignorance;
        List<List<Tried>> alike = Alike.of(rungs, controls);
        return Finding.of("picking the model", "capacity")
                .measured(
                        "%s: training loss %.4f on %,d examples, %.1f %% of an ignorant net's%s",
                        best.settings().net().describe(),
                        reached,
                        best.settings().examples(),
                        100 * reached / ignorance,
                        Alike.words(alike))
                .expected("training loss at most %.0f %% of an ignorant net's, %.4f", 100 * LOW, ignorance)
                .cause(low ? "" : "the largest net that the budget can train, or the time it had, was not enough")
                .fix(low ? "" : "a larger budget; or look for examples with equal inputs and different targets")
                .evidence(Alike.bars(alike, kitchen.task().lossUnit()))
                .warnIf(!low);
    }
}
