package io.souschef.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Layer;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Optimizer;
import io.souschef.train.TrainingProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** What no one can judge: could not judge, with the cause; never a crash, never a wrong verdict. */
class BadProgramsTest {
    @Test
    void one_that_can_not_be_made() {
        Findings findings = checked(seed -> {
            throw new IllegalStateException("no weights.bin");
        });

        assertThat(findings.all()).extracting(Finding::outcome).containsOnly(Outcome.SKIP);
        assertThat(findings.all())
                .extracting(Finding::cause)
                .containsOnly("the program threw IllegalStateException: no weights.bin");
        assertThat(findings.exitCode()).isEqualTo(3);
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
    void one_that_hangs() {
        CountDownLatch never = new CountDownLatch(1);
        Findings findings = CheckRun.of(Catalogue.all())
                .withPatience(Duration.ofMillis(300))
                .on(Subject.of(seed -> new Points(seed) {
                    @Override
                    public double step(Batch batch) {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return 0;
                    }
                }));

        assertThat(findings.seconds()).isLessThan(60);
        assertThat(findings.all()).extracting(Finding::cause).anyMatch(cause -> cause.startsWith("it took longer"));
    }

    @Test
    void one_whose_loss_is_not_a_number() {
        Findings findings = checked(seed -> new Points(seed) {
            @Override
            public Tensor loss(Tensor output, Batch batch) {
                return super.loss(output, batch).mul(Double.NaN);
            }
        });

        assertThat(findings.of("gradients-not-cleared").orElseThrow().outcome()).isNotEqualTo(Outcome.FAIL);
        assertThat(findings.of("trained-in-evaluation-mode").orElseThrow().outcome())
                .isNotEqualTo(Outcome.FAIL);
    }

    @Test
    void one_without_parameters() {
        Findings findings = checked(seed -> new Points(seed, new Identity()));

        assertThat(findings.of("gradients-not-cleared").orElseThrow().outcome()).isEqualTo(Outcome.SKIP);
        assertThat(findings.of("optimizer-step-missing").orElseThrow().outcome())
                .isNotEqualTo(Outcome.FAIL);
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

        assertThat(findings.of("gradients-not-cleared").orElseThrow().outcome()).isNotEqualTo(Outcome.FAIL);
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
                hash = 31 * hash + java.util.Arrays.hashCode(tensor.toDoubles());
                hash = 31 * hash + (tensor.grad().isPresent() ? 1 : 0);
            }
            for (Tensor tensor : program.adam.state().values()) {
                hash = 31 * hash + java.util.Arrays.hashCode(tensor.toDoubles());
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
