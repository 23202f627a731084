package io.souschef.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortionTest {
    @Test
    void keeps_the_first_examples_of_a_large_batch() {
        try (TrainingProgram program = new Points(1);
                Batch few = Portion.open(program, () -> batch(100, 1))) {
            assertThat(few.size()).isEqualTo(32);
            assertThat(few.ids()).isEqualTo(LongStream.range(0, 32).toArray());
            assertThat(few.input().toDoubles())
                    .containsExactly(LongStream.range(0, 32).asDoubleStream().toArray());
            assertThat(few.target().toLongs()).isEqualTo(LongStream.range(0, 32).toArray());
        }
        assertThat(Scope.current()).isEmpty();
    }

    @Test
    void leaves_a_small_one_as_it_is() {
        try (TrainingProgram program = new Points(1);
                Batch all = batch(32, 1);
                Batch same = Portion.open(program, () -> batch(32, 1))) {
            assertThat(same.ids()).isEqualTo(all.ids());
            assertThat(same.input().toDoubles()).isEqualTo(all.input().toDoubles());
        }
    }

    /** 1,024 tokens, but never fewer than 8 sequences or more than 32. */
    @ParameterizedTest
    @CsvSource({"4, 32", "32, 32", "64, 16", "500, 8"})
    void counts_tokens_of_sequences(int length, int examples) {
        try (TrainingProgram program = new Points(1) {
                    @Override
                    public Task task() {
                        return Task.nextToken(1000);
                    }
                };
                Batch few = Portion.open(program, () -> batch(64, length))) {
            assertThat(few.size()).isEqualTo(examples);
            assertThat(few.target().shape().toArray()).containsExactly(examples, length);
        }
    }

    @Test
    void takes_it_of_each_of_many() {
        try (TrainingProgram program = new Points(1)) {
            Batches few = Portion.of(program, Batches.of(3, 300, b -> batch(100, 1)));

            assertThat(few.count()).isEqualTo(3);
            for (Batch batch : few) {
                try (batch) {
                    assertThat(batch.size()).isEqualTo(32);
                }
            }
        }
    }

    private static Batch batch(int n, int length) {
        return Batch.open("batch", () -> {
            long[] numbers = LongStream.range(0, (long) n * length).toArray();
            long[] ids = LongStream.range(0, n).toArray();
            float[] inputs = new float[numbers.length];
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = numbers[i];
            }
            return length == 1
                    ? Batch.Content.of(Tensor.of(inputs, n), Tensor.of(numbers, n), ids)
                    : Batch.Content.of(Tensor.of(inputs, n, length), Tensor.of(numbers, n, length), ids);
        });
    }
}
