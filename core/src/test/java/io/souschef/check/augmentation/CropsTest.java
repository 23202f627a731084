package io.souschef.check.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.check.data.LabelsShuffled;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** Crops of five by five in training, whole pictures of seven by seven in evaluation. */
class CropsTest {
    private static final class Pooled extends Layer {
        private final Conv2d conv = add("conv", new Conv2d(1, 6, 3, Conv2d.Options.DEFAULT.withPadding(1)));
        private final Linear head = add("head", new Linear(6, 2));

        Pooled(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return head.forward(conv.forward(x).relu().mean(2, 3));
        }
    }

    private static Subject crops(double noise) {
        return Subject.of(seed ->
                new Fed(
                        seed,
                        Task.classification(2),
                        new Pooled(seed),
                        (row, epoch, slot) -> {
                            RandomStream drawn = RandomStream.of(seed, "crop").at(epoch, row);
                            int side = epoch < 0 ? 7 : 5;
                            int down = epoch < 0 ? 0 : drawn.below(0, 3);
                            int right = epoch < 0 ? 0 : drawn.below(1, 3);
                            float[] x = new float[side * side];
                            for (int i = 0; i < x.length; i++) {
                                int at = (i / side + down) * 7 + i % side + right;
                                x[i] = (float) ((row % 2 == 0 ? 1 : -1) * (at % 2)
                                        + RandomStream.of(4, "pictures").at(row).gaussian(at)
                                        + (epoch < 0 ? 0 : noise * drawn.gaussian(100 + i)));
                            }
                            return x;
                        },
                        (row, epoch, slot) -> new float[] {row % 2}) {
                    @Override
                    protected long[] shape(float[] input) {
                        long side = Math.round(Math.sqrt(input.length));
                        return new long[] {1, side, side};
                    }
                });
    }

    @Test
    void the_range_of_crops_is_held_against_that_of_whole_pictures() {
        assertThat(Fed.found(new AugmentationTooStrong(), crops(0)).outcome()).isEqualTo(Outcome.PASS);
        assertThat(Fed.found(new AugmentationTooStrong(), crops(6)).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void whether_their_labels_are_shuffled_can_not_be_told() {
        assertThat(Fed.found(new LabelsShuffled(), crops(0)).cause())
                .isEqualTo(
                        "in training the inputs are changed too much in every epoch, by noise or by moving what they show");
    }
}
