package io.souschef.check.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.BatchNorm1d;
import io.souschef.nn.Dropout;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Gradients;
import io.souschef.train.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps that take two passes, wait for many batches, or leave a part of the net for later. */
class StepsOfOtherKindsTest {
    /** One step, which may count the calls before it. */
    private interface Step {
        double of(Fed program, Adam adam, Batch batch, int call);
    }

    private static class Program extends Fed {
        private final Step step;
        private int calls;

        Program(long seed, Layer net, Step step) {
            super(seed, Task.classification(3), net, (row, epoch, slot) -> features(row, 6), (row, epoch, slot) ->
                    new float[] {row % 3});
            this.step = step;
        }

        @Override
        public double step(Batch batch) {
            return step.of(this, (Adam) optimizer, batch, calls++);
        }
    }

    private static Layer mlp(long seed) {
        return new Mlp(seed, 6, 24, 3);
    }

    private static Finding found(Check check, Step step) {
        return Fed.found(check, Subject.of(seed -> new Program(seed, mlp(seed), step)));
    }

    private static double backward(Fed program, Batch batch, double share) {
        program.net().train();
        Tensor loss = program.loss(program.forward(batch), batch);
        loss.mul(share).backward();
        return loss.item();
    }

    private static Step every(int batches, int perEpoch) {
        return (program, adam, batch, call) -> {
            double loss = backward(program, batch, 1.0 / batches);
            int done = call % perEpoch + 1;
            if (done % batches == 0 || done == perEpoch) {
                adam.step();
                adam.zeroGrad();
            }
            return loss;
        };
    }

    @Test
    void gradients_may_be_gathered_over_many_batches_and_what_is_left_applied_at_the_end_of_an_epoch() {
        for (Check check : List.of(new StepMissing(), new GradientsNotCleared(), new AccumulationWrong())) {
            assertThat(found(check, every(24, 48)).outcome())
                    .as("24 batches, " + check.code())
                    .isNotEqualTo(Outcome.FAIL);
            assertThat(found(check, every(4, 6)).outcome())
                    .as("four of six batches, " + check.code())
                    .isNotEqualTo(Outcome.FAIL);
        }
    }

    private static Finding once(boolean applied) {
        Step step = (program, adam, batch, call) -> backward(program, batch, 0.1);
        return Fed.found(new StepMissing(), Subject.of(seed -> new Program(seed, mlp(seed), step) {
            @Override
            public void epochEnded(int epoch) {
                if (applied) {
                    optimizer.step();
                    optimizer.zeroGrad();
                }
            }
        }));
    }

    @Test
    void an_update_may_come_at_the_end_of_an_epoch() {
        assertThat(once(true).outcome()).isEqualTo(Outcome.SKIP);
        assertThat(once(false).outcome()).isEqualTo(Outcome.FAIL);
    }

    private static Step cleared(boolean stepped) {
        return (program, adam, batch, call) -> {
            double loss = backward(program, batch, 1);
            if (!stepped) {
                adam.zeroGrad();
                return loss;
            }
            adam.zeroGrad();
            adam.step();
            return loss;
        };
    }

    @Test
    void who_takes_no_step_and_clears_afterwards_lacks_the_step() {
        assertThat(found(new StepMissing(), cleared(false)).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(found(new GradientsClearedBeforeUpdate(), cleared(false)).outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(found(new StepMissing(), cleared(true)).outcome()).isEqualTo(Outcome.PASS);
        assertThat(found(new GradientsClearedBeforeUpdate(), cleared(true)).outcome())
                .isEqualTo(Outcome.FAIL);
    }

    private static final class Net extends Layer {
        private final Linear first = add("first", new Linear(6, 24));
        private final BatchNorm1d norm = add("norm", new BatchNorm1d(24));
        private final Dropout dropout;
        private final Linear last = add("last", new Linear(24, 3));

        Net(long seed, double drop) {
            dropout = add("dropout", new Dropout(drop));
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return last.forward(dropout.forward(norm.forward(first.forward(x)).relu()));
        }
    }

    private static Finding mode(double drop, Step step) {
        return Fed.found(
                new TrainedInEvaluationMode(), Subject.of(seed -> new Program(seed, new Net(seed, drop), step)));
    }

    private static double update(Fed program, Adam adam, Tensor input, Batch batch) {
        adam.zeroGrad();
        Tensor loss = program.loss(program.net().forward(input), batch);
        loss.backward();
        adam.step();
        return loss.item();
    }

    private static Step adversarial(boolean backToTraining) {
        return (program, adam, batch, call) -> {
            program.net().eval();
            Tensor x = batch.input().copy().requiresGrad(true);
            Tensor up = program.loss(program.net().forward(x), batch)
                    .gradOf(List.of(x))
                    .get(0)
                    .orElseThrow()
                    .detach();
            Tensor worse = batch.input().add(up.div(up.abs().add(1e-12)).mul(0.05));
            program.net().training(backToTraining);
            return update(program, adam, worse, batch);
        };
    }

    @Test
    void adversarial_examples_are_made_in_evaluation_mode() {
        assertThat(mode(0.2, adversarial(true)).outcome()).isEqualTo(Outcome.PASS);
        assertThat(mode(0.2, adversarial(false)).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void the_statistics_of_norms_may_be_kept() {
        assertThat(mode(0, (program, adam, batch, call) -> {
                            program.net().train();
                            ((Net) program.net()).norm.eval();
                            return update(program, adam, batch.input(), batch);
                        })
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(mode(0, (program, adam, batch, call) -> {
                            program.net().eval();
                            return update(program, adam, batch.input(), batch);
                        })
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void a_batch_may_be_used_twice() {
        assertThat(found(new SteppedTwice(), (program, adam, batch, call) -> {
                            program.net().train();
                            update(program, adam, batch.input(), batch);
                            return update(program, adam, batch.input(), batch);
                        })
                        .outcome())
                .isNotEqualTo(Outcome.FAIL);
        assertThat(found(new SteppedTwice(), (program, adam, batch, call) -> {
                            program.net().train();
                            double loss = update(program, adam, batch.input(), batch);
                            adam.step();
                            return loss;
                        })
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    private static final class BodyAndHead extends Layer {
        private final Mlp body;
        private final Mlp head;

        BodyAndHead(long seed) {
            body = add("body", new Mlp(seed, 6, 24, 12));
            head = add("head", new Mlp(seed + 1, 12, 12, 3));
        }

        @Override
        public Tensor forward(Tensor x) {
            return head.forward(body.forward(x).relu());
        }
    }

    private static Finding clipped(boolean both) {
        Step step = (program, adam, batch, call) -> {
            adam.zeroGrad();
            double loss = backward(program, batch, 1);
            BodyAndHead net = (BodyAndHead) program.net();
            Gradients.clipNorm(net.head.parameters().values(), 0.1);
            if (both) {
                Gradients.clipNorm(net.body.parameters().values(), 0.1);
            }
            adam.step();
            return loss;
        };
        return Fed.found(new ClippingIneffective(), Subject.of(seed -> new Program(seed, new BodyAndHead(seed), step) {
            @Override
            public Declared declares() {
                return Declared.nothing().withClipNorm(0.1);
            }
        }));
    }

    @Test
    void parts_may_be_clipped_each_by_itself() {
        assertThat(clipped(true).outcome()).isNotEqualTo(Outcome.FAIL);
        assertThat(clipped(false).outcome()).isEqualTo(Outcome.FAIL);
    }

    private static Finding unfrozen(int after) {
        return Fed.found(new ParametersNotOptimized(), Subject.of(seed -> {
            BodyAndHead net = new BodyAndHead(seed);
            Adam head = new Adam(net.head, 3e-3);
            Adam body = new Adam(net.body, 3e-3);
            int[] epochs = new int[1];
            return new Program(seed, net, (program, adam, batch, call) -> {
                net.parameters().values().forEach(Tensor::clearGrad);
                double loss = backward(program, batch, 1);
                head.step();
                if (epochs[0] >= after) {
                    body.step();
                }
                return loss;
            }) {
                @Override
                public void epochEnded(int epoch) {
                    epochs[0]++;
                }

                @Override
                public void close() {
                    head.close();
                    body.close();
                    super.close();
                }
            };
        }));
    }

    @Test
    void a_backbone_may_be_unfrozen_some_epochs_later() {
        assertThat(unfrozen(3).outcome()).isEqualTo(Outcome.SKIP);
        assertThat(unfrozen(1000).outcome()).isEqualTo(Outcome.FAIL);
    }
}
