package io.souschef.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.souschef.data.Dataset;
import io.souschef.experiment.Experiment;
import io.souschef.experiment.Hypothesis;
import io.souschef.experiment.Notebook;
import io.souschef.experiment.Result;
import io.souschef.experiment.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabTest {
    private static final Hypothesis ANY = new Hypothesis("it learns", "nothing", "something");

    private final Dataset data = Tiny.images(90, 3);

    private @Nullable Notebook notebook;

    @TempDir
    Path run;

    @Test
    void runs_a_finished_experiment_never_again() {
        AtomicInteger trainings = new AtomicInteger();
        Watcher counting = new Watcher() {
            @Override
            public void trained(Experiment experiment, Result result) {
                trainings.incrementAndGet();
            }
        };

        Tried first = inLab(run, counting, 20).run(attempt(30));
        Tried again = inLab(run, counting, 20).run(attempt(30));
        Tried other = inLab(run, counting, 20).run(attempt(31));

        assertThat(trainings).hasValue(2);
        assertThat(again.first().validation().outputs())
                .isEqualTo(first.first().validation().outputs());
        assertThat(other.experiment().id()).isNotEqualTo(first.experiment().id());
    }

    @Test
    void knows_what_an_earlier_process_has_finished_by_its_name() {
        Lab lab = inLab(run, new Watcher() {}, 20);
        assertThat(lab.knows("try")).as("before").isFalse();
        lab.run(attempt(30));

        Lab next = inLab(run, new Watcher() {}, 20);

        assertThat(next.knows("try")).as("after").isTrue();
        assertThat(next.knows("another")).isFalse();
    }

    @Test
    void goes_on_to_the_same_bits_after_an_interruption(@TempDir Path whole) {
        Tried uninterrupted = inLab(whole, new Watcher() {}, 0).run(attempt(60));
        Watcher interrupting = new Watcher() {
            @Override
            public void progress(String what, double share, String detail) {
                if (share > 0.5) {
                    throw new IllegalStateException("pulled the plug");
                }
            }
        };

        assertThatThrownBy(() -> inLab(run, interrupting, 0).run(attempt(60))).hasMessage("pulled the plug");
        AtomicInteger steps = new AtomicInteger();
        Watcher counting = new Watcher() {
            @Override
            public void progress(String what, double share, String detail) {
                steps.incrementAndGet();
            }
        };
        Tried resumed = inLab(run, counting, 0).run(attempt(60));

        assertThat(steps.get()).as("steps after the interruption").isBetween(25, 32);
        assertThat(resumed.first().validation().outputs())
                .isEqualTo(uninterrupted.first().validation().outputs());
        assertThat(resumed.first().result().metrics())
                .isEqualTo(uninterrupted.first().result().metrics());
    }

    @Test
    void what_became_of_each_example_is_the_same_after_an_interruption_and_changes_nothing(@TempDir Path whole)
            throws Exception {
        Tried plain = inLab(whole, new Watcher() {}, 0).run(attempt(60));
        Tried followed = inLab(whole.resolve("followed"), new Watcher() {}, 0)
                .run(attempt(60).following());
        Watcher interrupting = new Watcher() {
            @Override
            public void progress(String what, double share, String detail) {
                if (share > 0.55) {
                    throw new IllegalStateException("pulled the plug");
                }
            }
        };
        assertThatThrownBy(() -> inLab(run, interrupting, 0).run(attempt(60).following()))
                .hasMessage("pulled the plug");
        Tried resumed = inLab(run, new Watcher() {}, 0).run(attempt(60).following());

        assertThat(followed.first().validation().outputs())
                .isEqualTo(plain.first().validation().outputs());
        assertThat(plain.first().result().files()).doesNotContainKey(Tried.DATA_MAP);
        assertThat(Files.readAllBytes(map(run, resumed)))
                .isEqualTo(Files.readAllBytes(map(whole.resolve("followed"), followed)));
    }

    private static Path map(Path folder, Tried tried) {
        return folder.resolve(
                Objects.requireNonNull(tried.first().result().files().get(Tried.DATA_MAP)));
    }

    @Test
    void every_step_of_a_training_is_written_down_and_is_the_same_after_an_interruption(@TempDir Path whole)
            throws Exception {
        Path straight = metrics(whole, inLab(whole, new Watcher() {}, 0).run(Attempt.of("try", ANY, cycle(), 1)));
        Watcher interrupting = new Watcher() {
            @Override
            public void progress(String what, double share, String detail) {
                if (share > 0.5) {
                    throw new IllegalStateException("pulled the plug");
                }
            }
        };
        assertThatThrownBy(() -> inLab(run, interrupting, 0).run(Attempt.of("try", ANY, cycle(), 1)))
                .hasMessage("pulled the plug");
        Path resumed = metrics(run, inLab(run, new Watcher() {}, 0).run(Attempt.of("try", ANY, cycle(), 1)));

        List<String> lines = Files.readAllLines(straight);
        assertThat(lines).hasSize(60).isEqualTo(Files.readAllLines(resumed));
        assertThat(lines.get(0)).startsWith("{\"step\":1,\"fraction\":0.016666666666666666,\"loss\":");
        ObjectMapper json = new ObjectMapper();
        double first = json.readTree(lines.get(0)).path("rate").asDouble();
        double highest = json.readTree(lines.get(17)).path("rate").asDouble();
        assertThat(first).as("the cycle begins low").isPositive().isLessThan(highest / 4);
        assertThat(json.readTree(lines.get(59)).path("validation loss").asDouble())
                .isPositive();
        try (Stream<Path> files = Files.walk(run.resolve("metrics/tensorboard"))) {
            assertThat(files.filter(Files::isRegularFile)).singleElement().satisfies(file -> assertThat(file.toString())
                    .matches(".*/try-[0-9a-f]+-1/events.out.tfevents.souschef"));
        }
    }

    private static Settings cycle() {
        return attempt(60).settings().cycle();
    }

    private static Path metrics(Path folder, Tried tried) {
        return folder.resolve(
                Objects.requireNonNull(tried.first().result().files().get("metrics")));
    }

    @Test
    void takes_a_training_that_diverges_for_infeasible_and_goes_on() {
        Lab lab = inLab(run, new Watcher() {}, 20);
        Settings wild = attempt(40).settings().withLearningRate(1e30);

        Tried diverged = lab.run(Attempt.of("wild", ANY, wild, 1).over(List.of(1L, 2L)));
        Tried again = lab.run(Attempt.of("wild", ANY, wild, 1).over(List.of(1L, 2L)));

        assertThat(diverged.feasible()).isFalse();
        assertThat(diverged.loss()).isInfinite();
        assertThat(diverged.diverged().get(0).metric("diverged at step")).isBetween(1.0, 40.0);
        assertThat(again.diverged()).isEqualTo(diverged.diverged());
        assertThat(lab.judge(lab.run(attempt(30)), diverged)).isEmpty();
    }

    @Test
    void starts_from_the_weights_of_another_trial() {
        Lab lab = inLab(run, new Watcher() {}, 20);
        Tried first = lab.run(attempt(40));

        Settings still = attempt(1).settings().withLearningRate(1e-12);
        Tried more = lab.run(Attempt.of("more", ANY, still, 1).from(first.first()));
        Tried fresh = lab.run(Attempt.of("fresh", ANY, still, 1));

        assertThat(more.loss()).isBetween(0.8 * first.loss(), 1.2 * first.loss());
        assertThat(more.experiment().id()).isNotEqualTo(fresh.experiment().id());
    }

    @Test
    void confirms_that_training_for_longer_is_better_and_refutes_the_reverse_from_two_seeds() {
        Lab lab = inLab(run, new Watcher() {}, 20);
        Tried few = lab.run(attempt(3).over(List.of(1L, 2L)));
        Tried many = lab.run(attempt(60).over(List.of(1L, 2L)));

        Verdict better = lab.judge(few, many).orElseThrow();
        assertThat(better.kind()).isEqualTo(Verdict.Kind.CONFIRMED);
        assertThat(better.sentence()).endsWith("over 2 paired seeds and 11 examples");
        assertThat(lab.judge(many, few).orElseThrow().kind()).isEqualTo(Verdict.Kind.REFUTED);
    }

    @Test
    void one_seed_confirms_and_refutes_nothing_and_is_called_a_tendency() {
        Lab lab = inLab(run, new Watcher() {}, 20);
        Tried few = lab.run(attempt(3));
        Tried many = lab.run(attempt(60));

        Verdict better = lab.judge(few, many).orElseThrow();
        Verdict worse = lab.judge(many, few).orElseThrow();

        assertThat(better.low()).as("by these examples").isPositive();
        assertThat(List.of(better, worse)).allSatisfy(verdict -> {
            assertThat(verdict.kind()).isEqualTo(Verdict.Kind.INCONCLUSIVE);
            assertThat(verdict.sentence())
                    .endsWith(
                            "over 11 paired examples, one net each; one seed, whose chance this interval doesn't cover: a tendency at most");
        });
        assertThat(lab.tends(few, many)).isTrue();
        assertThat(lab.tends(many, few)).isFalse();
    }

    @Test
    void prefers_the_lower_loss_and_never_what_diverged() {
        Lab lab = inLab(run, new Watcher() {}, 20);
        Tried few = lab.run(attempt(3));
        Tried many = lab.run(attempt(60));
        Tried diverged = lab.run(Attempt.of("wild", ANY, attempt(40).settings().withLearningRate(1e30), 1));

        assertThat(lab.preferred(few, many)).isTrue();
        assertThat(lab.preferred(many, few)).isFalse();
        assertThat(lab.preferred(few, few)).isFalse();
        assertThat(lab.preferred(few, diverged)).isFalse();
        assertThat(lab.preferred(diverged, few)).isTrue();
    }

    @Test
    void judges_no_training_that_was_cut_short_for_lack_of_time() {
        Lab lab = inLab(run, new Watcher() {}, 20);
        Tried many = lab.run(attempt(60));
        Tried few = lab.run(attempt(3));
        Tried cut = new Tried(few.experiment(), few.settings().withSteps(60), few.trials(), List.of());

        Verdict against = lab.judge(many, cut).orElseThrow();
        assertThat(against.kind()).isEqualTo(Verdict.Kind.INCONCLUSIVE);
        assertThat(against.sentence()).contains("; but it was cut short, for lack of time, after 5 % of its steps");
        Verdict before = lab.judge(cut, many).orElseThrow();
        assertThat(before.kind()).isEqualTo(Verdict.Kind.INCONCLUSIVE);
        assertThat(before.sentence())
                .contains("but the control was cut short, for lack of time, after 5 % of its steps");
    }

    /** As a new process would, on what earlier ones have left. */
    private Lab inLab(Path folder, Watcher watcher, double checkpointSeconds) {
        close();
        notebook = Notebook.open(folder);
        return new Lab(Tiny.kitchen(data, notebook, 1, watcher), new NoStage(), checkpointSeconds);
    }

    @AfterEach
    void close() {
        if (notebook != null) {
            notebook.close();
        }
    }

    private static Attempt attempt(long steps) {
        Settings settings =
                Settings.plain(new NetPlan("convnet", 4, 1, 0.1), 16, 60, steps).withLearningRate(5e-3);
        return Attempt.of("try", ANY, settings, 1);
    }
}
