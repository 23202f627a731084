package io.souschef.recipe.squeeze;

import io.souschef.experiment.Finding;
import io.souschef.recipe.Baseline;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Model;
import io.souschef.recipe.ModelCard;
import io.souschef.recipe.Stage;
import io.souschef.recipe.Trial;
import io.souschef.recipe.Views;
import io.souschef.recipe.hindsight.Hindsight;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The last drops: the tuned settings with all the data and most of the time, over several seeds; the best of them left training;
 * the ensemble, and several views of each example, measured; the members once more with the validation split; and at the very end the test
 * split, opened once.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">A Recipe for Training Neural Networks, section 6</a>
 */
public final class Squeeze implements Stage {
    private final Function<Task, List<Baseline>> baselines;

    /** @param baselines that are put beside the model on the test split, for a task */
    public Squeeze(Function<Task, List<Baseline>> baselines) {
        this.baselines = baselines;
    }

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
        Members members = new Members(kitchen, this);
        List<Trial> trials = members.run();
        if (trials.isEmpty()) {
            kitchen.add(
                    this,
                    Finding.of("leave it training", "no-model")
                            .measured("every long training diverged")
                            .expected("a model")
                            .fix("a lower learning rate: run the stage of tuning with another seed, --seed")
                            .okIf(false));
            return;
        }
        Vote vote = new Vote(kitchen, this);
        List<Trial> voters = vote.members(trials);
        Views views = vote.views(voters);
        new Hindsight(kitchen, this).look(members.fromTheBeginning(), voters, views);
        Model model = Model.write(kitchen, members.withEverything(voters), views);
        Optional<Evaluation> test = kitchen.dataset().split().test().length > 0
                ? Optional.of(new LastTest(kitchen, this).open(baselines.apply(kitchen.task())))
                : Optional.empty();
        ModelCard.write(kitchen, model, test);
    }
}
