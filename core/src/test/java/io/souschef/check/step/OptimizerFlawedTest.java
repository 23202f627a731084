package io.souschef.check.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import io.souschef.train.Optimizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Adam and RMSprop by hand. */
class OptimizerFlawedTest {
    /** What becomes of a weight's gradient in the {@code step}-th update, from 1 on, its mean and its mean square in {@code memory}. */
    private interface Update {
        Tensor of(Tensor gradient, Memory memory, int step);
    }

    private static final class Memory {
        private final Tensor mean;
        private final Tensor square;

        Memory(Shelf shelf, Tensor like) {
            this.mean = shelf.keep(like.detach().mul(0));
            this.square = shelf.keep(like.detach().mul(0));
        }

        /** The share of what was that stays, and of what is new that comes, of each of both. */
        Memory next(Tensor gradient, double[] was, double[] comes) {
            mean.copyInPlace(mean.mul(was[0]).add(gradient.mul(comes[0])));
            square.copyInPlace(square.mul(was[1]).add(gradient.pow(2).mul(comes[1])));
            return this;
        }
    }

    private static final class ByHand extends Fed {
        private final Update update;
        private final Shelf shelf = new Shelf("by hand");
        private final Map<String, Memory> memories = new HashMap<>();
        private int steps;

        private final OptionalDouble told;

        ByHand(long seed, Update update, OptionalDouble told) {
            super(seed, 6, 3);
            this.update = update;
            this.told = told;
        }

        @Override
        public OptionalDouble learningRate() {
            return told;
        }

        @Override
        public Optional<Optimizer> optimizer() {
            return Optional.empty();
        }

        @Override
        public double step(Batch batch) {
            net.train();
            net.parameters().values().forEach(Tensor::clearGrad);
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            steps++;
            try (NoGrad off = NoGrad.open()) {
                net.parameters().forEach((name, weight) -> {
                    Memory memory = memories.computeIfAbsent(name, first -> new Memory(shelf, weight));
                    weight.addInPlace(update.of(weight.grad().orElseThrow(), memory, steps), -1e-3);
                });
            }
            return loss.item();
        }

        @Override
        public void close() {
            shelf.close();
            optimizer.close();
            super.close();
        }
    }

    private static Finding found(Update update) {
        return found(update, OptionalDouble.empty());
    }

    private static Finding found(Update update, OptionalDouble told) {
        return Fed.found(new OptimizerFlawed(), Subject.of(seed -> new ByHand(seed, update, told)));
    }

    private static Update adam(double[] was, double[] comes, boolean corrected) {
        return (gradient, memory, step) -> {
            memory.next(gradient, was, comes);
            double first = corrected ? 1 - Math.pow(0.9, step) : 1;
            double second = corrected ? 1 - Math.pow(0.999, step) : 1;
            return memory.mean.div(first).div(memory.square.div(second).sqrt().add(1e-8));
        };
    }

    private static final double[] BETAS = {0.9, 0.999}, REST = {0.1, 0.001};

    @Test
    void passes_on_adam_as_it_is_published() {
        assertThat(found(adam(BETAS, REST, true)).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_the_betas_are_swapped() {
        Finding finding = found(adam(new double[] {0.999, 0.9}, new double[] {0.001, 0.1}, true));

        assertThat(finding.cause()).startsWith("its two betas are swapped");
    }

    @Test
    void fails_when_a_beta_weighs_what_is_new() {
        assertThat(found(adam(REST, BETAS, true)).cause()).startsWith("what was and what is new");
        assertThat(found(adam(REST, BETAS, false)).cause()).startsWith("what was and what is new");
        assertThat(found(adam(new double[] {0.1, 0.999}, new double[] {0.9, 0.001}, true))
                        .cause())
                .startsWith("what was and what is new");
        assertThat(found(adam(new double[] {0.9, 0.001}, new double[] {0.1, 0.999}, true))
                        .cause())
                .startsWith("what was and what is new");
    }

    private static Update rmsProp(double beta, boolean rooted) {
        return (gradient, memory, step) -> {
            memory.next(gradient, new double[] {0, beta}, new double[] {0, 1 - beta});
            Tensor size = rooted ? memory.square.sqrt() : memory.square;
            return gradient.div(size.add(1e-8));
        };
    }

    @Test
    void passes_on_rmsprop() {
        assertThat(found(rmsProp(0.9, true)).outcome()).isEqualTo(Outcome.PASS);
        assertThat(found(rmsProp(0.99, true)).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_rmsprop_lacks_the_root() {
        for (double beta : new double[] {0.9, 0.99, 0.999}) {
            assertThat(found(rmsProp(beta, false)).cause())
                    .as("with " + beta)
                    .isEqualTo("the gradient is divided by the mean of its square, not by the root of that");
        }
    }

    /** Adam with numbers of its own by which the mean and the mean square are corrected, and another rate than that which it tells. */
    private static Update corrected(DoubleUnaryOperator mean, DoubleUnaryOperator square, DoubleUnaryOperator times) {
        return (gradient, memory, step) -> {
            memory.next(gradient, BETAS, REST);
            Tensor size = memory.square.div(square.applyAsDouble(step)).sqrt().add(1e-8);
            return memory.mean.div(mean.applyAsDouble(step)).div(size).mul(times.applyAsDouble(step));
        };
    }

    private static double once(double step) {
        return 1;
    }

    private static double byMean(double step) {
        return 1 - Math.pow(0.9, step);
    }

    private static double bySquare(double step) {
        return 1 - Math.pow(0.999, step);
    }

    private static final OptionalDouble TOLD = OptionalDouble.of(1e-3);

    @Test
    void fails_when_a_correction_is_by_the_other_beta_or_stands_still() {
        assertThat(found(
                                corrected(
                                        OptimizerFlawedTest::byMean,
                                        OptimizerFlawedTest::byMean,
                                        OptimizerFlawedTest::once),
                                TOLD)
                        .cause())
                .startsWith("the squares are corrected by the power of the mean's beta");
        assertThat(found(
                                corrected(
                                        OptimizerFlawedTest::bySquare,
                                        OptimizerFlawedTest::bySquare,
                                        OptimizerFlawedTest::once),
                                TOLD)
                        .cause())
                .startsWith("the mean is corrected by the power of the squares' beta");
        assertThat(found(corrected(step -> 0.1, step -> 0.001, OptimizerFlawedTest::once), TOLD)
                        .cause())
                .startsWith("the step that the bias correction counts by stands still");
    }

    @Test
    void fails_when_the_squares_are_not_corrected() {
        assertThat(found(corrected(OptimizerFlawedTest::byMean, OptimizerFlawedTest::once, OptimizerFlawedTest::once))
                        .cause())
                .startsWith("the bias correction of the squares is missing");
    }

    @Test
    void a_rate_that_is_not_told_or_decays_untold_is_no_wrong_correction() {
        assertThat(found(corrected(OptimizerFlawedTest::byMean, OptimizerFlawedTest::byMean, OptimizerFlawedTest::once))
                        .outcome())
                .isNotEqualTo(Outcome.FAIL);
        for (DoubleUnaryOperator untold : List.<DoubleUnaryOperator>of(
                step -> Math.pow(0.97, step), step -> Math.min(1, step / 10), step -> 1 / Math.sqrt(step))) {
            assertThat(found(corrected(OptimizerFlawedTest::byMean, OptimizerFlawedTest::bySquare, untold), TOLD)
                            .outcome())
                    .isEqualTo(Outcome.PASS);
        }
    }
}
