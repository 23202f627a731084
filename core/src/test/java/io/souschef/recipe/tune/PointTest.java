package io.souschef.recipe.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.recipe.NetPlan;
import io.souschef.recipe.Settings;
import io.souschef.tensor.RandomStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PointTest {
    @Test
    void points_fill_the_space_evenly_on_a_logarithmic_scale() {
        long low = points(1000)
                .filter(point -> point.rate() < Math.sqrt(5e-4 * 2e-2))
                .count();

        assertThat(low).as("of 1,000, below the geometric middle").isBetween(430L, 570L);
        assertThat(points(1000)).allMatch(point -> point.rate() >= 5e-4 && point.rate() <= 2e-2);
        assertThat(points(1000)).allMatch(point -> point.decay() >= 1e-4 && point.decay() <= 1e-1);
        assertThat(points(1000).mapToInt(Point::batch).distinct().sorted()).containsExactly(64, 128);
    }

    @Test
    void the_same_seed_draws_the_same_points() {
        assertThat(points(20).toList()).isEqualTo(points(20).toList());
    }

    @Test
    void near_the_border_it_says_which() {
        assertThat(new Point(5.2e-4, 5e-3, 64).edges())
                .containsExactly("learning rate 0.00052, searched from 0.00050 to 0.020");
        assertThat(new Point(3e-3, 9.5e-2, 64).edges())
                .containsExactly("weight decay 0.095, searched from 0.00010 to 0.10");
        assertThat(new Point(3e-3, 5e-3, 64).edges()).isEmpty();
    }

    @Test
    void it_changes_nothing_but_what_it_is_about() {
        Settings before = Settings.plain(new NetPlan("convnet", 8, 1, 0), 64, 100, 10);

        Settings after = new Point(1e-2, 1e-3, 128).apply(before);

        assertThat(after.withLearningRate(3e-4).withWeightDecay(0).withBatchSize(64))
                .isEqualTo(before);
    }

    private static Stream<Point> points(int count) {
        RandomStream random = RandomStream.of(1, "points");
        return IntStream.range(0, count).mapToObj(i -> Point.draw(random.at(i), 64));
    }
}
