package io.souschef.check.skeleton;

import static io.souschef.check.skeleton.Healthy.program;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class FixedSeedTest {
    /** A source of numbers that nobody has seeded. */
    private final AtomicLong unseeded = new AtomicLong(99);

    @Test
    void passes_where_the_same_seed_gives_the_same_bits() {
        Finding finding = new FixedSeed().run(Healthy.DROPOUT.from(1));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).isEqualTo("the same bits after 5 steps, twice");
    }

    @Test
    void fails_when_weights_are_drawn_without_the_seed() {
        Finding finding =
                found(seed -> program(MadeData.BLOBS, new Mlp(unseeded.incrementAndGet(), 8, 16, 4), 1e-3, 32, seed));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).isEqualTo("the weights of two fresh nets differ");
        assertThat(finding.fix()).isEqualTo("draw every random number from the seed: the initial weights");
    }

    @Test
    void fails_when_examples_are_shuffled_without_the_seed() {
        Finding finding = found(seed ->
                new MadeProgram(MadeData.BLOBS, Healthy.task(MadeData.BLOBS), new Mlp(seed, 8, 16, 4), 1e-3, 32, seed) {
                    @Override
                    public Batches training(int epoch) {
                        return data.batches(
                                RandomStream.of(unseeded.incrementAndGet(), "shuffle")
                                        .permutation(200),
                                32);
                    }
                });

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).isEqualTo("batch 0 differs from one run to the next");
        assertThat(finding.fix()).endsWith("shuffling and augmentation");
    }

    @Test
    void fails_when_the_step_draws_noise_without_the_seed() {
        Finding finding = found(seed ->
                new MadeProgram(MadeData.BLOBS, Healthy.task(MadeData.BLOBS), new Mlp(seed, 8, 16, 4), 1e-3, 32, seed) {
                    @Override
                    public Tensor forward(Batch batch) {
                        RandomStream noise = RandomStream.of(unseeded.incrementAndGet(), "noise");
                        return net().forward(batch.input().add(noise.normal(0, 0.1, batch.size(), 8)));
                    }
                });

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).startsWith("the losses at step 0 differ: ");
        assertThat(finding.fix()).endsWith("dropout, or whatever else the step draws");
    }

    private static Finding found(LongFunction<TrainingProgram> make) {
        return new FixedSeed().run(Subject.of(make));
    }

    @Test
    void of_no_batch_nothing_is_the_same() {
        assertThatThrownBy(() -> found(seed ->
                        new MadeProgram(
                                MadeData.BLOBS, Healthy.task(MadeData.BLOBS), new Mlp(seed, 8, 16, 4), 1e-3, 32, seed) {
                            @Override
                            public Batches training(int epoch) {
                                return super.training(epoch).first(0);
                            }
                        }))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessage("training(0) has no batches");
    }
}
