package io.souschef.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.symptoms.FiniteNumbers;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where what isn't a number begins, when it is seen and what is to be done. */
class FiniteNumbersTest {
    @ParameterizedTest
    @EnumSource(Beginning.Begins.class)
    void it_is_told_when_it_is_seen_and_where_it_begins(Beginning.Begins begins) {
        Finding finding = CheckRun.of(List.of(new FiniteNumbers()))
                .on(Subject.of(seed -> new Beginning(seed, begins)))
                .all()
                .get(0);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).startsWith(begins.measured);
        assertThat(finding.cause()).contains(begins.cause);
        assertThat(finding.fix()).startsWith(begins.fix);
    }

    @Test
    void an_infinite_mask_among_the_buffers_is_none_of_it() {
        Findings findings =
                CheckRun.of(List.of(new FiniteNumbers())).on(Subject.of(seed -> new Points(seed, new Masked(seed))));

        assertThat(findings.all().get(0).outcome()).isEqualTo(Outcome.PASS);
        assertThat(findings.all().get(0).measured())
                .isEqualTo("every output, loss and weight finite, fresh and over 32 steps");
    }

    @Test
    void a_gradient_that_is_no_number_although_the_loss_is_one_is_named_by_its_parameter() {
        Findings findings = CheckRun.of(List.of(new FiniteNumbers())).on(Subject.of(seed -> new Points(seed) {
            @Override
            public Tensor loss(Tensor output, Batch batch) {
                Tensor bias = Objects.requireNonNull(net.parameters().get("fc2.bias"));
                return super.loss(output, batch)
                        .add(bias.sub(bias.detach()).pow(2).sum().sqrt());
            }
        }));

        assertThat(findings.all().get(0).cause())
                .startsWith("the loss of the batch of example ")
                .contains("is finite, the gradient of fc2.bias ");
        assertThat(findings.all().get(0).fix()).contains("sqrt, norm, division and log have no gradient at 0");
    }

    @Test
    void a_frozen_parameter_has_no_gradient_and_is_not_where_it_begins() {
        Findings findings = CheckRun.of(List.of(new FiniteNumbers()))
                .on(Subject.of(seed -> new Beginning(seed, Beginning.Begins.UPDATE) {
                    {
                        Objects.requireNonNull(net.parameters().get("fc1.bias")).requiresGrad(false);
                    }
                }));

        assertThat(findings.all().get(0).cause()).endsWith("the update itself makes it");
    }

    @Test
    void an_evaluation_that_throws_hides_no_loss_that_is_not_finite() {
        Findings findings = CheckRun.of(List.of(new FiniteNumbers()))
                .on(Subject.of(seed -> new NotFinite(seed, NotFinite.Where.LOSS) {
                    @Override
                    public Batches evaluation() {
                        throw new IllegalStateException("no luck");
                    }
                }));

        assertThat(findings.failed()).extracting(Finding::code).containsExactly("not-finite");
    }

    @Test
    void outputs_that_only_the_own_loss_takes_are_looked_at_all_the_same() {
        Findings findings = CheckRun.of(List.of(new FiniteNumbers())).on(Subject.of(seed -> new Points(seed) {
            @Override
            public Tensor forward(Batch batch) {
                return super.forward(batch).unsqueeze(2);
            }

            @Override
            public Tensor loss(Tensor output, Batch batch) {
                return super.loss(output.squeeze(2), batch);
            }
        }));

        assertThat(findings.all().get(0).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void outputs_that_only_the_own_loss_takes_are_none_where_they_are_no_numbers() {
        Findings findings = CheckRun.of(List.of(new FiniteNumbers())).on(Subject.of(seed -> new Points(seed) {
            @Override
            public Tensor forward(Batch batch) {
                return super.forward(batch).unsqueeze(2).mul(net.isTraining() ? 1 : Double.NaN);
            }

            @Override
            public Tensor loss(Tensor output, Batch batch) {
                return super.loss(output.squeeze(2), batch);
            }
        }));

        assertThat(findings.failed())
                .extracting(Finding::measured)
                .containsExactly("in evaluation mode the loss of a fresh net is NaN, on batch 0 of evaluation()");
    }

    @Test
    void a_mask_is_not_where_it_begins() {
        Findings findings = CheckRun.of(List.of(new FiniteNumbers())).on(Subject.of(seed -> new Choosing(seed, 0) {
            @Override
            public Tensor loss(Tensor output, Batch batch) {
                return super.loss(output, batch).mul(Double.NaN);
            }
        }));

        assertThat(findings.all().get(0).cause()).startsWith("it begins in the operation mul");
    }

    /** With a mask that it doesn't need. */
    private static final class Masked extends Layer {
        private final Mlp mlp;

        Masked(long seed) {
            mlp = add("mlp", new Mlp(seed, 6, 32, 3));
            buffer("mask", Init.constant(Double.NEGATIVE_INFINITY), 3);
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return mlp.forward(x);
        }
    }
}
