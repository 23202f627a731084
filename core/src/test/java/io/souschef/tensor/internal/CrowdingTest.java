package io.souschef.tensor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CrowdingTest {
    private static final long SECOND = 1_000_000_000L;

    private long waited;
    private final Crowding crowding = new Crowding(() -> OptionalLong.of(waited), 0);

    @Test
    void cores_are_crowded_while_threads_wait_for_them_and_no_longer() {
        waited = 2 * SECOND;
        assertThat(crowding.at(4 * SECOND)).as("waited 0.5 of the time").isTrue();
        waited += SECOND / 2;
        assertThat(crowding.at(8 * SECOND)).as("0.125").isFalse();
        waited += 6 * SECOND;
        assertThat(crowding.at(12 * SECOND))
                .as("1.5: several threads waited at once")
                .isTrue();
    }

    @Test
    void a_virtual_machine_that_compiles_its_own_code_is_no_crowd() {
        waited = 37 * SECOND / 50;

        assertThat(crowding.at(2 * SECOND)).as("waited 0.37 of the time").isFalse();
    }

    @Test
    void what_was_said_holds_until_there_is_time_enough_to_look_again() {
        waited = 2 * SECOND;
        crowding.at(2 * SECOND);

        assertThat(crowding.at(2 * SECOND + Crowding.APART - 1)).isTrue();
        assertThat(crowding.at(2 * SECOND + Crowding.APART)).isFalse();
    }

    @Test
    void a_thread_that_ends_and_takes_its_waiting_with_it_is_no_crowd() {
        waited = 9 * SECOND;
        Crowding busy = new Crowding(() -> OptionalLong.of(waited), 0);
        waited = 0;

        assertThat(busy.at(3 * SECOND)).isFalse();
    }

    @Test
    void a_look_that_fails_is_not_the_last() {
        boolean[] ended = {false};
        Crowding looking = new Crowding(() -> ended[0] ? OptionalLong.empty() : OptionalLong.of(waited), 0);
        ended[0] = true;
        assertThat(looking.at(4 * SECOND)).as("a thread ended under it").isFalse();

        ended[0] = false;
        assertThat(looking.at(8 * SECOND)).as("nothing to compare with").isFalse();
        waited = 4 * SECOND;
        assertThat(looking.at(12 * SECOND)).as("waited all the time").isTrue();
    }

    @Test
    void nothing_is_crowded_where_nobody_keeps_account() {
        assertThat(new Crowding(OptionalLong::empty, 0).at(9 * SECOND)).isFalse();
    }

    @Test
    void linux_keeps_account_of_this_process() {
        assertThat(Crowding.waitingSoFar().isPresent()).isEqualTo(Files.exists(Path.of("/proc/self/schedstat")));
    }
}
