package io.souschef.check.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.check.data.Turn;
import io.souschef.check.wiring.Cut;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Flatten;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.nn.Sequential;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sound augmentations that are unlike most, each beside the bug that it is taken for. */
class UnusualAugmentationTest {
    private static final int SIDE = 6, PIXELS = SIDE * SIDE;

    private static boolean flips(int row, int epoch) {
        return epoch >= 0 && RandomStream.of(2, "flips").at(epoch, row).uniform(0) < 0.5;
    }

    private static float[] image(int row) {
        return Fed.features(row, PIXELS);
    }

    private static float[] flipped(float[] image) {
        return Turn.LEFT_TO_RIGHT.of(image, SIDE, SIDE);
    }

    private static Layer net(long seed) {
        Sequential net = new Sequential(new Flatten(), new Linear(PIXELS, 2));
        net.initialize(seed);
        return net;
    }

    /** @param every so many batches one is mixed up with its mirror in the step; 0 for none */
    private static Finding mixedUp(int every) {
        return Fed.found(
                new AugmentationDiscarded(),
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.classification(2),
                                new Mlp(seed, PIXELS, 8, 2),
                                (row, epoch, slot) -> image(row),
                                (row, epoch, slot) -> new float[] {row % 2}) {
                            private int steps;

                            @Override
                            public Declared declares() {
                                return Declared.nothing().withAugmentations(Set.of("mixup"));
                            }

                            @Override
                            public double step(Batch batch) {
                                steps++;
                                if (every == 0 || steps % every != 0) {
                                    return super.step(batch);
                                }
                                try (Batch mixed = Cut.changed(
                                        batch, x -> x.add(x.flip(0)).div(2), target -> target, batch.ids())) {
                                    return super.step(mixed);
                                }
                            }
                        }));
    }

    @Test
    void a_step_may_mix_up_some_batches_and_not_the_first() {
        assertThat(mixedUp(3).outcome()).isEqualTo(Outcome.PASS);
        assertThat(mixedUp(0).outcome()).isEqualTo(Outcome.FAIL);
    }

    /** @param wrong so many examples of each {@code of} keep the label that their mirror image doesn't have */
    private static Finding mirrored(int wrong, int of) {
        return Fed.found(
                new FlipWithoutLabel(),
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.classification(2),
                                net(seed),
                                (row, epoch, slot) -> flips(row, epoch) ? flipped(image(row)) : image(row),
                                (row, epoch, slot) ->
                                        new float[] {flips(row, epoch) && row % of >= wrong ? 1 - row % 2 : row % 2}) {
                            @Override
                            protected long[] shape(float[] input) {
                                return new long[] {1, SIDE, SIDE};
                            }

                            @Override
                            public Declared declares() {
                                return Declared.nothing().withMirroredClasses(Map.of(0, 1, 1, 0));
                            }
                        }));
    }

    @Test
    void one_label_in_many_may_differ_from_the_declared_one_and_one_in_three_may_not() {
        assertThat(mirrored(1, 60).outcome()).isEqualTo(Outcome.PASS);
        assertThat(mirrored(1, 3).outcome()).isEqualTo(Outcome.FAIL);
    }

    /** A mask of the bright pixels, of images that are noised anew, {@code turned} of which are flipped without their mask. */
    private static Finding masked(int turned) {
        return Fed.found(
                new MaskNotAugmented(),
                Subject.of(
                        seed -> new Dealt(seed, Task.dense(2), new Sequential(new Conv2d(1, 2, 1)), (rows, epoch) -> {
                            float[] x = new float[rows.length * PIXELS];
                            long[] y = new long[rows.length * PIXELS];
                            for (int i = 0; i < rows.length; i++) {
                                float[] image = image(rows[i]);
                                RandomStream noise = RandomStream.of(6, "noise").at(epoch + 1, rows[i]);
                                for (int p = 0; p < PIXELS; p++) {
                                    y[i * PIXELS + p] = image[p] > 0.5 ? 1 : 0;
                                    image[p] += (float) (0.01 * noise.gaussian(p));
                                }
                                float[] shown = epoch == 1 && rows[i] % 240 < turned ? flipped(image) : image;
                                System.arraycopy(shown, 0, x, i * PIXELS, PIXELS);
                            }
                            return Batch.Content.of(
                                    Tensor.of(x, rows.length, 1, SIDE, SIDE),
                                    Tensor.of(y, rows.length, SIDE, SIDE),
                                    Dealt.ids(rows));
                        })));
    }

    @Test
    void one_image_that_looks_turned_is_no_mask_left_behind_and_many_are() {
        Finding one = masked(1);
        Finding many = masked(120);

        assertThat(one.outcome()).as(one.headline()).isEqualTo(Outcome.PASS);
        assertThat(many.outcome()).as(many.headline()).isEqualTo(Outcome.FAIL);
        assertThat(many.cause()).isEqualTo("the image is augmented and its mask is not");
    }

    private static Subject unlabelled() {
        return Subject.of(seed ->
                new Fed(seed, Task.classification(2), net(seed), (row, epoch, slot) -> image(row), (row, epoch, slot) ->
                        new float[] {row % 5 == 0 ? -1 : row % 2}) {
                    @Override
                    protected long[] shape(float[] input) {
                        return new long[] {1, SIDE, SIDE};
                    }
                });
    }

    @Test
    void a_label_that_nobody_knows_is_not_learnt() {
        Student.View student = unlabelled().measured(new Student());

        assertThat(student.held()).isNotEmpty().containsOnly(0, 1);
        assertThat(student.training()).isNotEmpty().containsOnly(0, 1);
    }

    @Test
    void a_slow_machine_leaves_unknown_what_a_net_learns() {
        Subject subject = Subject.of(seed -> new Fed(seed, 4, 2));

        assertThatThrownBy(() -> subject.measured(new Drilled(0)))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageContaining("a net that has learnt less says nothing");
        assertThat(subject.measured(new Drilled())).hasDimensions(2, 2);
    }

    @Test
    void noise_is_not_too_strong_beside_an_evaluation_of_one_number() {
        Check check = new AugmentationTooStrong();
        Finding finding = Fed.found(
                check,
                Subject.of(seed -> Fed.table(
                        seed,
                        Task.classification(2),
                        4,
                        2,
                        (row, epoch, slot) -> epoch < 0 ? new float[4] : Fed.features(row + 1000 * (epoch + 1), 4),
                        (row, epoch, slot) -> new float[] {row % 2})));

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).startsWith("all numbers of evaluation are one");
    }
}
