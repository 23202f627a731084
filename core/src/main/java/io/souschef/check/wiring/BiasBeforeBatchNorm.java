package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;

/**
 * BatchNorm subtracts the mean, and with it any bias of the layer before: such a bias gets no gradient but rounding, and is never
 * trained. It does no harm beyond its own waste, so this is a warning.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">use backprop to chart dependencies</a>
 */
public final class BiasBeforeBatchNorm implements Check {
    /**
     * The gradient of such a bias is at most 1.8e-5 of that of its weight, over 40 seeds of the gallery's nets with BatchNorm.
     */
    private static final double NOTHING = 1e-4;

    @Override
    public String name() {
        return "no bias before BatchNorm";
    }

    @Override
    public String code() {
        return "bias-before-batch-norm";
    }

    @Override
    public Finding run(Subject subject) {
        Chart chart = subject.measured(new Wiring());
        List<Op> norms = chart.ops().stream().filter(op -> op.is("batchNorm")).toList();
        if (norms.isEmpty()) {
            throw new CouldNotJudge("the net has no BatchNorm");
        }
        List<String> useless = norms.stream()
                .flatMap(norm -> chart.before(norm, chart::isShaping).stream())
                .filter(Op::multiplies)
                .flatMap(layer -> bias(chart, layer).stream())
                .toList();
        return finding()
                .measured(
                        "%d biases stand before a BatchNorm and get no gradient%s",
                        useless.size(), useless.isEmpty() ? "" : ": " + Names.of(useless))
                .expected("no bias in a layer that BatchNorm follows, it has one of its own")
                .cause(useless.isEmpty() ? "" : "BatchNorm subtracts the bias again")
                .fix("make the layer without: new Linear(in, out, false), Conv2d.Options.DEFAULT.withoutBias()")
                .warnIf(!useless.isEmpty());
    }

    private static List<String> bias(Chart chart, Op layer) {
        double weight = layer.weight()
                .flatMap(source -> chart.weight(source.name()))
                .map(Weight::gradient)
                .orElse(0.0);
        return layer.sources().stream()
                .filter(source -> source.isParameter() && source.shape().size() == 1)
                .flatMap(source -> chart.weight(source.name()).stream())
                .filter(bias -> bias.reached() && bias.gradient() <= NOTHING * weight)
                .map(Weight::name)
                .toList();
    }
}
