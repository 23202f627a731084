package io.souschef.junit;

import static io.souschef.junit.TrainingAssert.assertThatTraining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.check.Catalogue;
import io.souschef.check.Checkup;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class SouschefTestsTest {
    @TestFactory
    Stream<DynamicTest> a_sound_training_follows_the_recipe() {
        return SouschefTests.of(Clouds::new);
    }

    @Test
    void every_check_is_a_test_and_the_one_that_names_the_bug_fails() {
        Map<String, String> outcomes = SouschefTests.of(Clouds.Forgetful::new)
                .collect(Collectors.toMap(DynamicTest::getDisplayName, test -> outcome(test.getExecutable())));

        assertThat(outcomes).hasSize(Catalogue.all().size());
        assertThat(outcomes.entrySet().stream()
                        .filter(entry -> entry.getValue().equals("failed"))
                        .map(Map.Entry::getKey))
                .containsExactly("gradients-not-cleared: gradients are cleared before each backward pass");
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
                .givesLogitsToItsLoss()
                .isReproducible();
    }

    @Test
    void what_can_not_be_judged_does_not_hold() {
        assertThatThrownBy(() -> assertThatTraining(Clouds::new).seesOnlyThePast())
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("skip");
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
