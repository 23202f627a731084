package io.souschef.nn;

import io.souschef.tensor.Functional;
import io.souschef.tensor.Functional.Recurrence;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Long short-term memory, batch first: [N, T, in] → [N, T, directions · hidden]. Every sequence starts from a state of zeros,
 * unless one is handed over.
 *
 * <p>Parameters have PyTorch's names and its order of the gates (input, forget, cell, output): {@code weight_ih_l0} [4H, in],
 * {@code weight_hh_l0} [4H, H], {@code bias_ih_l0} and {@code bias_hh_l0} [4H], and {@code _reverse} for the way back; all uniform
 * in ± 1 / √H.
 *
 * @see <a href="https://doi.org/10.1162/neco.1997.9.8.1735">Hochreiter and Schmidhuber 1997</a>
 */
public final class Lstm extends Layer {
    /** How large. */
    public record Options(int layers, boolean bidirectional) {
        /** One layer, forwards. */
        public static final Options DEFAULT = new Options(1, false);

        public Options {
            Sizes.positive("Lstm's layers", layers);
        }

        public Options withLayers(int other) {
            return new Options(other, bidirectional);
        }

        public Options inBothDirections() {
            return new Options(layers, true);
        }

        private int directions() {
            return bidirectional ? 2 : 1;
        }
    }

    private final int in, hidden;
    private final Options options;
    private final List<Tensor> weights = new ArrayList<>();

    public Lstm(int in, int hidden) {
        this(in, hidden, Options.DEFAULT);
    }

    public Lstm(int in, int hidden, Options options) {
        this.in = Sizes.positive("Lstm's input", in);
        this.hidden = Sizes.positive("Lstm's hidden size", hidden);
        this.options = options;
        for (int layer = 0; layer < options.layers(); layer++) {
            int width = layer == 0 ? in : hidden * options.directions();
            weights("_l" + layer, width);
            if (options.bidirectional()) {
                weights("_l" + layer + "_reverse", width);
            }
        }
    }

    private void weights(String suffix, int width) {
        double bound = 1 / Math.sqrt(hidden);
        Init init = Init.uniform(-bound, bound);
        weights.add(parameter("weight_ih" + suffix, init, 4L * hidden, width));
        weights.add(parameter("weight_hh" + suffix, init, 4L * hidden, hidden));
        weights.add(parameter("bias_ih" + suffix, init, 4L * hidden));
        weights.add(parameter("bias_hh" + suffix, init, 4L * hidden));
    }

    /** The hidden and the cell state, [layers · directions, N, hidden]. */
    public record State(Tensor hidden, Tensor cell) {
        /** The same numbers, cut off from the sequence they came from: truncated backpropagation through time. */
        public State detach() {
            return new State(hidden.detach(), cell.detach());
        }
    }

    /** The outputs at all times, and the state after the last. */
    public record Output(Tensor sequence, State state) {}

    @Override
    public Tensor forward(Tensor x) {
        return forward(x, zeros(x)).sequence();
    }

    /** Goes on from {@code state}. */
    public Output forward(Tensor x, State state) {
        if (x.dim() != 3 || x.size(2) != in) {
            throw new WrongInput(this, x.shape(), "[N, T, " + in + "]: batch first");
        }
        Recurrence all =
                Functional.lstm(x, state.hidden(), state.cell(), weights, options.layers(), options.bidirectional());
        worked(x.size(1)
                * weights.stream().mapToLong(w -> w.dim() == 2 ? w.numel() : 0).sum());
        return new Output(all.output(), new State(all.hidden(), all.cell()));
    }

    private State zeros(Tensor x) {
        long stacked = (long) options.layers() * options.directions();
        return new State(Tensor.zeros(stacked, x.size(0), hidden), Tensor.zeros(stacked, x.size(0), hidden));
    }
}
