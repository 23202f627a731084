package io.souschef.check.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** Four colours, each a class, whose hue is turned a bit while training, or all the way round. */
class HueTest {
    private static final int CLASSES = 4;

    /** @param most share of a circle by which the hue is turned at most, either way */
    private static Finding found(double most) {
        return Fed.found(
                new AugmentationChangesLabel(),
                Subject.of(seed -> Fed.table(
                        seed,
                        Task.classification(CLASSES),
                        3,
                        CLASSES,
                        (row, epoch, slot) -> {
                            double turn = epoch < 0
                                    ? 0
                                    : most
                                            * (2
                                                            * RandomStream.of(seed, "hue")
                                                                    .at(epoch, row)
                                                                    .uniform(0)
                                                    - 1);
                            double hue = 2 * Math.PI * ((double) (row % CLASSES) / CLASSES + turn);
                            RandomStream noise = RandomStream.of(3, "noise").at(row);
                            float[] rgb = new float[3];
                            for (int c = 0; c < 3; c++) {
                                rgb[c] = (float) (2 * Math.cos(hue - 2 * Math.PI * c / 3) + 0.1 * noise.gaussian(c));
                            }
                            return rgb;
                        },
                        (row, epoch, slot) -> new float[] {row % CLASSES})));
    }

    @Test
    void warns_when_one_class_becomes_a_bit_of_every_other() {
        Finding finding = found(0.5);

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.WARN);
        assertThat(finding.fix()).contains("a turn of the hue where colour does");
    }

    @Test
    void a_small_turn_of_the_hue_is_sound() {
        Finding finding = found(0.03);

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.PASS);
    }
}
