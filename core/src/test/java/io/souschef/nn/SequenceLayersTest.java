package io.souschef.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against PyTorch's numbers; {@code sequence_layers.py} beside this file made them. */
class SequenceLayersTest {
    private static final Offset<Float> CLOSE = Offset.offset(2e-6f);

    private Scope scope = Scope.open("test");

    @BeforeEach
    void open() {
        scope.close();
        scope = Scope.open("test");
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void an_lstm_of_two_layers_in_both_directions_computes_what_pytorchs_does() {
        try (Lstm lstm =
                filled(new Lstm(3, 2, Lstm.Options.DEFAULT.withLayers(2).inBothDirections()))) {
            Tensor x = wave(0.5, 1, 2, 3, 3).requiresGrad(true);

            Lstm.Output out = lstm.forward(x, new Lstm.State(Tensor.zeros(4, 2, 2), Tensor.zeros(4, 2, 2)));
            out.sequence().pow(2).sum().backward();

            assertClose(out.sequence().select(0, 1).select(0, 2), -0.071297f, -0.057183f, -0.025912f, -0.060660f);
            assertClose(
                    out.state().hidden().select(1, 0),
                    -0.186528f,
                    -0.163417f,
                    0.218617f,
                    0.134342f,
                    -0.092996f,
                    -0.061740f,
                    -0.016610f,
                    -0.103250f);
            assertClose(
                    out.state().cell().select(1, 1),
                    -0.178697f,
                    -0.300424f,
                    0.311434f,
                    0.744785f,
                    -0.140102f,
                    -0.100927f,
                    -0.144264f,
                    -0.150746f);
            assertClose(gradient(x).select(0, 0).select(0, 0), 0.004238f, 0.004468f, 0.004093f);
            assertClose(gradient(parameter(lstm, "weight_hh_l1_reverse")).norm(), 0.012529f);
            assertThat(lstm.forward(x).isEqual(out.sequence())).isTrue();
        }
    }

    @Test
    void an_lstm_goes_on_where_it_was_left() {
        try (Lstm lstm = filled(new Lstm(3, 2))) {
            Tensor x = wave(0.5, 1, 2, 6, 3);

            Lstm.Output first =
                    lstm.forward(x.narrow(1, 0, 4), new Lstm.State(Tensor.zeros(1, 2, 2), Tensor.zeros(1, 2, 2)));
            Tensor second =
                    lstm.forward(x.narrow(1, 4, 2), first.state().detach()).sequence();

            assertThat(second.toFloats())
                    .containsExactly(lstm.forward(x).narrow(1, 4, 2).toFloats(), CLOSE);
        }
    }

    @Test
    void an_lstms_state_outlives_the_scope_of_its_batch_where_it_is_kept() {
        try (Lstm lstm = filled(new Lstm(3, 2));
                Shelf shelf = new Shelf("carried")) {
            Tensor hidden, cell;
            float[] before;
            try (Scope batch = Scope.open("batch")) {
                Lstm.State state = lstm.forward(
                                wave(0.5, 1, 2, 6, 3), new Lstm.State(Tensor.zeros(1, 2, 2), Tensor.zeros(1, 2, 2)))
                        .state();
                before = state.hidden().toFloats();
                hidden = batch.keep(state.hidden());
                cell = shelf.keep(state.cell());
            }

            assertThat(hidden.toFloats()).containsExactly(before);
            assertThat(lstm.forward(wave(0.5, 1, 2, 6, 3), new Lstm.State(hidden, cell))
                            .sequence()
                            .shape()
                            .toArray())
                    .containsExactly(2, 6, 2);
        }
    }

    @Test
    void causal_self_attention_computes_what_one_written_out_in_pytorch_does() {
        try (CausalSelfAttention attention = filled(new CausalSelfAttention(4, 2))) {
            Tensor x = wave(0.5, 1, 2, 3, 4).requiresGrad(true);

            Tensor out = attention.forward(x);
            out.pow(2).sum().backward();

            assertClose(out.select(0, 1).select(0, 2), -0.008677f, 0.162802f, -0.076144f, -0.461086f);
            assertClose(gradient(x).select(0, 1).select(0, 0), -0.071853f, -0.026938f, 0.021623f, 0.067257f);
        }
    }

    @Test
    void a_gpt_has_the_logits_the_loss_and_the_gradients_of_one_written_out_in_pytorch() {
        try (Gpt gpt = filled(new Gpt(1, Gpt.Options.of(5, 6, 2, 2, 4)))) {
            Task task = Task.nextToken(5);
            Tensor target = Tensor.of(new long[] {3, 1, 4, -100, 2, 0, 1, 3}, 2, 4);

            Tensor logits = gpt.forward(Tensor.of(new long[] {0, 3, 1, 4, 2, 2, 0, 1}, 2, 4));
            Tensor loss = task.loss(logits, target);
            loss.backward();

            assertClose(logits.select(0, 1).select(0, 3), 0.149516f, 0.208917f, -0.111631f, -0.229160f, 0.070074f);
            assertClose(loss, 1.632993f);
            assertClose(task.lossEach(logits, target), 1.624641f, 1.639256f);
            assertClose(
                    gradient(parameter(gpt, "wte.weight")).select(0, 2), -0.002190f, 0.007385f, 0.012736f, 0.010714f);
            assertClose(gradient(parameter(gpt, "h.1.attn.c_attn.weight")).norm(), 0.003346f);
        }
    }

    /** A derivative along one direction, by central differences of width 2 · 0.01: its error is within one per cent. */
    @Test
    void the_gradients_of_a_gpt_are_those_of_finite_differences() {
        try (Gpt gpt = filled(new Gpt(1, Gpt.Options.of(5, 6, 2, 2, 4).untied()))) {
            Tensor index = Tensor.of(new long[] {0, 3, 1, 4}, 1, 4);
            Tensor weight = parameter(gpt, "h.0.mlp.c_fc.weight");
            Tensor direction = RandomStream.of(1, "direction").normal(0, 1, 16, 4);
            gpt.forward(index).pow(2).sum().backward();

            double slope = gradient(weight).mul(direction).sum().item();
            double measured =
                    (shifted(gpt, index, weight, direction, 0.01) - shifted(gpt, index, weight, direction, -0.01))
                            / 0.02;

            assertThat(measured).isCloseTo(slope, Offset.offset(0.01 * Math.abs(slope)));
        }
    }

    @Test
    void an_evaluation_of_sequences_counts_every_position_once_and_no_ignored_one() {
        Task.NextToken task = (Task.NextToken) Task.nextToken(3);
        Tensor logits = wave(0, 1, 2, 3, 3);
        Tensor target = Tensor.of(new long[] {1, -100, 2, 0, 0, -100}, 2, 3);

        Task.Predictions each = task.predictions(logits, target);

        assertThat(each.example()).containsExactly(0, 0, 1, 1);
        assertThat(each.target().toLongs()).containsExactly(1, 2, 0, 0);
        assertThat(task.lossEach(each.output(), each.target()).mean().item())
                .isCloseTo(task.loss(logits, target).item(), Offset.offset(1e-6));
    }

    @Test
    void says_what_an_lstm_and_a_gpt_take() {
        try (Lstm lstm = new Lstm(3, 2);
                Gpt gpt = new Gpt(1, Gpt.Options.of(5, 6, 1, 1, 4))) {
            assertThatThrownBy(() -> lstm.forward(Tensor.zeros(2, 3)))
                    .hasMessageContaining("Lstm refused its input")
                    .hasMessageContaining("[N, T, 3]: batch first");
            assertThatThrownBy(() -> gpt.forward(Tensor.of(new long[7], 1, 7)))
                    .hasMessageContaining("tokens [N, T], T up to 6");
        }
    }

    private static double shifted(Layer net, Tensor index, Tensor weight, Tensor direction, double by) {
        try (NoGrad off = NoGrad.open()) {
            weight.addInPlace(direction, by);
            double value = net.forward(index).pow(2).sum().item();
            weight.addInPlace(direction, -by);
            return value;
        }
    }

    private static <L extends Layer> L filled(L layer) {
        try (NoGrad off = NoGrad.open()) {
            int p = 0;
            for (Tensor parameter : layer.parameters().values()) {
                parameter.copyInPlace(wave(p++, 0.3, parameter.shape().toArray()));
            }
        }
        return layer;
    }

    private static Tensor wave(double phase, double scale, long... shape) {
        int n = 1;
        for (long size : shape) {
            n *= (int) size;
        }
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (Math.sin(0.37 * i + phase) * scale);
        }
        return Tensor.of(values, shape);
    }

    private static Tensor parameter(Layer layer, String name) {
        return Objects.requireNonNull(
                layer.parameters().get(name), () -> name + " of " + Map.copyOf(layer.parameters()));
    }

    private static Tensor gradient(Tensor tensor) {
        return tensor.grad().orElseThrow();
    }

    private static void assertClose(Tensor measured, float... expected) {
        assertThat(measured.toFloats()).containsExactly(expected, CLOSE);
    }
}
