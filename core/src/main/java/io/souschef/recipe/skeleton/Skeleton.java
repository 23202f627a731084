package io.souschef.recipe.skeleton;

import io.souschef.check.Check;
import io.souschef.check.CheckRun;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.SkeletonChecks;
import io.souschef.experiment.Outcome;
import io.souschef.recipe.Baseline;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Ladder;
import io.souschef.recipe.OurProgram;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Stage;
import io.souschef.recipe.StepWork;
import io.souschef.tensor.Engine;
import io.souschef.train.Task;
import java.util.List;

/**
 * Gains trust in the whole loop with a net that is too small to be wrong, before any is trained in earnest. The parts stand in the
 * order of the post's paragraphs.
 *
 * <p>The run stops here when the same seed doesn't give the same bits, when the evaluation leaves examples out, when the first
 * loss is wrong, when the inputs make no difference, when a handful of examples can't be learnt, when the loss rises, or when one
 * example depends on another.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">A Recipe for Training Neural Networks, section 2</a>
 */
public final class Skeleton implements Stage {
    @Override
    public int number() {
        return 2;
    }

    @Override
    public String name() {
        return "skeleton";
    }

    @Override
    public String title() {
        return "Skeleton and dumb baselines";
    }

    /** What the model is put beside in the end. */
    public static List<Baseline> baselines(Task task) {
        Stage stage = new Skeleton();
        return List.of(Prior.of(task), new LinearBaseline(stage), new NearestNeighbour(stage));
    }

    @Override
    public void run(Kitchen kitchen) {
        Settings small = small(kitchen);
        kitchen.add(this, DumbBaselines.score(kitchen, this, baselines(kitchen.task())));
        new HumanBaseline(kitchen).finding().ifPresent(found -> kitchen.add(this, found));
        boolean one = StepWork.of(kitchen, small).isSmall();
        kitchen.add(this, Engine.onOneThread(one, () -> {
            checks(kitchen, small);
            return InitWell.compared(kitchen, small);
        }));
        kitchen.add(this, Capacity.raised(kitchen, this, small.batchSize()));
        kitchen.add(this, JustBeforeTheNet.decoded(kitchen, small));
        kitchen.show(this, Engine.onOneThread(one, () -> PredictionDynamics.shown(kitchen, small)));
    }

    /** A person may have answered since, or the model may have come. */
    @Override
    public void again(Kitchen kitchen) {
        new HumanBaseline(kitchen)
                .finding()
                .filter(found -> found.outcome() != Outcome.SKIP)
                .filter(found -> kitchen.notebook().pages().findings(name()).stream()
                        .noneMatch(known -> known.code().equals(found.code())
                                && known.measured().equals(found.measured())))
                .ifPresent(found -> kitchen.add(this, found));
    }

    private static Settings small(Kitchen kitchen) {
        return OurProgram.settings(
                kitchen.dataset(), Ladder.of(kitchen.dataset().inputs()).get(0));
    }

    private void checks(Kitchen kitchen, Settings settings) {
        Subject subject = OurProgram.subject(kitchen.feed(), kitchen.task(), settings, kitchen.seed());
        List<Check> checks = SkeletonChecks.all();
        int[] done = {0};
        kitchen.watcher().progress("checks", 0, checks.get(0).name());
        CheckRun.of(checks).on(subject, finding -> {
            kitchen.add(this, finding);
            done[0]++;
            kitchen.watcher()
                    .progress(
                            "checks",
                            (double) done[0] / checks.size(),
                            done[0] < checks.size() ? checks.get(done[0]).name() : "");
        });
        kitchen.watcher().progressed();
    }
}
