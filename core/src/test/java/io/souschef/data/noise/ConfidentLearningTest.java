package io.souschef.data.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfidentLearningTest {
    private final JsonNode oracle = oracle();
    private final int[] labels = new ObjectMapper().convertValue(oracle.get("labels"), int[].class);
    private final ConfidentLearning learning = new ConfidentLearning(
            labels, new ObjectMapper().convertValue(oracle.get("probabilities"), float[][].class));

    @Test
    void the_confident_joint_is_cleanlabs() {
        assertThat(learning.confidentJoint())
                .isDeepEqualTo(new ObjectMapper().convertValue(oracle.get("confident_joint"), long[][].class));
    }

    @Test
    void the_noise_matrix_is_cleanlabs() {
        double[][] measured = learning.noiseMatrix();
        double off = 1;
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                // cleanlab rounds its calibrated joint to whole examples such that rows keep their sums; there are 300
                assertThat(measured[row][column])
                        .isCloseTo(
                                oracle.get("noise_matrix").get(row).get(column).doubleValue(), within(1.0 / 300));
            }
            off -= measured[row][row];
        }
        assertThat(learning.estimate()).isCloseTo(off, within(1e-12));
    }

    @Test
    void both_scores_are_cleanlabs() {
        double[] self = learning.selfConfidence();
        double[] margin = learning.margin();
        for (int i = 0; i < labels.length; i++) {
            assertThat(self[i]).isCloseTo(oracle.get("self_confidence").get(i).doubleValue(), within(1e-6));
            assertThat(margin[i])
                    .isCloseTo(oracle.get("normalized_margin").get(i).doubleValue(), within(1e-6));
        }
    }

    @Test
    void the_ranking_begins_with_the_least_self_confidence() {
        double[] confidence = learning.selfConfidence();
        int[] ranking = learning.ranking();

        assertThat(IntStream.of(ranking).mapToObj(i -> confidence[i]).toList()).isSorted();
        assertThat(learning.guess(ranking[0])).isNotEqualTo(labels[ranking[0]]);
    }

    @Test
    void right_labels_and_a_sure_model_show_no_noise() {
        float[][] sure = {{1, 0}, {1, 0}, {0, 1}, {0, 1}};

        assertThat(new ConfidentLearning(new int[] {0, 0, 1, 1}, sure).estimate())
                .isZero();
        assertThat(new ConfidentLearning(new int[] {0, 1, 1, 1}, sure).noiseMatrix()[1][0])
                .as("one of four is labelled 1 and is 0")
                .isCloseTo(0.25, within(1e-12));
    }

    @Test
    void a_suspect_is_who_another_class_fits_five_times_as_well_the_worst_first() {
        float[][] probabilities = {{0.84f, 0.16f}, {0.83f, 0.17f}, {0.97f, 0.03f}, {0.02f, 0.98f}};

        assertThat(new ConfidentLearning(new int[] {1, 1, 1, 1}, probabilities).suspects())
                .containsExactly(2, 0);
    }

    @Test
    void labels_without_probabilities_are_refused() {
        assertThatThrownBy(() -> new ConfidentLearning(new int[2], new float[1][2]))
                .hasMessage("2 labels and 1 rows of probabilities");
    }

    private static JsonNode oracle() {
        try (InputStream in =
                Objects.requireNonNull(ConfidentLearningTest.class.getResourceAsStream("confident-learning.json"))) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
