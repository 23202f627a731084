package io.souschef.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ScopeTest {
    @Test
    void refuses_a_tensor_outside_every_scope() {
        assertThatThrownBy(() -> Tensor.zeros(2))
                .isInstanceOf(NoOpenScope.class)
                .hasMessage("""
                no scope is open on thread '%s', so nothing would free this tensor
                  expected  a tensor to be made inside a Scope or a Batch
                  fix       try (Scope scope = Scope.open("my work")) { ... }""".formatted(Thread.currentThread().getName()));
    }

    @Test
    void names_shape_and_scope_of_a_freed_tensor() {
        Tensor x;
        try (Scope scope = Scope.open("step 12")) {
            x = Tensor.zeros(64, 10);
        }

        try (Scope scope = Scope.open("later")) {
            assertThatThrownBy(() -> x.add(1))
                    .isInstanceOf(FreedTensor.class)
                    .hasMessageStartingWith("tensor [64, 10] was freed when scope 'step 12' closed");
        }
        assertThat(x).hasToString("tensor [64, 10] (freed with scope 'step 12')");
    }

    @Test
    void closes_the_scopes_left_open_inside_it() {
        Tensor inside;
        try (Scope outer = Scope.open("outer")) {
            Scope forgotten = Scope.open("forgotten");
            inside = Tensor.ones(3);
            assertThat(forgotten.isOpen()).isTrue();
        }

        assertThat(inside.isFreed()).isTrue();
        assertThat(Scope.current()).isEmpty();
    }

    @Test
    void hands_a_kept_tensor_to_the_enclosing_scope() {
        try (Scope outer = Scope.open("outer")) {
            Tensor kept;
            try (Scope inner = Scope.open("inner")) {
                kept = inner.keep(Tensor.full(7, 2));
            }

            assertThat(kept.toFloats()).containsExactly(7, 7);
        }
    }

    @Test
    void a_tensor_from_a_call_with_several_results_lives_and_dies_like_any_other() {
        try (Scope outer = Scope.open("outer");
                Shelf shelf = new Shelf("shelf")) {
            Tensor gone, largest, places, gradient;
            try (Scope inner = Scope.open("inner")) {
                List<Tensor> top = Tensor.of(new float[] {1, 3, 2}, 3).topk(2);
                gone = Tensor.ones(3).topk(1).get(0);
                largest = inner.keep(top.get(0));
                places = shelf.keep(top.get(1));
                Tensor x = Tensor.full(2, 1).requiresGrad(true);
                gradient = inner.keep(x.mul(x).sum().gradOf(List.of(x)).get(0).orElseThrow());
            }

            assertThat(gone.isFreed()).isTrue();
            assertThat(largest.toFloats()).containsExactly(3, 2);
            assertThat(places.toLongs()).containsExactly(1, 2);
            assertThat(gradient.toFloats()).containsExactly(4);
        }
    }

    @Test
    void a_gradient_that_was_taken_stays_when_its_parameter_forgets_it_and_goes_with_its_scope() {
        try (Scope outer = Scope.open("outer")) {
            Tensor weight = Tensor.full(2, 1).requiresGrad(true);
            Tensor gradient;
            try (Scope inner = Scope.open("inner")) {
                weight.mul(weight).sum().backward();
                gradient = weight.grad().orElseThrow();
                gradient.mulInPlace(10);
                assertThat(weight.grad().orElseThrow().toFloats()).containsExactly(40);

                weight.clearGrad();
                weight.sum().backward();

                assertThat(gradient.toFloats()).containsExactly(40);
                assertThat(weight.grad().orElseThrow().toFloats()).containsExactly(1);
            }

            assertThat(gradient.isFreed()).isTrue();
        }
    }

    @Test
    void refuses_to_be_closed_or_used_by_another_thread() throws InterruptedException {
        AtomicReference<Throwable> closing = new AtomicReference<>();
        AtomicReference<Throwable> using = new AtomicReference<>();
        try (Scope scope = Scope.open("mine")) {
            Tensor x = Tensor.zeros(2);
            Thread other = new Thread(
                    () -> {
                        closing.set(org.assertj.core.api.Assertions.catchThrowable(scope::close));
                        using.set(org.assertj.core.api.Assertions.catchThrowable(() -> x.add(1)));
                    },
                    "other");
            other.start();
            other.join();
        }

        assertThat(closing.get()).isInstanceOf(WrongThread.class).hasMessageContaining("a use of it by thread 'other'");
        assertThat(using.get()).isInstanceOf(WrongThread.class).hasMessageContaining("scope 'mine' belongs to thread");
    }

    @Test
    void a_shelf_outlives_every_scope_until_it_closes() {
        Tensor weight;
        Shelf shelf = new Shelf("net");
        try (Scope scope = Scope.open("making")) {
            weight = shelf.keep(Tensor.full(3, 2));
        }

        assertThat(weight.toFloats()).containsExactly(3, 3);
        shelf.close();

        assertThat(weight.isFreed()).isTrue();
    }

    @Test
    void a_forgotten_no_grad_ends_with_its_scope() {
        try (Scope scope = Scope.open("evaluation")) {
            NoGrad.open();
            assertThat(Tensor.ones(1).requiresGrad(true).mul(2).requiresGrad()).isFalse();
        }

        try (Scope scope = Scope.open("training")) {
            assertThat(Tensor.ones(1).requiresGrad(true).mul(2).requiresGrad()).isTrue();
        }
    }

    @Test
    void gains_no_pointer_from_one_round_of_work_to_the_next() {
        try (Scope alive = Scope.open("alive")) {
            Tensor.zeros(1);
            work();
            long before = Engine.livePointers();

            for (int i = 0; i < 50; i++) {
                work();
            }

            assertThat(before).as("pointers are counted at all").isPositive();
            assertThat(Engine.livePointers()).isEqualTo(before);
        }
    }

    private static void work() {
        try (Scope scope = Scope.open("work")) {
            Tensor w = RandomStream.of(1, "w").normal(0, 1, 8, 4).requiresGrad(true);
            Tensor loss = Losses.crossEntropy(Tensor.ones(3, 8).matmul(w).relu(), Tensor.of(new long[] {0, 1, 2}, 3));
            loss.backward();
            w.grad().orElseThrow().mulInPlace(2);
            assertThat(loss.item()).isFinite();
            assertThat(w.topk(2).get(1).toLongs()).hasSize(16);
            w.clearGrad();
        }
    }
}
