package io.souschef.check.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.BatchNorm1d;
import io.souschef.nn.Dropout;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.nn.Relu;
import io.souschef.nn.Sequential;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Gradients;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
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

    @Test
    void fails_when_no_step_is_taken_and_weights_are_pruned_at_the_end_of_an_epoch() {
        Step step = (program, adam, batch, call) -> backward(program, batch, 0.1);
        Finding finding = Fed.found(new StepMissing(), Subject.of(seed -> new Program(seed, mlp(seed), step) {
            @Override
            public void epochEnded(int epoch) {
                try (Scope scope = Scope.open("prune");
                        NoGrad off = NoGrad.open()) {
                    for (Tensor weight : net.parameters().values()) {
                        weight.mulInPlace(weight.abs().gt(0.01).to(DType.FLOAT32));
                    }
                }
            }
        }));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void the_last_batch_of_a_long_epoch_may_make_its_only_update() {
        Step step = every(1000, 100);
        Finding finding = Fed.found(new StepMissing(), Subject.of(seed -> new Program(seed, mlp(seed), step) {
            @Override
            public Batches training(int epoch) {
                return batches(IntStream.range(0, 100 * BATCH).toArray(), epoch);
            }
        }));

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
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

    @Test
    void what_a_step_that_moves_nothing_does_is_said_as_far_as_it_is_seen() {
        assertThat(found(new GradientsClearedBeforeUpdate(), cleared(true)).measured())
                .endsWith("its backward pass reaches the inputs");
        assertThat(found(new GradientsClearedBeforeUpdate(), (program, adam, batch, call) -> {
                            program.net().train();
                            adam.zeroGrad();
                            Tensor loss = program.loss(program.forward(batch), batch)
                                    .detach()
                                    .requiresGrad(true);
                            loss.backward();
                            adam.step();
                            return loss.item();
                        })
                        .measured())
                .endsWith("its backward pass reaches none of the inputs");
    }

    /** Gradient descent by hand, on gradients that are gone, beside a forward pass for the log. */
    @Test
    void fails_when_gradients_are_cleared_and_the_weights_are_used_for_the_log() {
        Step step = (program, adam, batch, call) -> {
            double loss = backward(program, batch, 1);
            program.net().parameters().values().forEach(Tensor::clearGrad);
            try (NoGrad off = NoGrad.open()) {
                program.net().parameters().values().forEach(weight -> weight.grad()
                        .ifPresent(gradient -> weight.addInPlace(gradient, -0.1)));
                program.forward(batch).argmax(1);
            }
            return loss;
        };
        Finding finding =
                Fed.found(new GradientsClearedBeforeUpdate(), Subject.of(seed -> new Program(seed, mlp(seed), step) {
                    @Override
                    public Optional<Optimizer> optimizer() {
                        return Optional.empty();
                    }

                    @Override
                    public void close() {
                        optimizer.close();
                        super.close();
                    }
                }));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
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

    /** A body, with norms and perhaps with dropout, that is called apart from its head, if there is one. */
    private static final class Backbone extends Layer {
        private final Sequential body;
        private final Optional<Linear> head;

        Backbone(long seed, double drop, boolean headed) {
            body = add(
                    "body",
                    new Sequential(
                            new Linear(6, 24),
                            new BatchNorm1d(24),
                            new Relu(),
                            new Dropout(drop),
                            new Linear(24, headed ? 24 : 3)));
            head = headed ? Optional.of(add("head", new Linear(24, 3))) : Optional.empty();
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor code = body.forward(x);
            return head.map(last -> last.forward(code.relu())).orElse(code);
        }
    }

    private static Outcome bodyInEvaluationMode(double drop, boolean headed) {
        Step step = (program, adam, batch, call) -> {
            program.net().train();
            ((Backbone) program.net()).body.eval();
            return update(program, adam, batch.input(), batch);
        };
        return Fed.found(
                        new TrainedInEvaluationMode(),
                        Subject.of(seed -> new Program(seed, new Backbone(seed, drop, headed), step)))
                .outcome();
    }

    @Test
    void the_statistics_of_norms_may_be_kept_by_way_of_the_body_that_they_are_in() {
        assertThat(bodyInEvaluationMode(0, true)).isEqualTo(Outcome.PASS);
        assertThat(bodyInEvaluationMode(0.3, true)).as("dropout is off, too").isEqualTo(Outcome.FAIL);
        assertThat(bodyInEvaluationMode(0, false))
                .as("the body is all there is")
                .isEqualTo(Outcome.FAIL);
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

    /** Another layer around it. */
    private static final class Around extends Layer {
        private final BodyAndHead inside;

        Around(BodyAndHead inside) {
            this.inside = add("inside", inside);
        }

        @Override
        public Tensor forward(Tensor x) {
            return inside.forward(x);
        }
    }

    private static Finding clipped(boolean both, boolean wrapped) {
        Step step = (program, adam, batch, call) -> {
            adam.zeroGrad();
            double loss = backward(program, batch, 1);
            BodyAndHead net = program.net() instanceof Around around ? around.inside : (BodyAndHead) program.net();
            Gradients.clipNorm(net.head.parameters().values(), 0.1);
            if (both) {
                Gradients.clipNorm(net.body.parameters().values(), 0.1);
            }
            adam.step();
            return loss;
        };
        return Fed.found(new ClippingIneffective(), Subject.of(seed -> {
            BodyAndHead net = new BodyAndHead(seed);
            return new Program(seed, wrapped ? new Around(net) : net, step) {
                @Override
                public Declared declares() {
                    return Declared.nothing().withClipNorm(0.1);
                }
            };
        }));
    }

    @Test
    void parts_may_be_clipped_each_by_itself() {
        for (boolean wrapped : new boolean[] {false, true}) {
            assertThat(clipped(true, wrapped).outcome()).isNotEqualTo(Outcome.FAIL);
            assertThat(clipped(false, wrapped).outcome()).isEqualTo(Outcome.FAIL);
        }
    }

    /** Updates of the head alone, each from so many batches. */
    @Test
    void fails_when_the_optimiser_lacks_the_body_and_updates_are_rare() {
        Finding finding = Fed.found(new ParametersNotOptimized(), Subject.of(seed -> {
            BodyAndHead net = new BodyAndHead(seed);
            Adam head = new Adam(net.head, 3e-3);
            return new Program(seed, net, (program, adam, batch, call) -> {
                double loss = backward(program, batch, 1 / 26.0);
                if (call % 26 == 25) {
                    head.step();
                    net.parameters().values().forEach(Tensor::clearGrad);
                }
                return loss;
            }) {
                @Override
                public void close() {
                    head.close();
                    super.close();
                }
            };
        }));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
    }

    private static Finding unfrozen(int after) {
        return unfrozen(after, after);
    }

    /** The first layer of the body, and the others, after so many epochs. */
    private static Finding unfrozen(int first, int others) {
        return Fed.found(new ParametersNotOptimized(), Subject.of(seed -> {
            BodyAndHead net = new BodyAndHead(seed);
            Adam head = new Adam(net.head, 3e-3);
            Map<String, Tensor> ofFirst = new TreeMap<>(net.body.parameters());
            Map<String, Tensor> ofOthers = new TreeMap<>(ofFirst);
            String firstName = ofFirst.keySet().iterator().next();
            String layer = firstName.substring(0, firstName.lastIndexOf('.'));
            ofFirst.keySet().removeIf(name -> !name.startsWith(layer));
            ofOthers.keySet().removeIf(name -> name.startsWith(layer));
            Adam early = Adam.w(ofFirst, 3e-3, 0, 0.999);
            Adam late = Adam.w(ofOthers, 3e-3, 0, 0.999);
            int[] epochs = new int[1];
            return new Program(seed, net, (program, adam, batch, call) -> {
                net.parameters().values().forEach(Tensor::clearGrad);
                double loss = backward(program, batch, 1);
                head.step();
                if (epochs[0] >= first) {
                    early.step();
                }
                if (epochs[0] >= others) {
                    late.step();
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
                    early.close();
                    late.close();
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

    @Test
    void fails_when_a_part_of_the_backbone_is_never_unfrozen_and_names_that_part_alone() {
        Finding finding = unfrozen(3, 1000);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).startsWith("2 of 8 parameters");
    }

    @Test
    void an_update_that_is_no_number_is_not_compared() {
        Subject diverging = Subject.of(seed -> {
            int[] epochs = new int[1];
            return new Program(seed, mlp(seed), (program, adam, batch, call) -> {
                program.net().train();
                double loss = update(program, adam, batch.input(), batch);
                return epochs[0] < 2 ? loss : Double.NaN;
            }) {
                @Override
                public void epochEnded(int epoch) {
                    epochs[0]++;
                }
            };
        });

        assertThatThrownBy(() -> Continuation.later(diverging, Batches::count))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageContaining("diverges");
    }
}
