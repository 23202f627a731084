package io.souschef.check.symptoms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.check.skeleton.Healthy;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Engine;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Diverged;
import io.souschef.train.Horizon;
import io.souschef.train.Loop;
import io.souschef.train.Schedule;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymptomsTest {
    @ParameterizedTest
    @EnumSource
    void a_healthy_training_has_none(Healthy healthy) {
        try (TrainingProgram program = healthy.of(1)) {
            assertThat(watched(program, 201)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void watching_changes_no_bit(long seed) {
        try (TrainingProgram alone = Healthy.DROPOUT.of(seed);
                TrainingProgram seen = Healthy.DROPOUT.of(seed)) {
            train(alone, 60, loss -> {});
            watched(seen, 60);

            assertThat(seen.evaluate().outputs()).isEqualTo(alone.evaluate().outputs());
            assertThat(seen.net().isTraining()).isEqualTo(alone.net().isTraining());
        }
    }

    @Test
    void leaves_no_native_memory_behind() {
        try (Scope alive = Scope.open("alive")) {
            Tensor.zeros(1);
            watchedAlone();
            long before = Engine.livePointers();

            watchedAlone();

            assertThat(Engine.livePointers()).isEqualTo(before);
        }
    }

    private static void watchedAlone() {
        try (TrainingProgram program = Healthy.CONVNET.of(1)) {
            watched(program, 60);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sees_dead_units(long seed) {
        Finding finding = only("dead-units", new Deep(seed, 2, Tensor::relu) {
            @Override
            double bias() {
                return -6;
            }
        });

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured())
                .matches("after step 10 100 % of the units of relu \\d, \\[32, 32] are zero for every example");
        assertThat(finding.fix()).startsWith("a smaller rate, or a warm-up");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sees_saturated_activations(long seed) {
        Finding finding = only("saturated-activations", new Deep(seed, 2, Tensor::tanh) {
            @Override
            double scale() {
                return 60;
            }
        });

        assertThat(finding.measured()).contains("of tanh ").endsWith("are within 0.01 of an end of its range");
        assertThat(finding.fix()).startsWith("smaller initial weights (Xavier for tanh and sigmoid)");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sees_gradients_that_vanish_in_twelve_layers_of_sigmoids(long seed) {
        Finding finding = only("vanishing-gradients", new Deep(seed, 12, Tensor::sigmoid));

        assertThat(finding.measured())
                .contains("the gradient of fc1.weight is ")
                .contains("of that of fc");
        assertThat(finding.fix()).startsWith("ReLU for tanh and sigmoid");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sees_updates_that_are_too_large_and_too_small(long seed) {
        try (TrainingProgram large = rate(seed, 3);
                TrainingProgram small = rate(seed, 1e-9)) {
            assertThat(of("update-size", watched(large, 60)).measured())
                    .matches(
                            "after step 10 one step changes the weights of fc\\d.weight by .*, which moves a unit by .*");
            assertThat(of("update-size", watched(small, 60)).fix()).startsWith("another rate");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sees_gradients_explode(long seed) {
        int[] step = {0};
        try (TrainingProgram program =
                new MadeProgram(MadeData.BLOBS, Task.classification(4), new Mlp(seed, 8, 32, 4), 1e-4, 32, seed) {
                    @Override
                    public Tensor loss(Tensor output, Batch batch) {
                        return super.loss(output, batch).mul(step[0]++ < 60 ? 1 : 1e5);
                    }
                }) {
            Finding finding = of("exploding-gradients", watched(program, 210));

            assertThat(finding.measured()).startsWith("after step 200 the norm of the gradients is ");
            Evidence.Curves curves = (Evidence.Curves) finding.evidence().get(0);
            assertThat(curves.lines())
                    .allSatisfy(line -> assertThat(line.x()).containsExactly(1.0, 10.0, 100.0, 200.0));
            assertThat(finding.fix()).startsWith("clip the norm of the gradients");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sees_layers_that_are_not_trained(long seed) {
        try (TrainingProgram program =
                new MadeProgram(MadeData.BLOBS, Task.classification(4), new Mlp(seed, 8, 32, 32, 4), 1e-3, 32, seed) {
                    @Override
                    public Tensor forward(Batch batch) {
                        Iterator<Layer> layers = net().children().values().iterator();
                        layers.next(); // dropout
                        Tensor hidden = layers.next().forward(batch.input()).relu();
                        hidden = layers.next().forward(hidden).relu();
                        return layers.next().forward(hidden.detach());
                    }
                }) {
            Finding finding = of("untrained-layers", watched(program, 210));

            assertThat(finding.measured())
                    .isEqualTo(
                            "after step 200 4 of 6 parameters have not moved since step 1: fc1.weight, fc1.bias, fc2.weight, fc2.bias");
            assertThat(finding.fix()).startsWith("hand all of net.parameters() to the optimiser");
        }
    }

    @Test
    void names_the_example_whose_input_is_not_a_number() {
        try (TrainingProgram program = new Poisoned(1)) {
            Finding finding = of("not-finite", watched(program, 20));

            assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
            assertThat(finding.measured()).matches("the loss is NaN at step \\d+");
            assertThat(finding.cause()).isEqualTo("'input' of example 77 holds NaN or infinity");
            assertThat(finding.fix()).startsWith("mend or drop the example");
        }
    }

    @Test
    void names_the_operation_in_which_it_begins() {
        try (TrainingProgram program = new Deep(1, 2, x -> x.add(0.5).log())) {
            Finding finding = of("not-finite", watched(program, 20));

            assertThat(finding.cause())
                    .startsWith("it begins in the operation log, which gives [32, 32], on the batch of example ");
            assertThat(finding.fix()).startsWith("keep its operand in range: clamp before log");
        }
    }

    @Test
    void names_the_layer_whose_gradient_is_not_finite_although_the_loss_is() {
        try (TrainingProgram program = new Deep(1, 3, x -> x.mul(x.gt(0).to(io.souschef.tensor.DType.FLOAT32))
                .pow(2)
                .sqrt())) {
            Finding finding = of("not-finite", watched(program, 20));

            assertThat(finding.cause())
                    .contains("is finite, the gradient of fc3.")
                    .endsWith("and of what is before it is not");
            assertThat(finding.fix()).contains("sqrt, norm, division and log have no gradient at 0");
        }
    }

    @Test
    void a_buffer_that_holds_infinity_from_the_start_is_a_mask() {
        Layer masked = new Layer() {
            private final Linear linear = add("linear", new Linear(8, 4));

            {
                buffer("mask", Init.constant(Double.NEGATIVE_INFINITY), 4);
                initialize(1);
            }

            @Override
            public Tensor forward(Tensor x) {
                return linear.forward(x);
            }
        };
        try (TrainingProgram program = new MadeProgram(MadeData.BLOBS, Task.classification(4), masked, 1e-3, 32, 1)) {
            assertThat(watched(program, 20)).extracting(Finding::code).doesNotContain("not-finite");
        }
    }

    @Test
    void says_so_when_the_updates_have_blown_it_up() {
        try (TrainingProgram program = rate(1, 1e25)) {
            Finding finding = of("not-finite", watched(program, 20));

            assertThat(finding.cause()).endsWith("the updates have blown the weights up");
            assertThat(finding.fix()).startsWith("a smaller rate, a warm-up");
        }
    }

    @Test
    void says_so_when_a_weight_was_none_before_the_first_step() {
        try (TrainingProgram program = rate(1, 1e-3)) {
            scale(program, "fc2.bias", Double.NaN);

            assertThat(of("not-finite", watched(program, 2)).cause())
                    .isEqualTo("fc2.bias was not finite at the first look");
        }
    }

    @Test
    void says_so_when_only_the_step_makes_it() {
        try (TrainingProgram program = rate(1, 1e-3);
                Symptoms atOnce = Symptoms.of(program, finding -> {});
                Symptoms later = Symptoms.of(program, finding -> {})) {
            atOnce.stepped(Double.NaN);
            later.stepped(1);
            later.stepped(Double.NaN);

            assertThat(atOnce.findings().failed().get(0).cause())
                    .startsWith("before the first update inputs, operations and gradients are finite on ")
                    .endsWith("training mode makes it, or the step itself");
            assertThat(later.findings().failed().get(0).cause())
                    .startsWith("at the last look before it inputs, operations and gradients are finite on ")
                    .endsWith("it came with the updates since then");
        }
    }

    /** A weight that the loss doesn't need: the loss stays a number. */
    @Test
    void sees_at_its_next_look_a_weight_that_is_none_and_says_so_once() {
        Layer apart = new Layer() {
            private final Linear linear = add("linear", new Linear(8, 4));

            {
                add("spare", new Linear(2, 2));
                initialize(1);
            }

            @Override
            public Tensor forward(Tensor x) {
                return linear.forward(x);
            }
        };
        List<Finding> found = new ArrayList<>();
        try (TrainingProgram program = new MadeProgram(MadeData.BLOBS, Task.classification(4), apart, 1e-3, 32, 1);
                Symptoms symptoms = Symptoms.of(program, found::add)) {
            train(program, 5, symptoms::stepped);
            scale(program, "spare.weight", Double.NaN);
            train(program, 4, symptoms::stepped);
            assertThat(found).isEmpty();

            train(program, 95, symptoms::stepped);

            assertThat(found).extracting(Finding::code).containsExactly("not-finite");
            assertThat(found.get(0).measured()).isEqualTo("spare.weight is not finite after step 10");
            assertThat(weight(program, "spare.weight").allFinite())
                    .as("the weights are left as they were")
                    .isFalse();
        }
    }

    /** Of the first 200 steps four are looked at, then every 400th; what a look begins is complete one step later. */
    @ParameterizedTest
    @CsvSource({"10, 1", "11, 2", "100, 2", "101, 3", "201, 4", "400, 4", "401, 5", "1201, 7"})
    void looks_seldom(int steps, int looks) {
        try (TrainingProgram program = rate(1, 1e-3);
                Symptoms symptoms = Symptoms.of(program, finding -> {})) {
            for (int step = 0; step < steps; step++) {
                symptoms.stepped(1);
            }

            assertThat(symptoms.findings().of("dead-units").orElseThrow().measured())
                    .isEqualTo("not seen in %d looks over %,d steps", looks, steps);
        }
    }

    @Test
    void one_look_is_no_symptom_and_two_in_a_row_are_one_that_is_told_once() {
        boolean[] dead = {true};
        List<Finding> found = new ArrayList<>();
        try (TrainingProgram program =
                        new Deep(1, 2, x -> x.sub(dead[0] ? 1e6 : 0).relu());
                Symptoms symptoms = Symptoms.of(program, found::add)) {
            for (int step = 1; step <= 1201; step++) {
                dead[0] = step == 1 || step >= 100;
                symptoms.stepped(1);
            }

            assertThat(found)
                    .filteredOn(finding -> finding.code().equals("dead-units"))
                    .extracting(finding -> finding.measured().substring(0, 14))
                    .containsExactly("after step 200");
        }
    }

    private static Tensor weight(TrainingProgram program, String parameter) {
        return Objects.requireNonNull(program.net().parameters().get(parameter));
    }

    private static void scale(TrainingProgram program, String parameter, double factor) {
        try (Scope scope = Scope.open("scale");
                NoGrad off = NoGrad.open()) {
            weight(program, parameter).mulInPlace(factor);
        }
    }

    @Test
    void watches_the_plain_loop_and_hears_of_it_before_it_ends() {
        List<Finding> found = new ArrayList<>();
        try (TrainingProgram program = new Poisoned(1);
                Symptoms symptoms = Symptoms.of(program, found::add)) {
            assertThatThrownBy(() ->
                            Loop.train(program, Horizon.steps(100), Schedule.constant(), symptoms, Optional.empty()))
                    .isInstanceOf(Diverged.class);

            assertThat(found).extracting(Finding::code).containsExactly("not-finite");
            assertThat(symptoms.findings().exitCode()).isEqualTo(1);
        }
    }

    @Test
    void a_training_that_goes_on_from_a_checkpoint_is_told_by_its_own_steps() {
        List<Finding> found = new ArrayList<>();
        try (TrainingProgram program = rate(1, 1e-3);
                Symptoms symptoms = Symptoms.of(program, found::add)) {
            symptoms.stepped(501, Horizon.steps(900), 1);
            symptoms.diverged(501, Double.NaN);

            assertThat(found).extracting(Finding::measured).containsExactly("the loss is NaN at step 502");
            assertThat(symptoms.findings().of("dead-units").orElseThrow().measured())
                    .isEqualTo("not seen in 0 looks over 2 steps");
        }
    }

    @Test
    void without_a_forward_pass_nothing_is_said_of_activations() {
        List<Finding> found = new ArrayList<>();
        Deep dead = new Deep(1, 2, Tensor::relu) {
            @Override
            double bias() {
                return -6;
            }
        };
        try (dead;
                Symptoms symptoms = Symptoms.ofWeights(dead, found::add)) {
            train(dead, 60, symptoms::stepped);
            assertThat(found).extracting(Finding::code).doesNotContain("dead-units");
            Finding unseen = symptoms.findings().of("dead-units").orElseThrow();
            assertThat(unseen.outcome()).isEqualTo(Outcome.SKIP);
            assertThat(unseen.cause()).isEqualTo("the net was not to be asked for outputs");
        }
    }

    @Test
    void a_net_that_refuses_fewer_examples_than_a_batch_is_watched_without_its_activations() {
        List<Finding> found = new ArrayList<>();
        TrainingProgram whole =
                new MadeProgram(MadeData.BLOBS, Task.classification(4), new Mlp(1, 8, 32, 32, 4), 1e-3, 64, 1) {
                    @Override
                    public Tensor forward(Batch batch) {
                        if (!net().isTraining() && batch.size() < 64) {
                            throw new IllegalArgumentException("64 examples are wanted");
                        }
                        return super.forward(batch);
                    }
                };
        try (whole;
                Symptoms symptoms = Symptoms.of(whole, found::add)) {
            train(whole, 60, symptoms::stepped);

            assertThat(found).isEmpty();
            assertThat(symptoms.findings().of("dead-units").orElseThrow().cause())
                    .isEqualTo(
                            "forward() of the first examples of evaluation(), at most 32, threw IllegalArgumentException: 64 examples are wanted");
            assertThat(symptoms.findings()
                            .of("exploding-gradients")
                            .orElseThrow()
                            .outcome())
                    .isEqualTo(Outcome.PASS);
        }
    }

    private static TrainingProgram rate(long seed, double rate) {
        return new MadeProgram(MadeData.BLOBS, Task.classification(4), new Mlp(seed, 8, 32, 32, 4), rate, 32, seed);
    }

    private static Finding only(String code, TrainingProgram program) {
        try (program) {
            return of(code, watched(program, 60));
        }
    }

    private static Finding of(String code, List<Finding> found) {
        return found.stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + code + " among " + found));
    }

    private static List<Finding> watched(TrainingProgram program, int steps) {
        List<Finding> found = new ArrayList<>();
        try (Symptoms symptoms = Symptoms.of(program, found::add)) {
            train(program, steps, symptoms::stepped);
        }
        return found;
    }

    private static void train(TrainingProgram program, int steps, DoubleConsumer after) {
        int step = 0;
        for (int epoch = 0; step < steps; epoch++) {
            Batches batches = program.training(epoch);
            for (int b = 0; b < batches.count() && step++ < steps; b++) {
                try (Batch batch = batches.open(b)) {
                    after.accept(program.step(batch));
                }
            }
        }
    }

    /** Hidden layers of 32 with an activation of the test's choice. */
    private static class Deep extends MadeProgram {
        Deep(long seed, int layers, UnaryOperator<Tensor> activation) {
            super(MadeData.BLOBS, Task.classification(4), new Net(seed, layers, activation), 1e-3, 32, seed);
            try (Scope scope = Scope.open("weights");
                    NoGrad off = NoGrad.open()) {
                net().parameters().forEach((name, parameter) -> {
                    if (name.endsWith("weight")) {
                        parameter.mulInPlace(scale());
                    } else if (bias() != 0) {
                        parameter.fillInPlace(bias());
                    }
                });
            }
        }

        double scale() {
            return 1;
        }

        double bias() {
            return 0;
        }
    }

    private static final class Net extends Layer {
        private final List<Linear> layers = new ArrayList<>();
        private final UnaryOperator<Tensor> activation;

        Net(long seed, int hidden, UnaryOperator<Tensor> activation) {
            this.activation = activation;
            for (int i = 0; i <= hidden; i++) {
                layers.add(add("fc" + (i + 1), new Linear(i == 0 ? 8 : 32, i == hidden ? 4 : 32)));
            }
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor out = layers.get(0).forward(x);
            for (Linear layer : layers.subList(1, layers.size())) {
                out = layer.forward(activation.apply(out));
            }
            return out;
        }
    }

    /** Example 77 holds a number that isn't one. */
    private static final class Poisoned extends MadeProgram {
        Poisoned(long seed) {
            super(MadeData.BLOBS, Task.classification(4), new Mlp(seed, 8, 32, 4), 1e-3, 32, seed);
        }

        @Override
        public Batches training(int epoch) {
            Batches sound = super.training(epoch);
            return Batches.of(
                    sound.count(),
                    sound.examples(),
                    b -> Batch.open("poisoned", () -> {
                        Batch batch = sound.open(b);
                        float[] x = batch.input().toFloats();
                        for (int i = 0; i < batch.size(); i++) {
                            x[8 * i + 3] = batch.ids()[i] == 77 ? Float.NaN : x[8 * i + 3];
                        }
                        return Batch.Content.of(Tensor.of(x, batch.size(), 8), batch.target(), batch.ids());
                    }));
        }
    }
}
