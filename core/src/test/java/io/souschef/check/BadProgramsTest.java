package io.souschef.check;

import static org.assertj.core.api.Assertions.assertThat;

import example.Weights;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Layer;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Optimizer;
import io.souschef.train.TrainingProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What no one can judge: could not judge, with the cause; never a crash, never a wrong verdict. */
class BadProgramsTest {
    /** What no check calls of this program: it saves no checkpoint to resume from, and doesn't declare that it keeps the best. */
    private static final Set<Faulty.Method> UNCALLED = Set.of(Faulty.Method.RESUME, Faulty.Method.TRAINING_ENDED);

    @Test
    void one_that_can_not_be_made() {
        Findings findings = checked(seed -> {
            throw new IllegalStateException("no weights.bin");
        });

        assertThat(findings.all()).extracting(Finding::outcome).containsOnly(Outcome.ERROR);
        assertThat(findings.all())
                .extracting(Finding::cause)
                .containsOnly("the program threw IllegalStateException: no weights.bin");
        assertThat(findings.exitCode()).isEqualTo(3);
    }

    @Test
    void the_line_of_the_users_own_code_is_named() {
        Findings direct = checked(seed -> new Points(Weights.missing(seed)));
        Findings wrapped = checked(seed -> {
            throw new IllegalArgumentException("can't begin", Weights.wrapped());
        });

        assertThat(direct.all())
                .extracting(Finding::cause)
                .containsOnly(
                        "the program threw IllegalStateException: no weights.bin, at example.Weights.missing(Weights.java:8)");
        assertThat(wrapped.all())
                .extracting(Finding::cause)
                .containsOnly(
                        "the program threw IllegalArgumentException: can't begin, at example.Weights.missing(Weights.java:8)");
    }

    @Test
    void one_whose_step_throws() {
        Findings findings = checked(seed -> new Points(seed) {
            @Override
            public double step(Batch batch) {
                throw new IndexOutOfBoundsException("index 3 out of bounds for length 3");
            }
        });

        assertThat(findings.failed()).isEmpty();
        assertThat(findings.of("gradients-not-cleared").orElseThrow().cause())
                .isEqualTo("the program threw IndexOutOfBoundsException: index 3 out of bounds for length 3");
        assertThat(findings.of("softmax-before-cross-entropy").orElseThrow().outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void one_without_a_step_or_an_optimiser() {
        Findings findings = checked(seed -> new Points(seed) {
            @Override
            public Optional<Optimizer> optimizer() {
                return Optional.empty();
            }

            @Override
            public void close() {
                adam.close();
                super.close();
            }
        });

        assertThat(findings.failed()).isEmpty();
        assertThat(findings.of("gradients-not-cleared").orElseThrow().cause())
                .contains("has neither a step() of its own nor an optimizer()");
    }

    @Test
    void one_that_hangs_is_closed_once_it_goes_on() throws InterruptedException {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger steps = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        Checkup checkup = Checkup.of(seed -> {
                    open.incrementAndGet();
                    return new Points(seed) {
                        @Override
                        public double step(Batch batch) {
                            steps.incrementAndGet();
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                return super.step(batch);
                            }
                            return 0;
                        }

                        @Override
                        public void close() {
                            super.close();
                            open.decrementAndGet();
                        }
                    };
                })
                .withPatience(Duration.ofMillis(500));

        Finding finding = checkup.run("gradients-not-cleared", checkup.subject());

        assertThat(finding.cause()).isEqualTo("it took longer than 500 ms, in step()");
        for (int wait = 0; wait < 100 && open.get() > 0; wait++) {
            Thread.sleep(50); // the thread that was left behind is on its own
        }
        assertThat(open.get()).isZero();
        assertThat(steps).as("whatever it calls next ends it").hasValue(1);
    }

    @Test
    void one_that_is_slow_in_many_calls_does_not_hang_in_any() {
        AtomicInteger steps = new AtomicInteger();
        Checkup checkup = Checkup.of(seed -> new Points(seed) {
                    @Override
                    public double step(Batch batch) {
                        steps.incrementAndGet();
                        sleep(60);
                        return super.step(batch);
                    }
                })
                .withPatience(Duration.ofSeconds(1));
        Subject subject = checkup.subject();

        assertThat(checkup.run("training-loss-rises", subject).cause()).isEqualTo("it took longer than 1 s");
        int before = steps.get();
        checkup.run("gradients-not-cleared", subject);
        assertThat(steps.get()).as("it is called again").isGreaterThan(before);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void one_that_hangs() {
        CountDownLatch never = new CountDownLatch(1);
        Findings findings = Checkup.of(seed -> new Points(seed) {
                    @Override
                    public double step(Batch batch) {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return 0;
                    }
                })
                .withPatience(Duration.ofSeconds(2))
                .run();

        assertThat(findings.seconds()).isLessThan(60);
        assertThat(findings.errors())
                .extracting(Finding::cause)
                .containsOnlyOnce("it took longer than 2 s, in step()")
                .contains("step() did not return within 2 s; it is not called again");
        assertThat(findings.of("loss-at-init").orElseThrow().outcome())
                .as("needs no step")
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void one_whose_loss_is_not_a_number() {
        Findings findings = checked(seed -> new Points(seed) {
            @Override
            public Tensor loss(Tensor output, Batch batch) {
                return super.loss(output, batch).mul(Double.NaN);
            }
        });

        assertThat(findings.failed()).extracting(Finding::code).containsOnly("not-finite");
    }

    @Test
    void one_without_parameters() {
        Findings findings = checked(seed -> new Points(seed, new Identity()));

        assertThat(findings.of("gradients-not-cleared").orElseThrow().outcome()).isEqualTo(Outcome.ERROR);
        assertThat(findings.failed()).isEmpty();
        assertThat(findings.of("loss-at-init").orElseThrow().cause()).startsWith("the net has no parameters");
    }

    @Test
    void one_whose_output_changes_its_shape() {
        Findings findings = checked(seed -> new Points(seed) {
            private int calls;

            @Override
            public Tensor forward(Batch batch) {
                Tensor output = net.forward(batch.input());
                return calls++ % 2 == 0 ? output : output.reshape(-1);
            }
        });

        assertThat(findings.failed()).isEmpty();
        assertThat(findings.all()).hasSameSizeAs(Catalogue.all());
    }

    @Test
    void one_that_keeps_tensors_of_closed_scopes() {
        Findings findings = checked(seed -> new Points(seed) {
            private final List<Tensor> kept = new ArrayList<>();

            @Override
            public double step(Batch batch) {
                kept.add(batch.input());
                kept.forEach(tensor -> tensor.sum().item());
                return super.step(batch);
            }
        });

        assertThat(findings.failed()).isEmpty();
        assertThat(findings.of("gradients-not-cleared").orElseThrow().cause())
                .startsWith("the program threw FreedTensor");
    }

    @ParameterizedTest
    @EnumSource(Faulty.Method.class)
    void one_that_throws_in_one_method_is_not_said_to_have_another_bug(Faulty.Method faulty) {
        Findings findings = checked(seed -> new Faulty(seed, method -> {
            if (method == faulty) {
                throw new IllegalStateException("no luck in " + method);
            }
        }));

        assertThat(findings.failed()).isEmpty();
        assertThat(findings.all()).hasSameSizeAs(Catalogue.all());
        if (UNCALLED.contains(faulty)) {
            return;
        }
        assertThat(findings.unfinished()).isNotEmpty().allSatisfy(code -> assertThat(
                        findings.of(code).orElseThrow().cause())
                .isEqualTo("the program threw IllegalStateException: no luck in " + faulty));
        assertThat(findings.exitCode()).isEqualTo(3);
    }

    @Test
    void one_that_throws_now_and_then_is_not_said_to_have_another_bug() {
        AtomicInteger steps = new AtomicInteger();
        Findings findings = checked(seed -> new Faulty(seed, method -> {
            if (method == Faulty.Method.STEP && steps.incrementAndGet() % 25 == 0) {
                throw new IllegalStateException("out of luck");
            }
        }));

        assertThat(findings.failed()).isEmpty();
        assertThat(findings.exitCode()).isEqualTo(3);
    }

    @Test
    void one_that_gives_nothing_back() {
        Findings findings = checked(seed -> new Points(seed) {
            @Override
            @SuppressWarnings("NullAway") // what is to be tested
            public Tensor loss(Tensor output, Batch batch) {
                return null;
            }
        });

        assertThat(findings.failed()).isEmpty();
        assertThat(findings.unfinished()).contains("gradients-not-cleared", "training-loss-rises");
    }

    @Test
    void one_that_has_nothing_to_train_on() {
        Findings findings = checked(seed -> new Points(seed) {
            @Override
            public Batches training(int epoch) {
                return Batches.of(0, 0, index -> {
                    throw new IndexOutOfBoundsException(index);
                });
            }
        });

        assertThat(findings.failed()).isEmpty();
        assertThat(findings.of("gradients-not-cleared").orElseThrow().cause()).isEqualTo("training(0) has no batches");
    }

    @Test
    void one_that_has_nothing_to_evaluate_on() {
        Findings findings = checked(seed -> new Points(seed) {
            @Override
            public Batches evaluation() {
                return Batches.of(0, 0, index -> {
                    throw new IndexOutOfBoundsException(index);
                });
            }
        });

        assertThat(findings.failed()).isEmpty();
        assertThat(findings.of("gradients-not-cleared").orElseThrow().outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void one_that_hangs_in_its_evaluation_is_left_there_and_its_step_is_judged() {
        CountDownLatch never = new CountDownLatch(1);
        List<Check> some = Catalogue.all().stream()
                .filter(check -> Set.of("evaluation-in-training-mode", "gradients-not-cleared")
                        .contains(check.code()))
                .toList();
        Findings findings = CheckRun.of(some)
                .withPatience(Duration.ofSeconds(20))
                .on(Subject.of(seed -> new Faulty(seed, method -> {
                    if (method == Faulty.Method.EVALUATE) {
                        await(never);
                    }
                })));

        assertThat(findings.unfinished()).containsExactly("evaluation-in-training-mode");
        assertThat(findings.of("evaluation-in-training-mode").orElseThrow().cause())
                .isEqualTo("it took longer than 20 s, in evaluate()");
        assertThat(findings.of("gradients-not-cleared").orElseThrow().outcome()).isEqualTo(Outcome.PASS);
        assertThat(findings.exitCode()).isEqualTo(3);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void checks_touch_nothing_but_what_they_made() {
        try (Points mine = new Points(1337)) {
            long before = fingerprint(mine);
            checked(Points::new);

            assertThat(fingerprint(mine)).isEqualTo(before);
        }
    }

    private static long fingerprint(Points program) {
        long hash = program.adam.steps();
        try (Scope scope = Scope.open("fingerprint")) {
            for (Tensor tensor : program.net.state().values()) {
                hash = 31 * hash + Arrays.hashCode(tensor.toDoubles());
                hash = 31 * hash + (tensor.grad().isPresent() ? 1 : 0);
            }
            for (Tensor tensor : program.adam.state().values()) {
                hash = 31 * hash + Arrays.hashCode(tensor.toDoubles());
            }
        }
        for (Layer layer : program.net.layers().values()) {
            hash = 31 * hash + (layer.isTraining() ? 1 : 0);
        }
        return hash;
    }

    private static Findings checked(LongFunction<TrainingProgram> make) {
        return Checkup.of(make).run();
    }

    /** Nothing to train. */
    private static final class Identity extends Layer {
        @Override
        public Tensor forward(Tensor x) {
            return x.narrow(1, 0, 3);
        }
    }
}
