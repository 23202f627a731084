package io.souschef.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.Batch;
import io.souschef.tensor.Engine;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same command gives the same bits: again, in another process, after an interruption, after a kill. Seed 7 throughout. */
class SameBitsTest {
    private static final int STEPS = 30; // 7 batches an epoch: a little over four epochs

    @TempDir
    Path folder;

    /** Step 7 is the end of an epoch, 8 the begin of the next. */
    @ParameterizedTest
    @ValueSource(longs = {1, 7, 8, 18, 29})
    void an_interrupted_training_goes_on_to_the_same_bits(long interruptedAt) {
        String whole = trained(7, Optional.empty(), Long.MAX_VALUE);
        Optional<Checkpoint> checkpoint = Optional.of(new Checkpoint(folder.resolve("checkpoint"), 0));

        assertThatThrownBy(() -> trained(7, checkpoint, interruptedAt)).isInstanceOf(PowerCut.class);

        assertThat(trained(7, checkpoint, Long.MAX_VALUE)).isEqualTo(whole);
        assertThat(folder.resolve("checkpoint"))
                .as("nothing is left to go on with")
                .doesNotExist();
    }

    @Test
    void another_seed_gives_other_bits() {
        assertThat(trained(7, Optional.empty(), Long.MAX_VALUE))
                .isNotEqualTo(trained(8, Optional.empty(), Long.MAX_VALUE));
    }

    @Test
    void two_processes_and_one_that_was_killed_give_the_same_bits() throws IOException, InterruptedException {
        Path file = folder.resolve("checkpoint");

        List<String> whole = run(file, Long.MAX_VALUE);
        List<String> again = run(file, Long.MAX_VALUE);
        List<String> killed = run(file, 12);
        assertThat(file).exists();
        List<String> resumed = run(file, Long.MAX_VALUE);

        assertThat(last(whole)).startsWith("digest ");
        assertThat(last(again)).isEqualTo(last(whole));
        assertThat(last(killed)).startsWith("step ");
        assertThat(resumed.size()).as("it went on, not began again").isLessThan(whole.size() - 8);
        assertThat(last(resumed)).isEqualTo(last(whole));
    }

    @Test
    void a_training_with_checkpoints_leaves_no_native_memory_behind() {
        try (Scope alive = Scope.open("alive")) {
            Tensor.zeros(1);
            resumed();
            long before = Engine.livePointers();

            resumed();

            assertThat(before).as("pointers are counted at all").isPositive();
            assertThat(Engine.livePointers()).isEqualTo(before);
        }
    }

    private void resumed() {
        Optional<Checkpoint> checkpoint = Optional.of(new Checkpoint(folder.resolve("checkpoint"), 0));
        assertThatThrownBy(() -> trained(7, checkpoint, 10)).isInstanceOf(PowerCut.class);
        trained(7, checkpoint, Long.MAX_VALUE);
    }

    @Test
    void a_thousand_steps_keep_the_memory_of_the_first_hundred() {
        try (NoisyDigits program = new NoisyDigits(7)) {
            steps(program, 100);
            long pointers = Engine.livePointers();
            long bytes = Engine.residentBytes();

            steps(program, 1000);

            assertThat(Engine.livePointers()).isEqualTo(pointers);
            // the collector's heap grows as well; a leak of one batch a step would be 1000 · 32 · 64 · 4 bytes = 8 MB
            assertThat(Engine.residentBytes() - bytes).isLessThan(64L << 20);
        }
    }

    private static void steps(TrainingProgram program, int count) {
        for (int step = 0; step < count; step++) {
            try (Batch batch = program.training(step).open(step % 7)) {
                program.step(batch);
            }
        }
    }

    @Test
    void a_loss_that_is_not_a_number_ends_the_training_with_its_step() {
        try (NoisyDigits sound = new NoisyDigits(7)) {
            TrainingProgram poisoned = new Poisoned(sound, 5);

            assertThatThrownBy(() -> Loop.train(
                            poisoned,
                            Horizon.steps(STEPS),
                            Schedule.constant(),
                            new Loop.Listener() {},
                            Optional.empty()))
                    .isInstanceOf(Diverged.class)
                    .hasMessageStartingWith("the loss became NaN at step 5");
        }
    }

    private static String trained(long seed, Optional<Checkpoint> checkpoint, long interruptedAt) {
        Loop.Listener listener = new Loop.Listener() {
            @Override
            public void stepped(long step, Horizon horizon, double loss) {
                if (step == interruptedAt) {
                    throw new PowerCut();
                }
            }
        };
        try (NoisyDigits program = new NoisyDigits(seed)) {
            Loop.Trained trained = Loop.train(program, Horizon.steps(STEPS), Schedule.oneCycle(), listener, checkpoint);
            return TrainedInAProcess.digest(program, trained);
        }
    }

    private static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Runs the training in a process of its own and kills it after a step, or lets it end; its lines. */
    private static List<String> run(Path checkpoint, long killedAt) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                TrainedInAProcess.class.getName(),
                "7",
                String.valueOf(STEPS),
                checkpoint.toString());
        Path errors = Files.createTempFile("souschef", ".txt");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (line.equals("step " + killedAt)) {
                    process.destroyForcibly();
                    break;
                }
            }
        }
        process.waitFor();
        assertThat(lines).as("errors: %s", Files.readString(errors)).isNotEmpty();
        Files.delete(errors);
        return lines;
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }
}
