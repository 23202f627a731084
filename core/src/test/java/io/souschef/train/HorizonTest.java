package io.souschef.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HorizonTest {
    @Test
    void steps_alone_never_change() {
        Horizon horizon = Horizon.steps(100);

        assertThat(horizon.replan(10, 1e6)).isFalse();
        assertThat(horizon.steps()).isEqualTo(100);
    }

    @Test
    void a_slow_machine_gets_fewer_steps_and_ends_in_time() {
        assertThat(secondsOf(Horizon.within(10, 1000), done -> 0.05)).isBetween(9.7, 10.3);
    }

    @Test
    void a_machine_that_grows_slower_ends_in_time() {
        assertThat(secondsOf(Horizon.within(10, 1000), done -> done < 300 ? 0.01 : 0.1))
                .isBetween(9.7, 10.3);
    }

    @Test
    void a_fast_machine_keeps_the_plan_or_fills_the_time_as_it_is_told() {
        assertThat(secondsOf(Horizon.within(10, 1000), done -> 0.005)).isBetween(4.99, 5.01);
        assertThat(secondsOf(Horizon.filling(10, 1000, 5000), done -> 0.005)).isBetween(9.7, 10.3);
        assertThat(secondsOf(Horizon.filling(10, 1000, 1500), done -> 0.005))
                .as("no more than 1,500 steps")
                .isBetween(7.4, 7.6);
    }

    @Test
    void a_plan_that_was_cut_for_a_hiccup_is_taken_up_again() {
        Horizon horizon = Horizon.within(10, 1000);

        double seconds = secondsOf(horizon, done -> done > 50 && done < 60 ? 0.2 : 0.005);

        assertThat(seconds).as("1.8 s of hiccup and 991 steps of 5 ms").isBetween(6.6, 6.8);
        assertThat(horizon.steps()).isBetween(980L, 1000L);
    }

    private interface Machine {
        double secondsOfStep(long done);
    }

    /** Walks to the end of the horizon as the loop does. */
    private static double secondsOf(Horizon horizon, Machine machine) {
        double elapsed = 0;
        for (long done = 0; done < horizon.steps(); ) {
            elapsed += machine.secondsOfStep(done);
            horizon.replan(++done, elapsed);
        }
        return elapsed;
    }
}
