package io.souschef.check.skeleton;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.CheckRun;
import io.souschef.check.Findings;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.Engine;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HealthyTest {
    @ParameterizedTest
    @EnumSource
    void no_check_complains_about_a_healthy_program(Healthy program) {
        Findings findings = CheckRun.of(SkeletonChecks.all()).on(program.from(1));

        Map<String, String> complaints = findings.all().stream()
                .filter(finding -> finding.outcome() != Outcome.PASS && finding.outcome() != Outcome.SKIP)
                .collect(Collectors.toMap(Finding::code, Finding::headline));
        assertThat(complaints).isEmpty();
    }

    @Test
    void every_check_can_judge_an_ordinary_program() {
        Findings findings = CheckRun.of(SkeletonChecks.all()).on(Healthy.CONVNET.from(1));

        assertThat(findings.all()).extracting(Finding::outcome).containsOnly(Outcome.PASS);
    }

    @Test
    void what_cannot_be_judged_is_said_with_the_reason() {
        Findings slow = CheckRun.of(SkeletonChecks.all()).on(Healthy.SMALL_RATE.from(1));

        assertThat(slow.of("cannot-overfit-one-batch").orElseThrow().cause())
                .startsWith("after 600 steps the loss is")
                .endsWith("and still falls: a larger rate, or more patience, would tell");
        assertThat(slow.of("input-ignored").orElseThrow().cause())
                .startsWith("after 300 steps the net has learnt too little to tell");
    }

    @Test
    void the_checks_leave_no_native_memory_behind() {
        try (Scope alive = Scope.open("alive")) {
            Tensor.zeros(1);
            SkeletonChecks.all().forEach(check -> check.run(Healthy.MLP.from(1)));
            long before = Engine.livePointers();

            SkeletonChecks.all().forEach(check -> check.run(Healthy.MLP.from(2)));

            assertThat(before).as("pointers are counted at all").isPositive();
            assertThat(Engine.livePointers()).isEqualTo(before);
        }
    }
}
