package io.souschef.check.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Linear;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import java.util.Objects;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Weights that stand still for long, and not for ever. */
class MovedLaterTest {
    private static final int COLUMNS = 6, WIDTH = 8, CLASSES = 3, LATE = 30;

    /** A net of two layers and a third one, {@code extra}, of which each test decides what becomes. */
    private static class Program extends Fed {
        final Linear extra;
        int epoch;
        int steps;

        Program(long seed) {
            this(seed, new Formula(), new Linear(WIDTH, WIDTH));
        }

        private Program(long seed, Formula net, Linear extra) {
            super(
                    seed,
                    Task.classification(CLASSES),
                    net(seed, net, extra),
                    (row, epoch, slot) -> features(row, COLUMNS),
                    (row, epoch, slot) -> new float[] {row % CLASSES});
            this.extra = extra;
            Linear in = layer(net, "in");
            Linear head = layer(net, "head");
            net.is(seed, x -> head.forward(hidden(in.forward(x).relu())));
        }

        private static Linear layer(Formula net, String name) {
            return (Linear) Objects.requireNonNull(net.layers().get(name));
        }

        private static Formula net(long seed, Formula net, Linear extra) {
            net.has("in", new Linear(COLUMNS, WIDTH));
            net.has("extra", extra);
            net.has("head", new Linear(WIDTH, CLASSES));
            return net.is(seed, x -> x);
        }

        Tensor hidden(Tensor h) {
            return h;
        }

        @Override
        public Batches training(int epoch) {
            this.epoch = epoch;
            return super.training(epoch);
        }

        @Override
        public double step(Batch batch) {
            steps++;
            return super.step(batch);
        }
    }

    private static Outcome found(Check check, LongFunction<Program> make) {
        return Fed.found(check, Subject.of(make)).outcome();
    }

    @Test
    void a_slow_machine_sees_the_same_as_a_fast_one() {
        assertThat(found(new GradientCutOff(), seed -> new Program(seed) {
                    @Override
                    Tensor hidden(Tensor h) {
                        return h.add(extra.forward(h).detach());
                    }

                    @Override
                    public double step(Batch batch) {
                        double loss = super.step(batch);
                        try (NoGrad off = NoGrad.open()) {
                            Thread.sleep(25);
                            if (steps % 100 == 0) {
                                extra.parameters().values().forEach(weight -> weight.mulInPlace(0.5));
                            }
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return loss;
                    }
                }))
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void a_layer_joins_in_when_the_batches_are_those_of_a_late_epoch() {
        assertThat(found(new LayerNeverCalled(), seed -> new Program(seed) {
                    @Override
                    Tensor hidden(Tensor h) {
                        return epoch >= LATE ? extra.forward(h).relu() : h;
                    }
                }))
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void a_layer_whose_gradient_is_let_through_in_a_late_epoch_is_trained_then() {
        assertThat(found(new GradientCutOff(), seed -> new Program(seed) {
                    @Override
                    Tensor hidden(Tensor h) {
                        Tensor more = extra.forward(h).relu();
                        return h.add(epoch >= LATE ? more : more.detach());
                    }
                }))
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void a_step_thaws_what_stood_still_until_a_late_epoch() {
        assertThat(found(new ParametersFrozen(), seed -> new Program(seed) {
                    {
                        extra.freeze();
                    }

                    @Override
                    public double step(Batch batch) {
                        if (epoch >= LATE) {
                            extra.parameters().values().forEach(weight -> weight.requiresGrad(true));
                        }
                        return super.step(batch);
                    }
                }))
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void nothing_is_waited_for_beyond_the_planned_end() {
        assertThat(found(new LayerNeverCalled(), seed -> new Program(seed) {
                    @Override
                    Tensor hidden(Tensor h) {
                        return epoch >= LATE ? extra.forward(h).relu() : h;
                    }

                    @Override
                    public Declared declares() {
                        return Declared.nothing().withPlannedSteps(100);
                    }
                }))
                .isEqualTo(Outcome.FAIL);
    }
}
