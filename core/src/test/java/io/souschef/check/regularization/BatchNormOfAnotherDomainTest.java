package io.souschef.check.regularization;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.BatchNorm1d;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After every step the batch goes through the net once more as it came, 50 times as large. */
class BatchNormOfAnotherDomainTest {
    private static final class Normed extends Layer {
        private final Linear first = add("first", new Linear(3, 8));
        private final BatchNorm1d norm;
        private final Linear head = add("head", new Linear(8, 2));

        Normed(long seed, double momentum) {
            norm = add("norm", new BatchNorm1d(8, momentum, 1e-5));
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return head.forward(norm.forward(first.forward(x)).relu());
        }
    }

    private static Batch.Content rows(int[] rows) {
        float[] x = new float[rows.length * 3];
        long[] y = new long[rows.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) RandomStream.of(3, "rows").at(rows[i / 3]).gaussian(i % 3) * 4 + 3;
            y[i / 3] = rows[i / 3] % 2;
        }
        return Batch.Content.of(Tensor.of(x, rows.length, 3), Tensor.of(y, rows.length), Dealt.ids(rows));
    }

    private static Finding found(double momentum, double times, boolean inTrainingMode) {
        return Fed.found(
                new BatchNormOfAnotherDomain(),
                Subject.of(seed ->
                        new Dealt(
                                seed, Task.classification(2), new Normed(seed, momentum), (some, epoch) -> rows(some)) {
                            @Override
                            public double step(Batch batch) {
                                double loss = super.step(batch);
                                if (!inTrainingMode) {
                                    net.eval();
                                }
                                try (NoGrad off = NoGrad.open()) {
                                    net.forward(batch.input().mul(times));
                                }
                                net.train();
                                return loss;
                            }
                        }));
    }

    @Test
    void fails_when_other_data_go_through_in_training_mode() {
        Finding finding = found(0.1, 50, true);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("BatchNorm takes in other data than those of training as well");
        assertThat(finding.fix()).startsWith("net.eval() before a forward pass");
    }

    @Test
    void in_evaluation_mode_they_leave_no_trace() {
        assertThat(found(0.1, 50, false).outcome()).isEqualTo(Outcome.PASS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.5})
    void statistics_that_follow_are_sound(double momentum) {
        assertThat(found(momentum, 1, true).outcome()).isEqualTo(Outcome.PASS);
    }
}
