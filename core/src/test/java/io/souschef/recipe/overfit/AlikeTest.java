package io.souschef.recipe.overfit;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.experiment.Basis;
import io.souschef.experiment.Experiment;
import io.souschef.experiment.Hypothesis;
import io.souschef.experiment.Result;
import io.souschef.recipe.NetPlan;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Trial;
import io.souschef.recipe.Tried;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of capacity rests on nets that differ in nothing else. */
class AlikeTest {
    private static final Tried SMALL = tried(8, 600, 600, 0.3);
    private static final Tried SMALL_AGAIN = tried(8, 200, 200, 0.5);
    private static final Tried LARGE = tried(32, 200, 200, 0.1);

    @Test
    void a_net_that_had_other_steps_is_beside_its_like_alone() {
        List<List<Tried>> groups = Alike.of(List.of(SMALL, LARGE), List.of(SMALL_AGAIN));

        assertThat(groups).containsExactly(List.of(SMALL_AGAIN, LARGE));
        assertThat(Alike.words(groups))
                .isEqualTo(
                        "; with more capacity alone: table 8x1 0.5000, table 32x1 0.1000 (the same 60 examples, 200 steps, one seed)");
    }

    @Test
    void nets_of_which_none_was_trained_like_another_say_nothing_about_capacity() {
        List<List<Tried>> groups = Alike.of(List.of(SMALL, LARGE), List.of());

        assertThat(groups).isEmpty();
        assertThat(Alike.words(groups)).isEmpty();
    }

    @Test
    void a_net_that_was_cut_short_was_not_trained_alike() {
        assertThat(Alike.of(List.of(SMALL_AGAIN, tried(32, 200, 150, 0.2)), List.of()))
                .isEmpty();
    }

    /** @param done of the planned steps, before the time was up */
    private static Tried tried(int width, long steps, long done, double loss) {
        Settings settings = Settings.plain(new NetPlan("table", width, 1, 0), 8, 60, steps);
        Experiment experiment = Experiment.of(
                "overfit",
                "table " + width,
                Map.of("width", width, "steps", steps),
                new Hypothesis("", "", ""),
                List.of(1L),
                new Basis("made", "test"));
        Result result = Result.of(experiment, 1, Map.of("training loss", loss, "steps", (double) done), 1);
        Evaluation none =
                new Evaluation(Task.classification(2), new long[0], new double[0], new float[0], new float[0]);
        return new Tried(
                experiment, settings, List.of(new Trial(settings, 1, result, none, Path.of("none"))), List.of());
    }
}
