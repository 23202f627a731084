package io.souschef.check.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Optimizer;
import io.souschef.train.Sgd;
import io.souschef.train.Task;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Three batches an update; losses are sums over examples. */
class AccumulationWrongTest {
    private static final int EVERY = 3;

    private static Finding found(double weight, boolean divided) {
        return Fed.found(
                new AccumulationWrong(),
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.classification(2),
                                new Mlp(seed, 5, 24, 2),
                                (row, epoch, slot) -> {
                                    float[] x = new float[5];
                                    for (int i = 0; i < x.length; i++) {
                                        x[i] = (float) RandomStream.of(4, "rows")
                                                .at(row)
                                                .gaussian(i);
                                    }
                                    return x;
                                },
                                (row, epoch, slot) -> new float[] {row % 2}) {
                            private int waiting;
                            private int examples;

                            @Override
                            public double step(Batch batch) {
                                net.train();
                                if (waiting == 0) {
                                    optimizer.zeroGrad();
                                }
                                Tensor loss = loss(forward(batch), batch);
                                loss.mul(weight * (divided ? batch.size() : 1)).backward();
                                examples += batch.size();
                                if (++waiting == EVERY) {
                                    if (divided) {
                                        divide();
                                    }
                                    optimizer.step();
                                    waiting = 0;
                                    examples = 0;
                                }
                                return loss.item();
                            }

                            private void divide() {
                                try (Scope scope = Scope.open("divide");
                                        NoGrad off = NoGrad.open()) {
                                    net.parameters().values().forEach(w -> w.grad()
                                            .ifPresent(g -> g.mulInPlace(1.0 / examples)));
                                }
                            }

                            @Override
                            public Declared declares() {
                                return Declared.nothing().withAccumulation(EVERY);
                            }
                        }));
    }

    @Test
    void sums_that_are_divided_by_all_examples_before_the_step_are_a_mean() {
        assertThat(found(1, true).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void losses_that_are_each_divided_are_a_mean() {
        assertThat(found(1.0 / EVERY, false).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_nothing_is_divided() {
        Finding finding = found(1, false);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("the losses of the batches are summed, not averaged");
    }

    /** Codes, which take no gradient, into a table of numbers; momentum, which keeps a factor apart from a rate. */
    private static Finding ofCodes(double weight) {
        return Fed.found(
                new AccumulationWrong(),
                Subject.of(seed -> new Dealt(seed, Task.regression(), new Table(seed), (rows, epoch) -> codes(rows)) {
                    private final Sgd sgd = new Sgd(net, 0.1, 0.9);
                    private int waiting;

                    @Override
                    public Optional<Optimizer> optimizer() {
                        return Optional.of(sgd);
                    }

                    @Override
                    public double step(Batch batch) {
                        net.train();
                        Tensor loss = loss(forward(batch), batch);
                        loss.mul(weight).backward();
                        if (++waiting == EVERY) {
                            sgd.step();
                            sgd.zeroGrad();
                            waiting = 0;
                        }
                        return loss.item();
                    }

                    @Override
                    public Declared declares() {
                        return Declared.nothing().withAccumulation(EVERY);
                    }
                }));
    }

    private static Batch.Content codes(int[] rows) {
        long[] x = new long[rows.length];
        float[] y = new float[rows.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = rows[i] % 12;
            y[i] = (float) RandomStream.of(4, "codes").gaussian(x[i]);
        }
        return Batch.Content.of(Tensor.of(x, rows.length), Tensor.of(y, rows.length, 1), Dealt.ids(rows));
    }

    private static final class Table extends Layer {
        private final Embedding codes = add("codes", new Embedding(12, 6));
        private final Linear head = add("head", new Linear(6, 1));

        Table(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return head.forward(codes.forward(x).tanh());
        }
    }

    @Test
    void fails_when_losses_of_codes_are_summed() {
        Finding finding = ofCodes(1);

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("the losses of the batches are summed, not averaged");
    }

    @Test
    void losses_of_codes_that_are_each_divided_are_a_mean() {
        assertThat(ofCodes(1.0 / EVERY).outcome()).isEqualTo(Outcome.PASS);
    }
}
