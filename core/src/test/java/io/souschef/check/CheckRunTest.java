package io.souschef.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CheckRunTest {
    private final Subject nobody = Subject.of(seed -> {
        throw new IllegalStateException("no program of seed " + seed);
    });

    @Test
    void a_check_that_throws_could_not_judge_and_the_others_go_on() {
        Findings findings = CheckRun.of(List.of(
                        check("first", subject -> subject.fresh(program -> sound("first"))),
                        check("second", subject -> sound("second"))))
                .on(nobody);

        assertThat(findings.all()).extracting(Finding::outcome).containsExactly(Outcome.ERROR, Outcome.PASS);
        assertThat(findings.all().get(0).cause())
                .isEqualTo("the program threw IllegalStateException: no program of seed 1337");
        assertThat(findings.unfinished()).containsExactly("first");
        assertThat(findings.errors()).extracting(Finding::code).containsExactly("first");
        assertThat(findings.notApplicable()).isEmpty();
        assertThat(findings.sound()).isFalse();
        assertThat(findings.exitCode()).isEqualTo(3);
    }

    @Test
    void a_check_that_does_not_apply_is_no_reason_to_doubt_the_others() {
        Findings findings = CheckRun.of(List.of(
                        check("first", subject -> {
                            throw new CouldNotJudge("no sequences");
                        }),
                        check("second", subject -> sound("second"))))
                .on(nobody);

        assertThat(findings.unfinished()).isEmpty();
        assertThat(findings.notApplicable()).extracting(Finding::code).containsExactly("first");
        assertThat(findings.sound()).isTrue();
        assertThat(findings.exitCode()).isZero();
    }

    @Test
    void a_check_in_which_the_budget_runs_out_is_left_and_so_are_those_after_it() {
        CountDownLatch never = new CountDownLatch(1);

        Findings findings = CheckRun.of(List.of(
                        check("first", subject -> sound("first")),
                        check("second", subject -> {
                            await(never);
                            return sound("second");
                        }),
                        check("third", subject -> sound("third"))))
                .withBudget(Duration.ofSeconds(1))
                .on(nobody);

        assertThat(findings.all())
                .extracting(Finding::outcome)
                .containsExactly(Outcome.PASS, Outcome.ERROR, Outcome.ERROR);
        assertThat(findings.all())
                .extracting(Finding::cause)
                .containsExactly(
                        "",
                        "not finished: the 1s for all checks were spent",
                        "not run: the 1s for all checks were spent");
        assertThat(findings.unfinished()).containsExactly("second", "third");
        assertThat(findings.seconds()).as("none of the budget is given away").isGreaterThanOrEqualTo(1.0);
    }

    @Test
    void a_check_that_hangs_could_not_judge_and_the_others_go_on() {
        CountDownLatch never = new CountDownLatch(1);

        Findings findings = CheckRun.of(List.of(
                        check("hangs", subject -> {
                            await(never);
                            return sound("hangs");
                        }),
                        check("second", subject -> sound("second"))))
                .withPatience(Duration.ofMillis(50))
                .on(nobody);

        assertThat(findings.all()).extracting(Finding::outcome).containsExactly(Outcome.ERROR, Outcome.PASS);
        assertThat(findings.all().get(0).cause()).startsWith("it took longer than");
        assertThat(findings.unfinished()).containsExactly("hangs");
    }

    @Test
    void who_needs_a_measurement_that_hangs_does_not_wait_for_it() {
        CountDownLatch never = new CountDownLatch(1);
        record Hanging(CountDownLatch never) implements Probe<Integer> {
            @Override
            public Integer measure(Subject subject) {
                while (never.getCount() > 0) {
                    LockSupport.parkNanos(1_000_000); // deaf to interruptions
                }
                return 0;
            }
        }
        Hanging probe = new Hanging(never);

        Findings findings = CheckRun.of(List.of(
                        check("first", subject -> sound("a" + subject.measured(probe))),
                        check("second", subject -> sound("b" + subject.measured(probe))),
                        check("third", subject -> {
                            try {
                                return sound("c" + subject.measured(probe));
                            } catch (RuntimeException refused) {
                                return sound("c without");
                            }
                        })))
                .withPatience(Duration.ofMillis(50))
                .on(nobody);
        never.countDown();

        assertThat(findings.errors())
                .extracting(Finding::cause)
                .containsExactly(
                        "it took longer than 50 ms",
                        "a measurement that it needs was not finished by first",
                        "a measurement that it needs was not finished by first");
    }

    @Test
    void an_interruption_ends_what_is_waited_for_and_is_passed_on() {
        CountDownLatch never = new CountDownLatch(1);
        Thread.currentThread().interrupt();

        Findings findings = CheckRun.of(List.of(check("first", subject -> {
                    await(never);
                    return sound("first");
                })))
                .on(nobody);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(findings.errors()).extracting(Finding::cause).containsExactly("interrupted");
    }

    @Test
    void a_failure_beside_what_could_not_be_judged_counts_more() {
        Findings findings = CheckRun.of(List.of(
                        check("first", subject -> subject.fresh(program -> sound("first"))),
                        check("second", subject -> Finding.of("second", "second")
                                .okIf(false))))
                .on(nobody);

        assertThat(findings.exitCode()).isEqualTo(1);
        assertThat(findings.unclear()).isFalse();
    }

    @Test
    void where_nothing_was_looked_at_nothing_is_sound() {
        Findings none = CheckRun.of(List.of()).on(nobody);

        assertThat(none.sound()).isFalse();
        assertThat(none.exitCode()).isEqualTo(3);
    }

    @Test
    void exits_with_1_when_a_check_failed_and_with_3_when_nothing_could_be_judged() {
        Findings failed = CheckRun.of(List.of(check(
                        "bad", subject -> Finding.of("bad", "bad").measured("1").okIf(false))))
                .on(nobody);
        Findings unknown = CheckRun.of(List.of(check("unsure", subject -> {
                    throw new CouldNotJudge("needs %d classes", 2);
                })))
                .on(nobody);

        assertThat(failed.sound()).isFalse();
        assertThat(unknown.sound()).isFalse();
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(unknown.exitCode()).isEqualTo(3);
        assertThat(unknown.all().get(0).cause()).isEqualTo("needs 2 classes");
    }

    @Test
    void a_measurement_is_taken_once_also_where_it_fails() {
        AtomicInteger taken = new AtomicInteger();
        record Counting(AtomicInteger taken) implements Probe<Integer> {
            @Override
            public Integer measure(Subject subject) {
                if (taken.incrementAndGet() > 0) {
                    throw new CouldNotJudge("no");
                }
                return 0;
            }
        }
        Counting probe = new Counting(taken);

        Findings findings = CheckRun.of(List.of(
                        check("a", subject -> sound("a" + subject.measured(probe))),
                        check("b", subject -> sound("b" + subject.measured(probe)))))
                .on(nobody);

        assertThat(taken).hasValue(1);
        assertThat(findings.all()).extracting(Finding::cause).containsExactly("no", "no");
    }

    private static Finding sound(String code) {
        return Finding.of(code, code).measured("fine").okIf(true);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Check check(String code, Function<Subject, Finding> run) {
        return new Check() {
            @Override
            public String name() {
                return code;
            }

            @Override
            public String code() {
                return code;
            }

            @Override
            public Finding run(Subject subject) {
                return run.apply(subject);
            }
        };
    }
}
