package io.souschef.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.nn.Lstm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {
    private final List<Trace.Step> seen = new ArrayList<>();

    @Test
    void tells_of_operations_in_order_also_in_scopes_inside_and_of_none_after_it_closed() {
        try (Scope scope = Scope.open("test")) {
            Tensor x = Tensor.ones(2, 3);
            try (Trace trace = Trace.open(seen::add);
                    Scope inner = Scope.open("inner")) {
                x.relu().reshape(3, 2).addInPlace(1);
            }
            x.relu();
        }

        assertThat(seen).extracting(Trace.Step::operation).containsExactly("relu", "reshape to [3, 2]", "addInPlace");
    }

    @Test
    void tells_what_came_from_what_and_whether_gradients_were_recorded() {
        try (Scope scope = Scope.open("test");
                Trace trace = Trace.open(seen::add)) {
            Tensor x = Tensor.ones(2, 3);
            Tensor sum = x.add(Tensor.ones(3));
            try (NoGrad off = NoGrad.open()) {
                sum.exp();
            }

            assertThat(seen.get(0).operands()).first().isSameAs(x);
            assertThat(seen.get(0).result()).isSameAs(sum);
            assertThat(seen.get(1).operands()).containsExactly(sum);
            assertThat(seen).extracting(Trace.Step::recorded).containsExactly(true, false);
        }
    }

    @Test
    void tells_of_each_result_of_an_lstm_and_of_nothing_that_the_listener_does() {
        try (Scope scope = Scope.open("test");
                Lstm lstm = new Lstm(3, 2);
                Trace trace = Trace.open(step -> {
                    step.result().mean();
                    seen.add(step);
                })) {
            lstm.initialize(1);
            seen.clear();
            lstm.forward(Tensor.ones(2, 4, 3));

            assertThat(seen).extracting(Trace.Step::operation).containsExactly("lstm", "lstm", "lstm");
            assertThat(seen.get(0).operands()).hasSize(3 + 4);
        }
    }

    @Test
    void an_outer_trace_goes_on_after_an_inner_one() {
        List<Trace.Step> inside = new ArrayList<>();
        try (Scope scope = Scope.open("test");
                Trace outer = Trace.open(seen::add)) {
            Tensor x = Tensor.ones(1);
            try (Trace inner = Trace.open(inside::add)) {
                x.exp();
            }
            x.log();
        }

        assertThat(inside).extracting(Trace.Step::operation).containsExactly("exp");
        assertThat(seen).extracting(Trace.Step::operation).containsExactly("log");
    }
}
