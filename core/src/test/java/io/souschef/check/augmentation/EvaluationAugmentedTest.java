package io.souschef.check.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.check.evaluation.EvaluatesOnTrainingData;
import io.souschef.check.skeleton.WholeTestSet;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows that training and evaluation may roll by any number of places, after which nothing is like what it was. */
class EvaluationAugmentedTest {
    private static final int WIDTH = 24, CLASSES = 3;

    private enum Held {
        PLAIN,
        /** The same rows, rolled anew in each pass. */
        ROLLED,
        /** Rows of the same ids that are made anew in each pass. */
        MADE,
        /** The same, all of one class: their targets agree by chance. */
        MADE_OF_ONE_CLASS
    }

    private static final class Rolling extends Fed {
        private final Held held;
        private int passes;

        Rolling(long seed, Held held, boolean inTurns) {
            super(
                    seed,
                    Task.classification(CLASSES),
                    new Mlp(seed, WIDTH, 16, CLASSES),
                    (row, epoch, slot) -> rolled(row, epoch),
                    (row, epoch, slot) -> new float[] {inTurns ? row % CLASSES : drawn(row, held, epoch)});
            this.held = held;
        }

        private static float drawn(int row, Held held, int epoch) {
            if (held == Held.MADE_OF_ONE_CLASS && row >= TRAIN) {
                return 0;
            }
            return RandomStream.of(5, "classes")
                    .at(held == Held.MADE ? epoch + 2 : 0, row)
                    .below(0, CLASSES);
        }

        private static float[] rolled(int row, int epoch) {
            float[] x = Fed.features(row, WIDTH);
            int by = epoch < 0 ? 0 : RandomStream.of(6, "roll").at(epoch, row).below(0, WIDTH);
            float[] out = new float[WIDTH];
            for (int i = 0; i < WIDTH; i++) {
                out[(i + by) % WIDTH] = x[i];
            }
            return out;
        }

        @Override
        public Batches evaluation() {
            return batches(IntStream.range(TRAIN, ALL).toArray(), held == Held.PLAIN ? -1 : 1_000 + passes++);
        }
    }

    private static Finding found(Check check, Held held, boolean inTurns) {
        return Fed.found(check, Subject.of(seed -> new Rolling(seed, held, inTurns)));
    }

    private static void is(Outcome wanted, Finding finding) {
        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(wanted);
    }

    @Test
    void the_same_examples_are_known_by_ids_and_targets_where_nothing_of_them_is_alike() {
        Finding finding = found(new EvaluationAugmented(), Held.ROLLED, false);

        is(Outcome.FAIL, finding);
        assertThat(finding.cause()).isEqualTo("evaluation is augmented");
        is(Outcome.PASS, found(new EvaluationAugmented(), Held.PLAIN, false));
    }

    @Test
    void what_is_made_anew_is_not_the_same_augmented_though_its_classes_take_turns() {
        is(Outcome.SKIP, found(new EvaluationAugmented(), Held.MADE, false));
        is(Outcome.SKIP, found(new EvaluationAugmented(), Held.MADE, true));
        is(Outcome.SKIP, found(new EvaluationAugmented(), Held.MADE_OF_ONE_CLASS, false));
    }

    @Test
    void an_evaluation_of_all_that_differs_each_time_is_not_one_of_a_part() {
        Finding finding = found(new WholeTestSet(), Held.ROLLED, false);

        is(Outcome.WARN, finding);
        assertThat(finding.cause()).startsWith("evaluation() gives other inputs each time it is read");
        is(Outcome.PASS, found(new WholeTestSet(), Held.PLAIN, false));
    }

    /** Learns nothing, so that a number over training stays what it was. */
    private static Finding reporting(ToDoubleFunction<Fed> how) {
        return Fed.found(
                new EvaluatesOnTrainingData(),
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.classification(CLASSES),
                                new Mlp(seed, WIDTH, 16, CLASSES),
                                (row, epoch, slot) -> Fed.features(row, WIDTH),
                                (row, epoch, slot) -> new float[] {row % CLASSES}) {
                            private int passes;

                            @Override
                            public double step(Batch batch) {
                                return 0;
                            }

                            @Override
                            public Batches evaluation() {
                                passes++;
                                return batches(
                                        IntStream.range(TRAIN, ALL)
                                                .map(row -> row + 1_000 * passes)
                                                .toArray(),
                                        -1);
                            }

                            @Override
                            public double reported() {
                                return how.applyAsDouble(this);
                            }
                        }));
    }

    private static double overTraining(Fed program) {
        return Evaluation.of(program, program.training(0)).metric();
    }

    @Test
    void an_accuracy_that_differs_each_time_may_be_that_of_training_by_chance() {
        double[] known = {Double.NaN};
        is(Outcome.FAIL, reporting(program -> known[0] = overTraining(program)));

        assertThat(known[0]).isBetween(0.2, 0.6);
        is(Outcome.PASS, reporting(program -> known[0]));
    }
}
