package io.souschef.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Batch;
import io.souschef.tensor.Engine;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import org.junit.jupiter.api.Test;

class TrainingProgramTest {
    @Test
    void the_plain_loop_learns_two_moons() {
        try (TwoMoons program = new TwoMoons(1337)) {
            Evaluation before = program.evaluate();

            train(program, 60);

            Evaluation after = program.evaluate();
            assertThat(before.loss()).isBetween(0.4, 1.2);
            assertThat(after.size()).isEqualTo(256);
            assertThat(after.metric()).isGreaterThan(0.98);
            assertThat(after.interval().low()).isLessThan(after.metric());
        }
    }

    @Test
    void the_same_seed_gives_the_same_bits() {
        assertThat(lossAfter(7)).isEqualTo(lossAfter(7)).isNotEqualTo(lossAfter(8));
    }

    @Test
    void a_training_leaves_no_native_memory_behind() {
        try (Scope alive = Scope.open("alive")) {
            Tensor.zeros(1);
            lossAfter(1);
            long before = Engine.livePointers();

            lossAfter(2);

            assertThat(before).as("pointers are counted at all").isPositive();
            assertThat(Engine.livePointers()).isEqualTo(before);
        }
    }

    private static double lossAfter(long seed) {
        try (TwoMoons program = new TwoMoons(seed)) {
            train(program, 5);
            return program.evaluate().loss();
        }
    }

    private static void train(TrainingProgram program, int epochs) {
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (Batch batch : program.training(epoch)) {
                try (batch) {
                    program.step(batch);
                }
            }
        }
    }
}
