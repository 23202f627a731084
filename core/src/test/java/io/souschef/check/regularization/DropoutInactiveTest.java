package io.souschef.check.regularization;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** A net with or without dropout, of an author who declares one or doesn't. */
class DropoutInactiveTest {
    private static Finding found(Check check, double rate, Declared declared) {
        return Fed.found(
                check,
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.classification(2),
                                new Mlp(seed, rate, 5, 24, 2),
                                (row, epoch, slot) -> Fed.features(row, 5),
                                (row, epoch, slot) -> new float[] {row % 2}) {
                            @Override
                            public Declared declares() {
                                return declared;
                            }
                        }));
    }

    @Test
    void says_which_check_tells_of_a_dropout_that_is_declared_and_not_there() {
        Declared declared = Declared.nothing().withDropout(0.4);
        Finding finding = found(new DropoutInactive(), 0, declared);

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).endsWith(": regularization-missing tells of what is declared");
        assertThat(found(new RegularizationMissing(), 0, declared).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void has_nothing_to_say_where_no_dropout_is_meant() {
        Finding finding = found(new DropoutInactive(), 0, Declared.nothing());

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).endsWith("no dropout layer with a rate above zero");
    }

    @Test
    void passes_where_it_drops() {
        assertThat(found(new DropoutInactive(), 0.4, Declared.nothing().withDropout(0.4))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }
}
