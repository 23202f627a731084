package io.souschef.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.Engine;
import io.souschef.tensor.Functional;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EquivalenceTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void passes_when_both_do_the_same(long seed) {
        Finding softmax = Equivalence.of(EquivalenceTest::softmaxByLoops, x -> x.softmax(1))
                .on(5, 7)
                .on(1, 3)
                .on(64, 100)
                .withSeed(seed)
                .check();
        Finding product = Equivalence.ofSeveral(
                        EquivalenceTest::productByLoops, in -> in.get(0).matmul(in.get(1)))
                .on(4, 30)
                .and(30, 6)
                .withSeed(seed)
                .check();
        Finding embedding = Equivalence.ofSeveral(
                        in -> stack(LongStream.of(in.get(1).toLongs())
                                .mapToObj(token -> in.get(0).select(0, token))
                                .toList()),
                        in -> Functional.embedding(in.get(0), in.get(1)))
                .on(11, 3)
                .andTokens(11, 8)
                .withSeed(seed)
                .check();

        assertThat(softmax.outcome()).isEqualTo(Outcome.PASS);
        assertThat(softmax.measured())
                .isEqualTo("the same values and gradients on [5, 7], [1, 3], [64, 100], 3 times each");
        assertThat(product.outcome()).isEqualTo(Outcome.PASS);
        assertThat(embedding.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void names_the_first_element_and_the_shapes() {
        Finding finding = different(EquivalenceTest::softmaxByLoops, x -> x.softmax(0));

        assertThat(finding.measured())
                .matches("on \\[5, 7] output \\[0, 0] is 0\\.\\d+ by loops and 0\\.\\d+ vectorised; 35 of 35 differ");
        assertThat(finding.cause()).isEqualTo("they differ everywhere");
        assertThat(finding.check()).isEqualTo("generalize a special case");
    }

    @Test
    void names_a_mean_for_a_sum() {
        Finding finding = different(x -> rows(x, row -> row.mul(2)), x -> x.mul(2.0 / 7));

        assertThat(finding.cause()).isEqualTo("the vectorised one is 1/7 times the other everywhere");
        assertThat(finding.fix()).startsWith("a mean stands for a sum");
    }

    @Test
    void names_exchanged_axes_where_a_view_stands_for_a_permute() {
        Finding finding = different(x -> x.transpose(0, 1), x -> x.reshape(7, 5));

        assertThat(finding.cause()).isEqualTo("the numbers are right and lie as if axes 0 and 1 were exchanged");
        assertThat(finding.fix()).startsWith("a view or reshape stands where a transpose or permute is meant");
    }

    @Test
    void names_another_order() {
        Finding finding = different(x -> x, x -> x.flip(1));

        assertThat(finding.cause()).isEqualTo("the numbers are right and stand in another order");
    }

    @Test
    void names_the_axis_and_the_place() {
        Finding border = different(x -> x, x -> Tensor.cat(List.of(x.narrow(1, 0, 6), Tensor.zeros(5, 1)), 1));
        Finding example = different(
                x -> x,
                x -> Tensor.cat(
                        List.of(x.narrow(0, 0, 2), x.narrow(0, 2, 1).mul(2).add(1), x.narrow(0, 3, 2)), 0));
        Finding some = different(
                x -> x,
                x -> Tensor.cat(
                        List.of(x.narrow(1, 0, 3), x.narrow(1, 3, 4).relu().add(1)), 1));

        assertThat(border.cause()).isEqualTo("they differ only at the last place, 6, of axis 1");
        assertThat(example.cause()).isEqualTo("they differ only at place 2 of axis 0, the examples");
        assertThat(some.cause()).isEqualTo("they differ only at places 3 to 6 of axis 1");
    }

    @Test
    void names_shapes_that_differ() {
        Finding finding = different(x -> x.sum(1), x -> x.sum(0));

        assertThat(finding.measured()).isEqualTo("on [5, 7] output is [5] by loops and [7] vectorised");
        assertThat(finding.fix()).contains("broadcasting");
    }

    @Test
    void sees_gradients_that_are_cut_off_where_the_values_are_equal() {
        Finding finding = different(x -> x.mul(3), x -> x.mul(2).add(x.detach()));
        Finding whole = different(x -> x.mul(3), x -> x.detach().mul(3));

        assertThat(finding.measured()).startsWith("on [5, 7] gradient at the input [0, 0] is ");
        assertThat(finding.cause()).isEqualTo("the vectorised one is 0.6667 times the other everywhere");
        assertThat(whole.cause()).isEqualTo("the vectorised one is zero");
        assertThat(whole.fix()).contains("detach");
    }

    @Test
    void sees_what_happens_at_a_size_of_one_alone() {
        UnaryOperator<Tensor> squeezing = x -> x.size(0) == 1 ? x.reshape(x.size(1)) : x;

        assertThat(Equivalence.of(x -> x, squeezing).on(5, 7).check().outcome()).isEqualTo(Outcome.PASS);
        assertThat(Equivalence.of(x -> x, squeezing).on(5, 7).on(1, 7).check().measured())
                .isEqualTo("on [1, 7] output is [1, 7] by loops and [7] vectorised");
    }

    @Test
    void takes_not_a_number_for_a_difference_unless_both_have_it() {
        assertThat(different(x -> x, x -> x.div(x.sub(x))).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(Equivalence.of(x -> x.sub(x).div(x.sub(x)), x -> x.sub(x).div(x.sub(x)))
                        .on(2, 2)
                        .check()
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void asks_for_a_shape() {
        assertThatThrownBy(() -> Equivalence.of(x -> x, x -> x).check())
                .hasMessage("no shape to try them on: Equivalence.of(…).on(5, 7)");
        assertThatThrownBy(() -> Equivalence.of(x -> x, x -> x).and(3))
                .hasMessage("and(shape) adds an input to on(shape), which comes first");
    }

    @Test
    void leaves_no_native_memory_behind() {
        try (Scope alive = Scope.open("alive")) {
            Tensor.zeros(1);
            different(EquivalenceTest::softmaxByLoops, x -> x.softmax(0));
            long before = Engine.livePointers();

            different(EquivalenceTest::softmaxByLoops, x -> x.softmax(0));

            assertThat(Engine.livePointers()).isEqualTo(before);
        }
    }

    private static Finding different(UnaryOperator<Tensor> loopy, UnaryOperator<Tensor> vectorised) {
        Finding finding = Equivalence.of(loopy, vectorised).on(5, 7).check();
        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        return finding;
    }

    /** Row by row: exp(x) / sum of exp(x). [N, K] → [N, K]. */
    private static Tensor softmaxByLoops(Tensor x) {
        return rows(x, row -> row.exp().div(row.exp().sum()));
    }

    private static Tensor rows(Tensor x, UnaryOperator<Tensor> each) {
        return stack(LongStream.range(0, x.size(0))
                .mapToObj(i -> each.apply(x.select(0, i)))
                .toList());
    }

    private static Tensor stack(List<Tensor> rows) {
        return Tensor.stack(rows, 0);
    }

    private static Tensor productByLoops(List<Tensor> in) {
        List<Tensor> rows = new ArrayList<>();
        for (long i = 0; i < in.get(0).size(0); i++) {
            List<Tensor> row = new ArrayList<>();
            for (long j = 0; j < in.get(1).size(1); j++) {
                row.add(in.get(0).select(0, i).mul(in.get(1).select(1, j)).sum());
            }
            rows.add(stack(row));
        }
        return stack(rows);
    }
}
