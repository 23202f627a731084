package io.souschef.recipe.skeleton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.Augmentation;
import io.souschef.data.Dataset;
import io.souschef.data.Labels;
import io.souschef.experiment.Entry;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Notebook;
import io.souschef.experiment.Outcome;
import io.souschef.experiment.Pages;
import io.souschef.experiment.RunDirectory;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.NetPlan;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Tiny;
import io.souschef.recipe.Watcher;
import io.souschef.tensor.Engine;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Evaluation;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkeletonTest {
    private static final List<String> CODES = List.of(
            "dumb-baselines",
            "human-baseline",
            "not-reproducible",
            "evaluation-on-part",
            "loss-at-init",
            "input-ignored",
            "cannot-overfit-one-batch",
            "training-loss-rises",
            "batch-mixed",
            "final-bias",
            "capacity-lowers-training-loss",
            "just-before-the-net");

    @TempDir
    Path run;

    @Test
    void sound_pictures_pass_every_paragraph_and_a_person_has_to_look() {
        cook(Tiny.images(300, 4));

        assertThat(findings()).extracting(Finding::code).containsExactlyElementsOf(CODES);
        assertThat(findings()).allSatisfy(finding -> assertThat(finding.outcome())
                .as(finding.headline())
                .isEqualTo(
                        switch (finding.code()) {
                            case "just-before-the-net" -> Outcome.EYES;
                            case "human-baseline" -> Outcome.SKIP;
                            default -> Outcome.PASS;
                        }));
        assertThat(run.resolve("pictures/just-before-the-net-0.png")).isNotEmptyFile();
        assertThat(pages().all(Entry.Shown.class)).hasSize(1);
    }

    @Test
    void a_small_net_is_checked_on_one_thread_and_all_are_there_afterwards() {
        int threads = Engine.threads();
        Map<String, Integer> seen = new HashMap<>();
        Engine.threads(2);
        try (Notebook notebook = Notebook.open(run)) {
            new Skeleton().run(Tiny.kitchen(Tiny.images(120, 3), notebook, 1, new Watcher() {
                @Override
                public void found(Finding finding) {
                    seen.put(finding.code(), Engine.threads());
                }
            }));
            assertThat(Engine.threads()).isEqualTo(2);
        } finally {
            Engine.threads(threads);
        }

        assertThat(seen)
                .containsEntry("not-reproducible", 1)
                .containsEntry("input-ignored", 1)
                .containsEntry("batch-mixed", 1);
    }

    @Test
    void sound_rows_of_a_table_pass_too() {
        cook(Tiny.table(300, false));

        assertThat(findings())
                .filteredOn(finding -> finding.outcome() != Outcome.PASS)
                .extracting(Finding::code)
                .containsExactly("just-before-the-net");
        Evidence.Grid rows =
                (Evidence.Grid) finding("just-before-the-net").evidence().get(1);
        assertThat(rows.header()).startsWith("row", "target", "a", "b");
    }

    @Test
    void scores_every_baseline_on_the_validation_split_with_its_interval() {
        cook(Tiny.images(300, 4));

        List<Entry.Score> scores = pages().all(Entry.Score.class).toList();
        assertThat(scores)
                .extracting(Entry.Score::name)
                .containsExactly("majority class", "linear", "nearest neighbour");
        assertThat(scores).extracting(Entry.Score::role).containsOnly(Entry.Role.BASELINE);
        assertThat(scores).extracting(Entry.Score::split).containsOnly("validation");
        assertThat(scores.get(0).interval().value()).isBetween(10.0, 40.0);
        assertThat(scores.get(2).interval().value()).isGreaterThan(95);
        assertThat(scores).allSatisfy(score -> assertThat(score.interval().low())
                .isLessThan(score.interval().value() + 1e-9));
    }

    @Test
    void the_linear_baseline_of_a_small_table_is_trained_to_its_end() {
        Dataset data = Tiny.table(300, false);

        double error = inKitchen(data, kitchen -> new LinearBaseline(new Skeleton())
                        .evaluate(kitchen, data.split().validation()))
                .metric();

        assertThat(error)
                .as("the best weighted sum leaves about 20 of a deviation of 120")
                .isLessThan(30);
    }

    @Test
    void labels_that_have_nothing_to_do_with_the_pictures_are_suspicious() {
        Dataset sound = Tiny.images(300, 4);
        int[] shuffled = new int[sound.size()];
        for (int id = 0; id < shuffled.length; id++) {
            shuffled[id] = RandomStream.of(9, "labels").at(id).below(0, 20) < 8 ? 0 : 1 + id % 3;
        }
        Dataset data = sound.withTargets(new Labels(shuffled, ((Labels) sound.targets()).classes()));

        Finding finding = inKitchen(
                data, kitchen -> DumbBaselines.score(kitchen, new Skeleton(), Skeleton.baselines(kitchen.task())));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause())
                .isEqualTo("neither a linear model nor the most similar example finds anything in the inputs");
        assertThat(finding.fix()).isEqualTo("check that inputs and targets belong together, row by row");
    }

    @Test
    void the_prior_loses_the_entropy_of_the_classes() {
        Dataset data = Tiny.images(300, 4);

        double loss = inKitchen(data, kitchen -> Prior.of(kitchen.task())
                        .evaluate(kitchen, data.split().train()))
                .loss();

        double entropy = 0;
        int n = data.split().train().length;
        for (int count : ((Labels) data.targets()).counts(data.split().train())) {
            entropy -= (double) count / n * Math.log((double) count / n);
        }
        assertThat(loss).isCloseTo(entropy, within(1e-6));
    }

    @Test
    void the_nearest_neighbour_is_the_one_that_a_search_one_by_one_finds() {
        Dataset data = Tiny.table(400, true);
        int[] validation = data.split().validation();
        int[] train = data.split().train();

        inKitchen(data, kitchen -> {
            Evaluation evaluation = new NearestNeighbour(new Skeleton()).evaluate(kitchen, validation);
            for (int i = 0; i < validation.length; i++) {
                int nearest = nearest(kitchen, validation[i], train);
                int said = evaluation.outputs()[2 * i] > evaluation.outputs()[2 * i + 1] ? 0 : 1;
                assertThat(said).isEqualTo(((Labels) data.targets()).values()[nearest]);
            }
            return evaluation;
        });
    }

    @Test
    void candidates_of_several_blocks_are_the_best_of_all_and_the_first_among_equals() {
        Candidates best = new Candidates(2, 3);

        best.offer(new float[] {5, 1, 9, 8}, new long[] {4, 0, 1, 2}, 0);
        best.offer(new float[] {7, 5, 9, 3}, new long[] {3, 1, 0, 2}, 10);

        assertThat(best.nearest()).isDeepEqualTo(new int[][] {{13, 4, 11}, {1, 10, 2}});
    }

    @Test
    void fails_when_what_enters_the_net_is_not_what_was_read() {
        Settings plain = Settings.plain(new NetPlan("convnet", 4, 1, 0), 16, 100, 1);

        Finding sound = inKitchen(Tiny.images(200, 4), kitchen -> JustBeforeTheNet.decoded(kitchen, plain));
        Finding mirrored = inKitchen(
                Tiny.images(200, 4),
                kitchen -> JustBeforeTheNet.decoded(
                        kitchen, plain.withAugmentation(Augmentation.none().withFlip())));

        assertThat(sound.outcome()).isEqualTo(Outcome.EYES);
        assertThat(mirrored.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(mirrored.cause())
                .matches("what enters the net isn't what was read: up to [\\d.]+ grey levels apart");
        assertThat(mirrored.fix()).contains("normalisation, order of channels, shuffling");
    }

    @Test
    void the_final_bias_saves_what_the_default_spends_on_learning_the_shares() {
        Dataset sound = Tiny.images(400, 2);
        int[] rare = new int[sound.size()];
        for (int id = 0; id < rare.length; id++) {
            rare[id] = id % 20 == 1 ? 1 : 0;
        }
        Dataset data = sound.withTargets(new Labels(rare, List.of("often", "rare")));

        Finding finding = inKitchen(
                data,
                kitchen -> InitWell.compared(
                        kitchen,
                        Settings.plain(new NetPlan("convnet", 4, 1, 0), 32, 200, 1)
                                .withLearningRate(3e-3)));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        Evidence.Curves curves = (Evidence.Curves) finding.evidence().get(0);
        double with = curves.lines().get(0).y().get(0);
        double without = curves.lines().get(1).y().get(0);
        assertThat(without - with).as("nats at the first step").isGreaterThan(0.3);
    }

    @Test
    void the_same_stage_again_trains_nothing_anew() {
        cook(Tiny.table(200, true));
        List<Entry.ResultEntry> before = pages().all(Entry.ResultEntry.class).toList();

        cook(Tiny.table(200, true));

        assertThat(pages().all(Entry.ResultEntry.class)).hasSameSizeAs(before);
        assertThat(pages().decisions()).extracting(Entry.Decision::what).doesNotHaveDuplicates();
    }

    private static int nearest(Kitchen kitchen, int query, int[] train) {
        float[] q = row(kitchen, query);
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int id : train) {
            float[] t = row(kitchen, id);
            double distance = 0;
            for (int d = 0; d < q.length; d++) {
                distance += Math.pow(q[d] - t[d], 2);
            }
            if (distance < least) {
                least = distance;
                best = id;
            }
        }
        return best;
    }

    private static float[] row(Kitchen kitchen, int id) {
        try (var batch = kitchen.feed().batch(id)) {
            return batch.input().toFloats();
        }
    }

    private void cook(Dataset data) {
        inKitchen(data, kitchen -> {
            new Skeleton().run(kitchen);
            return Optional.empty();
        });
    }

    private <T> T inKitchen(Dataset data, Function<Kitchen, T> work) {
        try (Notebook notebook = Notebook.open(run)) {
            return work.apply(Tiny.kitchen(data, notebook, 10, new Watcher() {}));
        }
    }

    private Pages pages() {
        return Pages.of(new RunDirectory(run));
    }

    private List<Finding> findings() {
        return pages().findings();
    }

    private Finding finding(String code) {
        return findings().stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst()
                .orElseThrow();
    }
}
