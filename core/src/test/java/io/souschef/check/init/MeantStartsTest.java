package io.souschef.check.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.data.Batch;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Embedding;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Starts that look like a mistake, beside one that is. */
class MeantStartsTest {
    private static final int COLUMNS = 8, CLASSES = 4, WIDTH = 24;

    private static Outcome found(Check check, LongFunction<Layer> net) {
        return found(check, net, Declared.nothing());
    }

    private static Outcome found(Check check, LongFunction<Layer> net, Declared declared) {
        return Fed.found(
                        check,
                        Subject.of(seed ->
                                new MadeProgram(
                                        MadeData.BLOBS, Task.classification(CLASSES), net.apply(seed), 3e-3, 32, seed) {
                                    @Override
                                    public Declared declares() {
                                        return declared;
                                    }
                                }))
                .outcome();
    }

    /** Each feature's distance to places on a line, which move. */
    private static Layer places(long seed, Init where) {
        Formula net = new Formula();
        Tensor one = net.weight("one", where, 1, 16);
        Tensor two = net.weight("two", where, 1, 16);
        Linear head = net.has("head", new Linear(32, CLASSES));
        net.is(seed, x -> {
            Tensor near = x.narrow(1, 0, 1).sub(one);
            Tensor far = x.narrow(1, 1, 1).sub(two);
            return head.forward(Tensor.cat(
                    List.of(near.mul(near).neg().exp(), far.mul(far).neg().exp()), 1));
        });
        return net;
    }

    @Test
    void a_grid_of_places_is_not_drawn() {
        Init grid = (stream, shape) ->
                Tensor.arange(shape[1]).to(DType.FLOAT32).mul(0.25).sub(2).reshape(shape);
        Init same = (stream, shape) -> RandomStream.of(5, "places").normal(0, 1, shape);

        assertThat(found(new SameSeedEverywhere(), seed -> places(seed, grid))).isEqualTo(Outcome.PASS);
        assertThat(found(new SameSeedEverywhere(), seed -> places(seed, same))).isEqualTo(Outcome.FAIL);
    }

    @Test
    void members_may_have_the_same_shares_for_a_bias() {
        assertThat(found(new SameSeedEverywhere(), seed -> {
                    Formula net = new Formula();
                    Mlp one = net.has("one", new Mlp(seed, COLUMNS, 12, 12, CLASSES));
                    Mlp two = net.has("two", new Mlp(seed, COLUMNS, 12, 12, CLASSES));
                    net.is(seed, x -> one.forward(x).add(two.forward(x)));
                    try (Scope scope = Scope.open("shares");
                            NoGrad off = NoGrad.open()) {
                        float[] shares = {1, 0.5f, 0.7f, 0.2f, 0.9f, 0.1f, 0.6f, 0.3f, 0.8f, 0.4f, 1.1f, 0};
                        net.parameters().values().stream()
                                .filter(weight -> weight.dim() == 1 && weight.size(0) == 12)
                                .forEach(weight -> weight.copyInPlace(Tensor.of(shares, 12)));
                    }
                    return net;
                }))
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void frequencies_are_as_large_as_they_are() {
        assertThat(found(new InitialWeightsTooLarge(), seed -> waves(seed, true)))
                .isEqualTo(Outcome.PASS);
        assertThat(found(new InitialWeightsTooLarge(), seed -> waves(seed, false)))
                .isEqualTo(Outcome.FAIL);
    }

    private static Layer waves(long seed, boolean waves) {
        Formula net = new Formula();
        Linear in = net.has("in", new Linear(COLUMNS, WIDTH, Init.normal(4), Init.zeros()));
        Mlp rest = net.has("rest", new Mlp(seed, WIDTH, 16, CLASSES));
        return net.is(
                seed,
                x -> rest.forward(waves ? in.forward(x).cos() : in.forward(x).relu()));
    }

    private static Layer small(long seed, double deviation) {
        Formula net = new Formula();
        Linear in = net.has("in", new Linear(COLUMNS, WIDTH, Init.normal(deviation), Init.zeros()));
        Linear head = net.has("head", new Linear(WIDTH, CLASSES));
        return net.is(seed, x -> head.forward(in.forward(x).relu()));
    }

    @Test
    void a_little_too_small_is_a_warning() {
        assertThat(found(new InitialWeightsTooSmall(), seed -> small(seed, 0.01)))
                .isEqualTo(Outcome.FAIL);
        assertThat(found(new InitialWeightsTooSmall(), seed -> small(seed, 0.033)))
                .isEqualTo(Outcome.WARN);
        assertThat(found(new InitialWeightsTooSmall(), seed -> small(seed, 0.3)))
                .isEqualTo(Outcome.PASS);
    }

    /** Two hidden layers; their deviation is a power of 2 / fan-in. */
    private static Layer powers(long seed, double power) {
        Formula net = new Formula();
        Linear in = net.has("in", new Linear(COLUMNS, 256, Init.normal(Math.pow(2.0 / COLUMNS, power)), Init.zeros()));
        Linear mid = net.has("mid", new Linear(256, 64, Init.normal(Math.pow(2.0 / 256, power)), Init.zeros()));
        Linear head = net.has("head", new Linear(64, CLASSES));
        return net.is(seed, x -> head.forward(mid.forward(in.forward(x).relu()).relu()));
    }

    @Test
    void a_deviation_that_is_a_variance_is_a_warning() {
        assertThat(found(new InitialWeightsTooSmall(), seed -> powers(seed, 1))).isEqualTo(Outcome.WARN);
        assertThat(found(new InitialWeightsTooSmall(), seed -> powers(seed, 0.5)))
                .isEqualTo(Outcome.PASS);
        assertThat(found(new InitialWeightsTooSmall(), seed -> powers(seed, 0.9)))
                .as("as small, and no variance")
                .isEqualTo(Outcome.PASS);
    }

    /** Branches that end in zeros, of weights that are updated after every {@code batches}. */
    private static Outcome accumulated(int batches, Init ends) {
        return Fed.found(new UnitsAlike(), Subject.of(seed -> {
                    Formula net = new Formula();
                    Linear in = net.has("in", new Linear(COLUMNS, WIDTH));
                    Linear one = net.has("one", new Linear(WIDTH, WIDTH));
                    Linear two = net.has("two", new Linear(WIDTH, WIDTH, ends, Init.zeros()));
                    Linear head = net.has("head", new Linear(WIDTH, CLASSES));
                    net.is(seed, x -> {
                        Tensor h = in.forward(x).relu();
                        return head.forward(h.add(two.forward(one.forward(h).relu())));
                    });
                    return new MadeProgram(MadeData.BLOBS, Task.classification(CLASSES), net, 3e-3, 8, seed) {
                        private int seen;

                        @Override
                        public double step(Batch batch) {
                            net().train();
                            if (seen % batches == 0) {
                                optimizer().orElseThrow().zeroGrad();
                            }
                            Tensor loss = loss(forward(batch), batch).div(batches);
                            loss.backward();
                            if (++seen % batches == 0) {
                                optimizer().orElseThrow().step();
                            }
                            return loss.item();
                        }
                    };
                }))
                .outcome();
    }

    @Test
    void zeros_that_have_not_been_updated_yet_are_waited_for() {
        assertThat(accumulated(8, Init.zeros())).isEqualTo(Outcome.PASS);
        assertThat(accumulated(8, Init.constant(0.1))).isEqualTo(Outcome.FAIL);
    }

    @Test
    void two_heads_beside_each_other_are_not_hidden() {
        assertThat(found(new UnitsAlike(), seed -> {
                    Formula net = new Formula();
                    Init mean = Init.constant(1.0 / COLUMNS);
                    Linear one = net.has("one", new Linear(COLUMNS, CLASSES, mean, Init.zeros()));
                    Linear two = net.has("two", new Linear(COLUMNS, CLASSES, mean, Init.zeros()));
                    return net.is(seed, x -> one.forward(x).add(two.forward(x.abs())));
                }))
                .isEqualTo(Outcome.PASS);
    }

    /** A table of large numbers that words are looked up in. */
    private static Layer table(long seed, boolean still) {
        Formula net = new Formula();
        Embedding table = net.has("table", new Embedding(8, WIDTH));
        Linear head = net.has("head", new Linear(WIDTH, CLASSES));
        net.is(
                seed,
                x -> head.forward(table.forward(x.narrow(1, 0, 8).argmax(1).to(DType.INT64))
                        .tanh()));
        try (Scope scope = Scope.open("table");
                NoGrad off = NoGrad.open()) {
            table.parameters().values().forEach(weight -> weight.mulInPlace(10));
        }
        if (still) {
            table.freeze();
        }
        return net;
    }

    @Test
    void a_table_that_stands_still_was_not_drawn_too_large() {
        assertThat(found(new InitialWeightsTooLarge(), seed -> table(seed, true)))
                .isNotEqualTo(Outcome.FAIL);
        assertThat(found(new InitialWeightsTooLarge(), seed -> table(seed, false)))
                .isEqualTo(Outcome.FAIL);
    }

    /** A layer that is drawn too large, beside one behind zeros, of which nothing can be measured. */
    private static Layer besideZeros(long seed, double deviation) {
        Formula net = new Formula();
        Linear large = net.has("large", new Linear(COLUMNS, WIDTH, Init.normal(deviation), Init.zeros()));
        Linear zeros = net.has("zeros", new Linear(COLUMNS, WIDTH, Init.zeros(), Init.zeros()));
        Linear behind = net.has("behind", new Linear(WIDTH, WIDTH, Init.kaimingNormal(), Init.zeros()));
        Linear head = net.has("head", new Linear(2 * WIDTH, CLASSES));
        return net.is(
                seed,
                x -> head.forward(Tensor.cat(
                        List.of(
                                large.forward(x).relu(),
                                behind.forward(zeros.forward(x).relu()).relu()),
                        1)));
    }

    @Test
    void fails_when_weights_are_too_large_or_too_small_beside_a_layer_that_takes_zeros() {
        assertThat(found(new InitialWeightsTooLarge(), seed -> besideZeros(seed, 8)))
                .isEqualTo(Outcome.FAIL);
        assertThat(found(new InitialWeightsTooSmall(), seed -> besideZeros(seed, 1e-5)))
                .isEqualTo(Outcome.FAIL);
        assertThat(found(new InitialWeightsTooLarge(), seed -> besideZeros(seed, 0.5)))
                .isEqualTo(Outcome.PASS);
    }

    /** x · W by hand: a column of W for each of many units. */
    private static Layer byHand(long seed, Init init) {
        Formula net = new Formula();
        Tensor weight = net.weight("weight", init, COLUMNS, 512);
        Linear head = net.has("head", new Linear(512, CLASSES, Init.constant(0.1), Init.zeros()));
        return net.is(seed, x -> head.forward(x.matmul(weight).relu()));
    }

    @Test
    void a_matrix_by_hand_has_a_column_for_each_unit() {
        Init column = (stream, shape) ->
                stream.normal(0, 0.3, shape[0], 1).expand(shape).copy();

        assertThat(found(new InitialWeightsTooSmall(), seed -> byHand(seed, Init.normal(0.01))))
                .isEqualTo(Outcome.FAIL);
        assertThat(found(new InitialWeightsTooSmall(), seed -> byHand(seed, Init.normal(0.3))))
                .isEqualTo(Outcome.PASS);
        assertThat(found(new UnitsAlike(), seed -> byHand(seed, column))).isEqualTo(Outcome.FAIL);
        assertThat(found(new UnitsAlike(), seed -> byHand(seed, Init.normal(0.3))))
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void a_new_head_that_only_the_loss_calls_may_be_drawn_again() {
        assertThat(found(new DrawnAfterLoading(), seed -> {
                    Formula net = new Formula();
                    Mlp body = net.has("body", new Mlp(seed, COLUMNS, WIDTH, CLASSES));
                    Linear projection = net.has("projection", new Linear(CLASSES, 2));
                    net.is(seed, body::forward);
                    try (Scope scope = Scope.open("load")) {
                        Map<String, Tensor> state = new LinkedHashMap<>();
                        net.state()
                                .forEach((name, weight) ->
                                        state.put(name, weight.detach().mul(2)));
                        net.load(state);
                    }
                    projection.initialize(seed);
                    return net;
                }))
                .isEqualTo(Outcome.PASS);
    }

    private static Layer reloaded(long seed) {
        Mlp old = new Mlp(5, COLUMNS, WIDTH, WIDTH, CLASSES);
        Mlp net = new Mlp(seed, COLUMNS, WIDTH, WIDTH, CLASSES);
        try (Scope scope = Scope.open("load")) {
            Map<String, Tensor> state = new LinkedHashMap<>();
            old.state()
                    .forEach((name, weight) -> state.put(name, weight.detach().copy()));
            net.load(state);
        }
        old.close();
        Objects.requireNonNull(net.layers().get("fc1")).initialize(seed);
        return net;
    }

    @Test
    void a_stem_that_is_not_said_to_be_pretrained_may_be_drawn_again() {
        assertThat(found(new DrawnAfterLoading(), seed -> reloaded(seed))).isEqualTo(Outcome.FAIL);
        assertThat(found(
                        new DrawnAfterLoading(),
                        seed -> reloaded(seed),
                        Declared.nothing().withPretrained(Set.of("fc2", "fc3"))))
                .isEqualTo(Outcome.PASS);
    }

    /** Layers by hand, as PyTorch keeps their weights: x · Wᵀ + b. */
    private static Layer turned(long seed, double deviation) {
        Formula net = new Formula();
        Tensor first = net.weight("first", Init.normal(deviation), WIDTH, COLUMNS);
        Tensor second = net.weight("second", Init.normal(deviation), WIDTH, WIDTH);
        Tensor bias = net.weight("bias", Init.zeros(), WIDTH);
        Tensor head = net.weight("head", Init.normal(deviation), CLASSES, WIDTH);
        net.is(seed, x -> x.matmul(first.transpose(0, 1))
                .relu()
                .matmul(second.transpose(0, 1))
                .add(bias)
                .relu()
                .matmul(head.transpose(0, 1)));
        return net;
    }

    @Test
    void fails_when_matrices_that_are_turned_round_are_drawn_too_large() {
        assertThat(found(new InitialWeightsTooLarge(), seed -> turned(seed, 1))).isEqualTo(Outcome.FAIL);
    }

    @Test
    void matrices_that_are_turned_round_may_be_drawn_right() {
        assertThat(found(new InitialWeightsTooLarge(), seed -> turned(seed, 0.25)))
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_matrices_that_are_turned_round_are_all_alike() {
        assertThat(found(new UnitsAlike(), seed -> turned(seed, 0))).isEqualTo(Outcome.FAIL);
    }

    /** Of what a layer gives from so many prototypes, that lie as far from zero as that does. */
    private static Layer prototypes(long seed, boolean cosine) {
        Formula net = new Formula();
        Linear in = net.has("in", new Linear(COLUMNS, 64));
        Tensor prototypes = net.weight("prototypes", Init.normal(1), CLASSES, 64);
        net.is(seed, x -> {
            Tensor h = in.forward(x).tanh();
            Tensor products = h.matmul(prototypes.transpose(0, 1));
            Tensor mine = h.mul(h).sum(1).unsqueeze(1);
            Tensor theirs = prototypes.mul(prototypes).sum(1).unsqueeze(0);
            return cosine
                    ? products.div(mine.mul(theirs).sqrt()).mul(5)
                    : products.mul(-2).add(mine).add(theirs).neg().mul(0.1);
        });
        return net;
    }

    @Test
    void prototypes_are_no_layer_by_distance_or_by_angle() {
        assertThat(found(new InitialWeightsTooLarge(), seed -> prototypes(seed, false)))
                .isNotEqualTo(Outcome.FAIL);
        assertThat(found(new InitialWeightsTooLarge(), seed -> prototypes(seed, true)))
                .isNotEqualTo(Outcome.FAIL);
    }
}
