package io.souschef.nn;

import io.souschef.tensor.Tensor;
import java.util.List;

/**
 * Each of F numbers as several: itself, and a linear mix of cosines of it, whose frequencies are learned. [N, F] → [N, F · dim]. What
 * a net of smooth functions can hardly learn from a bare number, a step or a peak, it reads off these.
 *
 * <p>Parameters {@code frequency} and {@code phase} [F, waves], {@code weight} [F, waves, dim − 1], {@code bias} [F, 1, dim − 1].
 *
 * @see <a href="https://arxiv.org/abs/2203.05556">Gorishniy, Rubachev and Babenko 2022, section 3.3</a>
 * @see <a href="https://arxiv.org/abs/2407.04491">Holzmüller, Grinsztajn and Steinwart 2024, the embedding "PBLD"</a>
 */
public final class PeriodicEmbedding extends Layer {
    private final int features;
    private final int dim;
    private final Tensor frequency, phase, weight, bias;

    /**
     * @param features F, numbers per example, each of about the size of 1
     * @param waves cosines of each
     * @param dim what each becomes, itself included; 2 or more
     * @param spread deviation of the frequencies at the start, in waves per unit
     */
    public PeriodicEmbedding(int features, int waves, int dim, double spread) {
        this.features = Sizes.positive("PeriodicEmbedding's number of features", features);
        this.dim = 1 + Sizes.positive("PeriodicEmbedding's dimension less one", dim - 1);
        Sizes.positive("PeriodicEmbedding's number of waves", waves);
        double bound = 1 / Math.sqrt(waves);
        frequency = parameter("frequency", Init.normal(2 * Math.PI * spread), features, waves);
        phase = parameter("phase", Init.uniform(-Math.PI, Math.PI), features, waves);
        weight = parameter("weight", Init.uniform(-bound, bound), features, waves, dim - 1);
        bias = parameter("bias", Init.uniform(-bound, bound), features, 1, dim - 1);
    }

    /** Of {@code x}, assigned to it anew. */
    void script(Code code, String name, String x) {
        code.line("number = torch.unsqueeze(%s, 2)", x)
                .line("waves = torch.cos(number * %s + %s)", Code.tensor(name, "frequency"), Code.tensor(name, "phase"))
                .line(
                        "mixed = torch.matmul(torch.transpose(waves, 0, 1), %s) + %s",
                        Code.tensor(name, "weight"), Code.tensor(name, "bias"))
                .line("%s = torch.flatten(torch.cat([number, torch.transpose(mixed, 0, 1)], 2), 1)", x);
    }

    @Override
    public Tensor forward(Tensor x) {
        if (x.dim() != 2 || x.size(1) != features) {
            throw new WrongInput(this, x.shape(), "[N, F] with F = " + features);
        }
        Tensor number = x.unsqueeze(2); // [N, F, 1]
        Tensor waves = number.mul(frequency).add(phase).cos(); // [N, F, waves]
        Tensor mixed = waves.transpose(0, 1).matmul(weight).add(bias).transpose(0, 1); // [N, F, dim − 1]
        worked(weight.numel());
        return Tensor.cat(List.of(number, mixed), 2).reshape(x.size(0), (long) features * dim);
    }
}
