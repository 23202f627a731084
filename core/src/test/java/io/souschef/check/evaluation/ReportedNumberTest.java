package io.souschef.check.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Catalogue;
import io.souschef.check.CheckRun;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an author reports by an evaluation of his own, beside a sound evaluate(): it is watched as well. */
class ReportedNumberTest {
    private static final Set<String> WATCHED = Set.of(
            "evaluation-in-training-mode",
            "dropout-in-evaluation",
            "evaluation-of-some-batches",
            "mean-of-batch-means",
            "evaluates-on-training-data");

    /** Reports the mean probability of the right class. */
    private static final class Reporting extends Many {
        private final ToDoubleFunction<Reporting> how;

        Reporting(long seed, ToDoubleFunction<Reporting> how) {
            super(seed);
            this.how = how;
        }

        @Override
        public double metric(Tensor output, Tensor target) {
            return output.softmax(1).gather(1, target.unsqueeze(1)).mean().item();
        }

        @Override
        public double reported() {
            return how.applyAsDouble(this);
        }

        double over(Batches batches, boolean training, boolean examplesCount) {
            if (training) {
                net.train();
            } else {
                net.eval();
            }
            double sum = 0;
            double weight = 0;
            for (Batch batch : batches) {
                try (batch;
                        NoGrad off = NoGrad.open()) {
                    double count = examplesCount ? batch.size() : 1;
                    sum += count * metric(forward(batch), batch.target());
                    weight += count;
                }
            }
            return sum / weight;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_number_over_the_whole_split_is_sound(long seed) {
        assertThat(named(seed, it -> it.over(it.evaluation(), false, true))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_number_that_was_kept_is_sound(long seed) {
        assertThat(named(seed, it -> 0.25)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void training_mode_is_seen(long seed) {
        assertThat(named(seed, it -> it.over(it.evaluation(), true, true)))
                .containsExactlyInAnyOrder("evaluation-in-training-mode", "dropout-in-evaluation");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_first_batches_alone_are_seen_whatever_is_made_of_them(long seed) {
        assertThat(named(seed, it -> it.over(it.evaluation().first(2), false, true)))
                .containsExactly("evaluation-of-some-batches");
        assertThat(named(seed, it -> Math.sqrt(it.over(it.evaluation().first(3), false, true))))
                .containsExactly("evaluation-of-some-batches");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_last_batch_alone_is_seen(long seed) {
        assertThat(named(seed, it -> {
                    double last = 0;
                    for (int b = 0; b < Many.COUNT; b++) {
                        int only = b;
                        Batches all = it.evaluation();
                        last = it.over(Batches.of(1, Many.BATCH, none -> all.open(only)), false, true);
                    }
                    return last;
                }))
                .containsExactly("evaluation-of-some-batches");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_mean_of_batch_means_is_seen(long seed) {
        assertThat(named(seed, it -> it.over(it.evaluation(), false, false))).containsExactly("mean-of-batch-means");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_mean_of_the_means_of_batches_of_his_own_is_seen(long seed) {
        assertThat(named(seed, it -> it.over(Many.held(100), false, false))).containsExactly("mean-of-batch-means");
        assertThat(named(seed, it -> it.over(Many.held(100), false, true))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void training_data_are_seen(long seed) {
        assertThat(named(seed, it -> it.over(it.training(0), false, true)))
                .containsExactly("evaluates-on-training-data");
    }

    private static List<String> named(long seed, ToDoubleFunction<Reporting> how) {
        return CheckRun.of(Catalogue.all().stream()
                        .filter(check -> WATCHED.contains(check.code()))
                        .toList())
                .on(Subject.of(s -> new Reporting(s, how)).withSeed(seed))
                .failed()
                .stream()
                .map(Finding::code)
                .toList();
    }
}
