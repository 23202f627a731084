package io.souschef.check.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

class AugmentationRepeatsTest {
    /** The stream that an example's noise is drawn from. */
    private interface Drawn {
        RandomStream from(RandomStream noise, int row, int epoch, int slot);
    }

    private static Finding found(Drawn drawn) {
        return new AugmentationRepeats()
                .run(Subject.of(seed -> Fed.table(
                        seed,
                        Task.classification(2),
                        12,
                        2,
                        (row, epoch, slot) -> {
                            float[] x = new float[12];
                            RandomStream noise = drawn.from(RandomStream.of(seed, "noise"), row, epoch, slot);
                            for (int i = 0; i < x.length; i++) {
                                x[i] = (float)
                                        (RandomStream.of(4, "rows").at(row).gaussian(i)
                                                + (epoch < 0 ? 0 : 0.2 * noise.gaussian(i)));
                            }
                            return x;
                        },
                        (row, epoch, slot) -> new float[] {row % 2})));
    }

    @Test
    void fails_when_noise_goes_by_the_place_in_the_batch() {
        Finding finding = found((noise, row, epoch, slot) -> noise.at(slot));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("every batch draws the same random numbers: they go by the place in it");
    }

    @Test
    void fails_when_every_example_gets_the_same_noise() {
        Finding finding = found((noise, row, epoch, slot) -> noise.at(epoch));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("every example gets the same random numbers");
    }

    @Test
    void passes_on_noise_of_the_epoch_and_the_example() {
        assertThat(found((noise, row, epoch, slot) -> noise.at(epoch, row)).outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void passes_on_noise_of_the_epoch_and_the_place() {
        assertThat(found((noise, row, epoch, slot) -> noise.at(epoch, row / 7, slot))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }
}
