package io.souschef.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnsembleTest {
    @Test
    void classes_are_voted_on_by_the_mean_of_probabilities() {
        Evaluation sure = classes(Math.log(0.9), Math.log(0.1));
        Evaluation unsure = classes(Math.log(0.3), Math.log(0.7));

        Evaluation together = Ensemble.of(List.of(sure, unsure));

        assertThat(together.losses()[0]).isCloseTo(-Math.log(0.6), within(1e-6));
        assertThat(Math.exp(together.outputs()[1])).isCloseTo(0.4, within(1e-6));
        assertThat(together.metric()).as("0.6 for the right class").isEqualTo(1);
    }

    @Test
    void numbers_are_voted_on_by_their_mean() {
        Task task = Task.regression(100, 10, "");
        Evaluation low = new Evaluation(task, new long[] {7}, new double[] {1}, new float[] {-1}, new float[] {0.5f});
        Evaluation high = new Evaluation(task, new long[] {7}, new double[] {1}, new float[] {2}, new float[] {0.5f});

        Evaluation together = Ensemble.of(List.of(low, high));

        assertThat(together.outputs()[0]).isEqualTo(0.5f);
        assertThat(together.losses()[0]).isZero();
    }

    @Test
    void one_alone_says_what_it_says() {
        Evaluation alone = classes(2, -1);

        assertThat(Ensemble.of(List.of(alone)).losses()[0]).isCloseTo(Math.log(1 + Math.exp(-3)), within(1e-6));
    }

    private static Evaluation classes(double first, double second) {
        return new Evaluation(
                Task.classification(2),
                new long[] {0},
                new double[] {0},
                new float[] {(float) first, (float) second},
                new float[] {0});
    }
}
