package io.souschef.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.Dataset;
import io.souschef.experiment.Budget;
import io.souschef.experiment.Entry;
import io.souschef.experiment.Experiment;
import io.souschef.experiment.Hypothesis;
import io.souschef.experiment.Notebook;
import io.souschef.experiment.Result;
import io.souschef.tensor.Engine;
import io.souschef.train.Horizon;
import io.souschef.train.Loop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AheadTest {
    private static final Hypothesis ANY = new Hypothesis("it learns", "nothing", "something");

    private final Dataset data = Tiny.images(90, 3);
    private final int threads = Engine.threads();

    private @Nullable Notebook notebook;

    @TempDir
    Path run;

    @BeforeEach
    void twoThreads() {
        Engine.threads(2);
    }

    @AfterEach
    void close() {
        Engine.threads(threads);
        if (notebook != null) {
            notebook.close();
        }
    }

    @Test
    void trainings_that_are_begun_ahead_give_the_bits_that_they_give_one_by_one(@TempDir Path other) {
        Lab oneByOne = unlimited(other, new Watcher() {});
        List<float[]> expected =
                attempts().map(oneByOne::run).map(AheadTest::outputs).toList();

        Lab lab = unlimited(run, new Watcher() {});
        lab.ahead(attempts());

        List<float[]> ahead = attempts().map(lab::run).map(AheadTest::outputs).toList();
        for (int i = 0; i < expected.size(); i++) {
            assertThat(ahead.get(i)).as("training %d", i).isEqualTo(expected.get(i));
        }
    }

    @Test
    void they_are_written_down_in_the_order_in_which_they_are_asked_for() {
        Lab lab = unlimited(run, new Watcher() {});
        lab.ahead(attempts());
        List<Experiment> asked = new ArrayList<>();

        attempts()
                .sorted((a, b) -> b.name().compareTo(a.name()))
                .forEach(attempt -> asked.add(lab.run(attempt).experiment()));

        assertThat(notebook().pages().all(Entry.ResultEntry.class))
                .extracting(entry -> entry.result().experiment())
                .containsExactlyElementsOf(asked.stream()
                        .flatMap(experiment -> Stream.of(experiment.id(), experiment.id()))
                        .toList());
    }

    @Test
    void one_that_diverges_ahead_is_a_result_too() {
        Lab lab = unlimited(run, new Watcher() {});
        Attempt wild = Attempt.of("wild", ANY, settings(40).withLearningRate(1e30), 1);
        lab.ahead(Stream.of(wild, attempt(20, 1)));

        assertThat(lab.run(wild).feasible()).isFalse();
        assertThat(lab.run(attempt(20, 1)).feasible()).isTrue();
    }

    @Test
    void when_waiting_is_given_up_nothing_is_written_and_the_next_process_comes_to_the_same(@TempDir Path other) {
        float[] expected = outputs(unlimited(other, new Watcher() {}).run(attempt(150, 1)));
        Lab interrupted = unlimited(run, new Watcher() {
            @Override
            public void progress(String what, double share, String detail) {
                throw new IllegalStateException("pulled the plug");
            }
        });
        interrupted.ahead(Stream.of(attempt(150, 1), attempt(150, 2)));
        assertThatThrownBy(() -> interrupted.run(attempt(150, 1))).hasMessage("pulled the plug");
        assertThat(notebook().pages().all(Entry.ResultEntry.class)).isEmpty();

        float[] resumed = outputs(unlimited(run, new Watcher() {}).run(attempt(150, 1)));

        assertThat(resumed).isEqualTo(expected);
    }

    @Test
    void when_waiting_is_given_up_the_awaited_one_has_ended_too() {
        AtomicInteger training = new AtomicInteger();
        Ahead ahead = new Ahead();
        ahead.begin(Map.of(
                "one",
                listener -> endless(training, 500, listener),
                "two",
                listener -> endless(training, 0, listener)));

        assertThatThrownBy(() -> ahead.take("one", (share, loss) -> {
                    throw new IllegalStateException("pulled the plug");
                }))
                .hasMessage("pulled the plug");

        assertThat(training).hasValue(0);
    }

    /** Steps until it is given up, and then takes so long to end. */
    private static Result endless(AtomicInteger training, int millis, Loop.Listener listener) {
        training.incrementAndGet();
        try {
            while (true) {
                pause(1);
                listener.stepped(1, Horizon.steps(10), 1);
            }
        } finally {
            pause(millis);
            training.decrementAndGet();
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void what_is_given_up_does_not_go_on_in_the_background() {
        Lab lab = unlimited(run, new Watcher() {});
        lab.ahead(Stream.of(attempt(100_000, 1), attempt(100_000, 2)));

        lab.giveUp();

        assertThat(Stream.generate(AheadTest::training)
                        .limit(100)
                        .takeWhile(n -> n > 0)
                        .count())
                .as("tenths of a second until no training is under way")
                .isLessThan(100);
    }

    @Test
    void what_was_given_up_can_be_begun_anew_and_gives_the_same_bits(@TempDir Path other) {
        float[] expected = outputs(unlimited(other, new Watcher() {}).run(attempt(150, 1)));
        Lab lab = unlimited(run, new Watcher() {});
        lab.ahead(Stream.of(attempt(150, 1), attempt(150, 2)));
        lab.giveUp();

        assertThat(outputs(lab.run(attempt(150, 1)))).as("one by one").isEqualTo(expected);
        lab.ahead(Stream.of(attempt(150, 3), attempt(150, 2)));
        assertThat(lab.run(attempt(150, 2)).feasible()).as("ahead").isTrue();
    }

    private static long training() {
        pause(100);
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("souschef-training"))
                .count();
    }

    @Test
    void with_a_budget_nothing_is_begun_nor_even_planned() {
        notebook = Notebook.open(run);
        Budget budget = Budget.of(Duration.ofMinutes(1), Duration.ZERO, () -> 0);
        Lab lab = new Lab(Tiny.kitchen(data, notebook, budget), new NoStage());

        lab.ahead(attempts().peek(attempt -> {
            throw new AssertionError("planned");
        }));

        assertThat(notebook.decisions()).isEmpty();
    }

    @Test
    void a_small_net_is_trained_on_one_thread_and_all_are_there_afterwards() {
        assertThat(threadsWhileTraining(new NetPlan("convnet", 4, 1, 0))).containsOnly(1);
        assertThat(Engine.threads()).isEqualTo(2);
    }

    @Test
    void a_net_that_is_large_or_without_convolutions_is_trained_on_all() {
        assertThat(threadsWhileTraining(new NetPlan("convnet", 192, 1, 0))).containsOnly(2);
        assertThat(threadsWhileTraining(new NetPlan("mlp", 8, 1, 0))).containsOnly(2);
    }

    private List<Integer> threadsWhileTraining(NetPlan net) {
        List<Integer> seen = new ArrayList<>();
        Lab lab = unlimited(run, new Watcher() {
            @Override
            public void progress(String what, double share, String detail) {
                seen.add(Engine.threads());
            }
        });
        lab.run(Attempt.of("try", ANY, settings(2).withNet(net), 1));
        return seen;
    }

    private Lab unlimited(Path folder, Watcher watcher) {
        if (notebook != null) {
            notebook.close();
        }
        notebook = Notebook.open(folder);
        return new Lab(Tiny.kitchen(data, notebook, 1, watcher), new NoStage());
    }

    private Notebook notebook() {
        return Objects.requireNonNull(notebook);
    }

    private static Stream<Attempt> attempts() {
        return Stream.of(attempt(20, 1), attempt(30, 2), attempt(25, 1), attempt(35, 3));
    }

    private static Attempt attempt(long steps, long seed) {
        return Attempt.of("try " + steps, ANY, settings(steps), seed).over(List.of(seed, seed + 10));
    }

    private static Settings settings(long steps) {
        return Settings.plain(new NetPlan("convnet", 4, 1, 0.1), 16, 60, steps).withLearningRate(5e-3);
    }

    private static float[] outputs(Tried tried) {
        return tried.trials().get(1).validation().outputs();
    }
}
