package io.souschef.data.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.tensor.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighboursTest {
    @Test
    void the_votes_are_those_that_comparing_each_with_each_gives() {
        RandomStream random = RandomStream.of(1, "features");
        int n = 700;
        int k = 7;
        float[][] features = new float[n][5];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = random.below(i, 3);
            for (int d = 0; d < 5; d++) {
                features[i][d] = (float) random.at(i).gaussian(d);
            }
        }

        float[][] measured = Neighbours.probabilities(features, labels, 3, k);

        for (int i : new int[] {0, 1, 511, 512, 699}) {
            int self = i;
            int[] nearest = IntStream.range(0, n)
                    .filter(j -> j != self)
                    .boxed()
                    .sorted((a, b) -> Double.compare(square(features, self, a), square(features, self, b)))
                    .limit(k)
                    .mapToInt(j -> j)
                    .toArray();
            double reach = square(features, self, nearest[k - 1]);
            double[] votes = new double[3];
            Arrays.stream(labels).forEach(label -> votes[label] += 0.1 / n);
            Arrays.stream(nearest).forEach(j -> votes[labels[j]] += Math.exp(-square(features, self, j) / reach));
            double sum = Arrays.stream(votes).sum();
            for (int c = 0; c < 3; c++) {
                assertThat((double) measured[i][c]).isCloseTo(votes[c] / sum, within(1e-4));
            }
        }
    }

    @Test
    void a_wrong_label_among_its_kind_is_the_most_suspicious() {
        float[][] features = new float[60][1];
        int[] labels = new int[60];
        for (int i = 0; i < 60; i++) {
            features[i][0] = i / 60f + (i < 30 ? 0 : 10);
            labels[i] = i < 30 ? 0 : 1;
        }
        labels[7] = 1;

        ConfidentLearning learning = new ConfidentLearning(labels, Neighbours.probabilities(features, labels, 2, 5));

        assertThat(learning.ranking()[0]).isEqualTo(7);
        assertThat(learning.guess(7)).isZero();
    }

    @Test
    void who_is_not_trusted_has_no_vote_but_is_voted_on() {
        float[][] features = {{0}, {1}, {2}, {10}, {11}, {12}};
        int[] labels = {0, 1, 0, 1, 1, 1};

        float[][] all = Neighbours.probabilities(features, labels, 2, 1);
        float[][] trusted = Neighbours.probabilities(features, labels, 2, 1, i -> i != 1, share -> {});

        assertThat(all[0][1]).as("by its neighbour, whose label is wrong").isGreaterThan(0.5f);
        assertThat(trusted[0][1]).isLessThan(0.5f);
        assertThat(trusted[1][0]).as("of the one that has no vote").isGreaterThan(0.5f);
        assertThat(trusted[4][1]).isGreaterThan(0.5f);
    }

    @Test
    void of_three_examples_two_vote() {
        float[][] probabilities = Neighbours.probabilities(new float[][] {{0}, {1}, {2}}, new int[] {0, 0, 1}, 2, 10);

        for (float[] row : probabilities) {
            assertThat((double) row[0] + row[1]).isCloseTo(1, within(1e-6));
        }
    }

    private static double square(float[][] features, int a, int b) {
        double sum = 0;
        for (int d = 0; d < features[a].length; d++) {
            sum += Math.pow(features[a][d] - features[b][d], 2);
        }
        return sum;
    }

    @Test
    void how_far_it_has_come_is_told_on_the_way() {
        float[][] features = new float[1100][1];
        List<Double> told = new ArrayList<>();

        Neighbours.probabilities(features, new int[1100], 1, 1, i -> true, told::add);

        assertThat(told).hasSize(3).isSorted().endsWith(1.0);
    }
}
