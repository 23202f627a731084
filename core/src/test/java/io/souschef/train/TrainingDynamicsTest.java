package io.souschef.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.Batch;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingDynamicsTest {
    private static final double NEAR = 1e-6;

    private final TrainingDynamics dynamics = new TrainingDynamics(5, 3);

    @Test
    void probability_of_the_label_is_followed_over_the_passes() {
        // label 0; the probabilities of the three classes are 1:1:2, 2:1:1, 2:1:1
        saw(3, 0, 0, 0, Math.log(2));
        saw(3, 0, Math.log(2), 0, 0);
        saw(3, 0, Math.log(2), 0, 0);

        DataMap map = dynamics.map();

        assertThat(map.ids()).containsExactly(3);
        assertThat(map.confidence()[3]).isCloseTo((0.25 + 0.5 + 0.5) / 3, within(NEAR));
        assertThat(map.variability()[3]).as("population deviation").isCloseTo(0.25 * Math.sqrt(2) / 3, within(NEAR));
        assertThat(map.correctness()[3]).isCloseTo(2 / 3.0, within(NEAR));
        assertThat(map.forgotten()[3]).isZero();
        assertThat(map.said()[3]).isEqualTo(2);
        assertThat(map.confidence()[0]).as("never seen").isNaN();
    }

    @Test
    void only_right_and_then_wrong_is_forgetting() {
        for (int label : new int[] {1, 0, 0, 1, 0, 1}) {
            saw(0, label, 5, 0, 0); // says class 0
        }

        assertThat(dynamics.map().forgotten()[0]).isEqualTo(2);
    }

    @Test
    void the_norm_of_the_error_is_that_of_the_fifth_pass() {
        for (int pass = 1; pass <= 9; pass++) {
            saw(1, 0, pass == TrainingDynamics.EARLY ? Math.log(2) : 0, 0, 0);
        }
        saw(2, 0, 0, 0, Math.log(2));

        DataMap map = dynamics.map();

        assertThat(map.errorNorm()[1]).isCloseTo(Math.sqrt(0.25 + 0.0625 + 0.0625), within(NEAR));
        assertThat(map.errorNorm()[2])
                .as("of a shorter training the last")
                .isCloseTo(Math.sqrt(0.5625 + 0.0625 + 0.25), within(NEAR));
    }

    @Test
    void huge_logits_are_no_obstacle() {
        saw(0, 0, 1e30, 0, -1e30);
        saw(1, 2, 1e30, 0, -1e30);

        DataMap map = dynamics.map();

        assertThat(map.confidence()[0]).isEqualTo(1);
        assertThat(map.errorNorm()[0]).isZero();
        assertThat(map.errorNorm()[1]).isCloseTo(Math.sqrt(2), within(NEAR));
    }

    @Test
    void several_trainings_are_averaged_and_a_file_keeps_it(@TempDir Path folder) {
        saw(3, 0, 0, 0, Math.log(2));
        TrainingDynamics other = new TrainingDynamics(5, 3);
        saw(other, 3, 0, Math.log(2), 0, 0);
        DataMap mean = DataMap.mean(List.of(other.map(), dynamics.map()));

        mean.write(folder.resolve("map"));
        DataMap read = DataMap.read(folder.resolve("map"), 5);

        assertThat(mean.confidence()[3]).isCloseTo(0.375, within(NEAR));
        assertThat(mean.said()[3]).as("the first that was wrong at all").isEqualTo(2);
        assertThat(read.ids()).containsExactly(3);
        assertThat(read.confidence()[3]).isCloseTo(0.375, within(NEAR));
        assertThat(read.correctness()[3]).isEqualTo(0.5);
        assertThat(read.said()[3]).isEqualTo(2);
    }

    private void saw(int id, int label, double... logits) {
        saw(dynamics, id, label, logits);
    }

    private static void saw(TrainingDynamics dynamics, int id, int label, double... logits) {
        float[] floats = new float[logits.length];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = (float) logits[k];
        }
        try (Scope scope = Scope.open("test");
                Batch batch = Batch.open(
                        "batch",
                        () -> Batch.Content.of(
                                Tensor.zeros(1, 1), Tensor.of(new long[] {label}, 1), new long[] {id}))) {
            dynamics.saw(batch, Tensor.of(floats, 1, floats.length));
        }
    }
}
