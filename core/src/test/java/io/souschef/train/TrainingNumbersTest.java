package io.souschef.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses, optimisers, clipping and schedules against PyTorch's numbers; {@code training_numbers.py} beside this file made them. */
class TrainingNumbersTest {
    private static final double CLOSE = 2e-6;

    private static final JsonNode MADE = read();

    private static final Map<String, Function<Linear, Optimizer>> OPTIMISERS = Map.of(
            "sgd", net -> new Sgd(net, 0.1),
            "sgd momentum", net -> new Sgd(net, 0.1, 0.9),
            "sgd nesterov decay", net -> new Sgd(net, 0.1, 0.9, true, 0.05),
            "adam", net -> new Adam(net, 0.01),
            "adamw", net -> Adam.w(net, 0.01, 0.1),
            "adamw beta2 0.95", net -> Adam.w(net.parameters(), 0.01, 0.1, 0.95));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cross-entropy",
                "cross-entropy smoothed",
                "cross-entropy weighted",
                "cross-entropy each",
                "cross-entropy ignoring",
                "binary cross-entropy",
                "binary cross-entropy each",
                "mse",
                "mse each",
                "huber 1",
                "huber 0.5",
                "huber 0.5 each"
            })
    void a_loss_and_its_gradient_are_pytorchs(String name) {
        try (Scope scope = Scope.open("loss")) {
            Tensor x = number(1, 4, 3).mul(3).requiresGrad(true);

            Tensor loss = loss(name, x);
            loss.sum().backward();

            assertClose(loss, MADE.get("losses").get(name).get("value"));
            assertClose(x.grad().orElseThrow(), MADE.get("losses").get(name).get("gradient"));
        }
    }

    private static Tensor loss(String name, Tensor x) {
        Tensor classes = Tensor.of(new long[] {2, 0, 1, 2}, 4);
        Tensor shares = number(2, 4, 3).add(1).div(2);
        Tensor target = number(3, 4, 3).mul(2);
        return switch (name) {
            case "cross-entropy" -> Losses.crossEntropy(x, classes);
            case "cross-entropy smoothed" -> Losses.crossEntropy(x, classes, 0.1);
            case "cross-entropy weighted" -> Losses.crossEntropy(x, classes, Tensor.of(new float[] {0.2f, 1, 3}, 3));
            case "cross-entropy each" -> Losses.crossEntropyEach(x, classes);
            case "cross-entropy ignoring" -> Losses.crossEntropy(x, Tensor.of(new long[] {2, -100, 1, -100}, 4));
            case "binary cross-entropy" -> Losses.binaryCrossEntropy(x, shares);
            case "binary cross-entropy each" -> Losses.binaryCrossEntropyEach(x, shares);
            case "mse" -> Losses.mse(x, target);
            case "mse each" -> Losses.mseEach(x, target);
            case "huber 1" -> Losses.huber(x, target, 1);
            case "huber 0.5" -> Losses.huber(x, target, 0.5);
            case "huber 0.5 each" -> Losses.huberEach(x, target, 0.5);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "sgd momentum", "sgd nesterov decay", "adam", "adamw", "adamw beta2 0.95"})
    void six_steps_of_an_optimiser_end_where_pytorchs_do(String name) {
        try (Scope scope = Scope.open("steps");
                Linear net = fresh();
                Optimizer optimizer = optimiser(name, net)) {
            steps(net, optimizer, 0, 6);

            assertClose(net.weight(), MADE.get("optimisers").get(name).get("weight"));
            assertClose(
                    net.bias().orElseThrow(), MADE.get("optimisers").get(name).get("bias"));
            assertThat(optimizer.steps()).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "sgd momentum", "sgd nesterov decay", "adam", "adamw", "adamw beta2 0.95"})
    void an_optimiser_goes_on_from_its_saved_state_to_the_same_bits(String name) {
        try (Scope scope = Scope.open("steps");
                Linear one = fresh();
                Linear two = fresh();
                Optimizer first = optimiser(name, one);
                Optimizer second = optimiser(name, two)) {
            steps(one, first, 0, 3);
            two.load(one.state());
            second.load(first.state(), first.steps());

            steps(one, first, 3, 6);
            steps(two, second, 3, 6);

            assertThat(two.weight().toFloats()).isEqualTo(one.weight().toFloats());
            assertThat(two.bias().orElseThrow().toFloats())
                    .isEqualTo(one.bias().orElseThrow().toFloats());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adamw"})
    void a_parameter_without_a_gradient_stays_as_it_is(String name) {
        try (Scope scope = Scope.open("steps");
                Linear net = fresh();
                Optimizer optimizer = optimiser(name, net)) {
            float[] before = net.weight().toFloats();

            optimizer.zeroGrad();
            net.bias().orElseThrow().sum().backward();
            optimizer.step();

            assertThat(net.weight().toFloats()).isEqualTo(before);
            assertThat(net.bias().orElseThrow().toFloats())
                    .isNotEqualTo(number(5, 2).toFloats());
        }
    }

    private static Optimizer optimiser(String name, Linear net) {
        return Objects.requireNonNull(OPTIMISERS.get(name), name).apply(net);
    }

    private static Linear fresh() {
        Linear net = new Linear(3, 2);
        net.initialize(1);
        try (NoGrad off = NoGrad.open()) {
            net.weight().copyInPlace(number(4, 2, 3));
            net.bias().orElseThrow().copyInPlace(number(5, 2));
        }
        return net;
    }

    private static void steps(Layer net, Optimizer optimizer, int from, int to) {
        for (int step = from; step < to; step++) {
            try (Scope scope = Scope.open("step " + step)) {
                optimizer.zeroGrad();
                Losses.mse(net.forward(number(10 + step, 5, 3)), number(20 + step, 5, 2))
                        .backward();
                optimizer.step();
            }
        }
    }

    @Test
    void clips_the_norm_of_all_gradients_together() {
        try (Scope scope = Scope.open("clip")) {
            Tensor a = number(6, 3).requiresGrad(true), b = number(7, 2, 2).requiresGrad(true);
            a.grad(number(8, 3).mul(5));
            b.grad(number(9, 2, 2).mul(5));

            double norm = Gradients.clipNorm(List.of(a, b), 1);

            JsonNode expected = MADE.get("clipped");
            assertThat(norm).isCloseTo(expected.get("norm").get(0).asDouble(), within(1e-5));
            assertClose(a.grad().orElseThrow(), expected.get("a"));
            assertClose(b.grad().orElseThrow(), expected.get("b"));
        }
    }

    @Test
    void leaves_gradients_below_the_limit_alone() {
        try (Scope scope = Scope.open("clip")) {
            Tensor a = number(6, 3).requiresGrad(true);
            a.grad(number(8, 3));

            Gradients.clipNorm(List.of(a), 100);

            assertThat(a.grad().orElseThrow().toFloats()).isEqualTo(number(8, 3).toFloats());
        }
    }

    /** PyTorch counts steps, ours is a fraction; over 100,000 steps the two differ by 2e-5 at most. */
    @ParameterizedTest
    @CsvSource({"cosine", "cosine after a warm-up", "linear after a warm-up", "one cycle"})
    void a_schedule_has_pytorchs_rates(String name) {
        Schedule schedule =
                switch (name) {
                    case "cosine" -> Schedule.cosine(0);
                    case "cosine after a warm-up" -> Schedule.cosine(0.1);
                    case "linear after a warm-up" -> Schedule.linear(0.1);
                    default -> Schedule.oneCycle();
                };
        for (int tenth = 0; tenth <= 10; tenth++) {
            assertThat(schedule.at(tenth / 10.0))
                    .as("after %d tenths", tenth)
                    .isCloseTo(MADE.get("schedules").get(name).get(tenth).asDouble(), within(3e-5));
        }
    }

    private static void assertClose(Tensor got, JsonNode expected) {
        double[] numbers = got.toDoubles();
        assertThat(numbers).hasSize(expected.size());
        for (int i = 0; i < numbers.length; i++) {
            assertThat(numbers[i])
                    .as("number %d", i)
                    .isCloseTo(expected.get(i).asDouble(), within(CLOSE * Math.max(1, Math.abs(numbers[i]))));
        }
    }

    /** Numbers between −1 and 1, as {@code number()} in the script. */
    private static Tensor number(int key, long... shape) {
        long n = 1;
        for (long size : shape) {
            n *= size;
        }
        float[] data = new float[(int) n];
        for (long i = 0; i < n; i++) {
            data[(int) i] = (float) ((31 * i * i + 17 * i + 101L * key) % 1009 / 1009.0 * 2 - 1);
        }
        return Tensor.of(data, shape);
    }

    private static JsonNode read() {
        try (InputStream in = Objects.requireNonNull(
                TrainingNumbersTest.class.getResourceAsStream("training.json"), "training.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
