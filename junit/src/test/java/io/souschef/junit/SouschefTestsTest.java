package io.souschef.junit;

import static io.souschef.junit.TrainingAssert.assertThatTraining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.souschef.check.Catalogue;
import io.souschef.check.Checkup;
import io.souschef.data.Batch;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class SouschefTestsTest {
    @Test
    void no_test_of_a_sound_training_fails_and_those_that_could_not_judge_are_aborted() {
        Map<String, Long> outcomes = SouschefTests.of(Clouds::new)
                .collect(Collectors.groupingBy(test -> outcome(test.getExecutable()), Collectors.counting()));

        assertThat(outcomes).containsOnlyKeys("passed", "aborted");
        assertThat(outcomes.get("passed")).isGreaterThan(60);
    }

    @Test
    void every_check_is_a_test_the_one_that_names_the_bug_fails_and_the_page_says_so(@TempDir Path folder)
            throws IOException {
        Path page = folder.resolve("souschef.html");
        Map<String, String> outcomes = SouschefTests.of(Checkup.of(Clouds.Forgetful::new), page)
                .collect(Collectors.toMap(DynamicTest::getDisplayName, test -> outcome(test.getExecutable())));

        assertThat(outcomes).hasSize(Catalogue.all().size());
        assertThat(outcomes.entrySet().stream()
                        .filter(entry -> entry.getValue().equals("failed"))
                        .map(Map.Entry::getKey))
                .containsExactly("gradients-not-cleared: gradients are cleared before each backward pass");
        assertThat(Files.readString(page)).contains("checks failed: gradients-not-cleared.", "optimizer.zeroGrad();");
    }

    @Test
    void a_failure_says_what_was_measured_and_what_to_do() {
        assertThatThrownBy(() -> assertThatTraining(Clouds.Forgetful::new)
                        .startsAtTheExpectedLoss()
                        .clearsGradients())
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("FAIL  gradients are cleared before each backward pass")
                .hasMessageContaining("call optimizer.zeroGrad() before loss.backward()")
                .hasMessageContaining("souschef explain gradients-not-cleared");
        assertThatThrownBy(() -> assertThatTraining(Clouds.Forgetful::new).isSound())
                .isInstanceOf(AssertionFailedError.class);
    }

    @Test
    void a_sound_program_holds_what_is_asked() {
        assertThatTraining(Clouds::new)
                .isSound()
                .startsAtTheExpectedLoss()
                .overfitsOneBatch()
                .keepsExamplesApart()
                .learnsFromItsInput()
                .clearsGradients()
                .trainsEveryParameter()
                .trainsInTrainingMode()
                .evaluatesInEvaluationMode()
                .evaluatesWithoutATrace()
                .evaluatesOnEveryExample()
                .keepsSplitsApart()
                .normalisesBothSplitsAlike()
                .shufflesItsExamples()
                .showsEveryExampleOnce()
                .pairsInputsWithTheirLabels()
                .givesLogitsToItsLoss()
                .clipsTheGradientNotTheLoss()
                .isReproducible();
    }

    @Test
    void every_word_is_spelt_with_codes_that_checks_have() throws Exception {
        for (Method word : TrainingAssert.class.getMethods()) {
            if (word.getReturnType() == TrainingAssert.class
                    && word.getParameterCount() == 0
                    && !word.getName().equals("isSound")) {
                Throwable thrown = catchThrowable(() -> word.invoke(assertThatTraining(seed -> {
                    throw new IllegalStateException("no weights.bin");
                })));

                assertThat(thrown.getCause())
                        .as(word.getName())
                        .isInstanceOf(AssertionFailedError.class)
                        .hasMessageContaining("the program threw IllegalStateException: no weights.bin");
            }
        }
    }

    @Test
    void a_word_asks_its_own_checks_only() {
        assertThatTraining(Clouds.Forgetful::new).startsAtTheExpectedLoss().keepsExamplesApart();
    }

    @Test
    void a_program_without_its_loss_at_the_start_or_its_past_fails_by_the_name_of_it() {
        assertThatThrownBy(() -> assertThatTraining(Clouds.Loud::new).startsAtTheExpectedLoss())
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("FAIL  verify loss @ init")
                .hasMessageContaining("expected  ")
                .hasMessageContaining("fix       ");
        assertThatThrownBy(() -> assertThatTraining(Clouds.Mixed::new).keepsExamplesApart())
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("FAIL  use backprop to chart dependencies");
        assertThatThrownBy(() -> assertThatTraining(Clouds.Standing::new).overfitsOneBatch())
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("FAIL  overfit one batch");
    }

    @Test
    void what_the_budget_does_not_reach_fails() {
        List<Throwable> thrown = SouschefTests.of(Checkup.of(Clouds::new).within(Duration.ofMillis(1)))
                .map(test -> catchThrowable(() -> test.getExecutable().execute()))
                .toList();

        assertThat(thrown).allSatisfy(each -> assertThat(each).isInstanceOf(AssertionFailedError.class));
        assertThat(thrown.get(thrown.size() - 1)).hasMessageContaining("for all checks were spent");
    }

    @Test
    void what_can_not_be_judged_does_not_hold() {
        assertThatThrownBy(() -> assertThatTraining(Clouds::new).seesOnlyThePast())
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageStartingWith("does not apply to this program, so that nothing is known: leave it out")
                .hasMessageContaining("skip");
    }

    @Test
    void a_program_that_throws_is_not_sound_and_what_needs_the_step_that_throws_fails() {
        LongFunction<Clouds> throwing = seed -> new Clouds(seed) {
            @Override
            public double step(Batch batch) {
                throw new IllegalStateException("no luck");
            }
        };

        assertThatThrownBy(() -> assertThatTraining(throwing).isSound())
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageStartingWith("could not be judged\n")
                .hasMessageContaining("the program threw IllegalStateException: no luck");
        assertThatThrownBy(() -> assertThatTraining(throwing).clearsGradients())
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("no luck");
        Map<String, String> outcomes = SouschefTests.of(throwing)
                .collect(Collectors.toMap(DynamicTest::getDisplayName, test -> outcome(test.getExecutable())));
        assertThat(outcomes)
                .containsEntry("gradients-not-cleared: gradients are cleared before each backward pass", "failed")
                .containsEntry("sees-the-future: use backprop to chart dependencies: only the past", "aborted")
                .containsEntry("not-shuffled: training is shuffled", "passed");
    }

    @Test
    void a_check_that_is_left_out_tells_the_reason() {
        Checkup checkup = Checkup.of(Clouds.Forgetful::new).without("gradients-not-cleared", "an experiment");

        List<DynamicTest> tests = SouschefTests.of(checkup)
                .filter(test -> test.getDisplayName().startsWith("gradients-not-cleared"))
                .toList();

        assertThat(tests).hasSize(1);
        assertThatThrownBy(() -> tests.get(0).getExecutable().execute())
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("left out: an experiment");
    }

    private static String outcome(Executable test) {
        try {
            test.execute();
            return "passed";
        } catch (AssertionFailedError e) {
            return "failed";
        } catch (TestAbortedException e) {
            return "aborted";
        } catch (Throwable e) {
            return e.toString();
        }
    }
}
