package io.souschef.check.wiring;

import io.souschef.check.wiring.Source.Kind;
import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Writes down operations as they are done, as Java data. */
final class Recorder implements Consumer<Trace.Step> {
    private static final double SAME_FACTOR = 1e-4;
    private static final Set<String> MULTIPLYING = Set.of("linear", "conv2d", "matmul");

    private final IdentityHashMap<Tensor, Source> known = new IdentityHashMap<>();
    private final IdentityHashMap<Tensor, Integer> made = new IdentityHashMap<>();
    private final List<Tensor> strays = new ArrayList<>();
    private final List<Op> ops = new ArrayList<>();

    Recorder(TrainingProgram program, Batch batch) {
        program.net().buffers().forEach((name, tensor) -> know(Kind.BUFFER, name, tensor));
        program.net().parameters().forEach((name, tensor) -> know(Kind.PARAMETER, name, tensor));
        batch.inputs().forEach((name, tensor) -> know(Kind.INPUT, name, tensor));
        know(Kind.TARGET, "target", batch.target());
    }

    private void know(Kind kind, String name, Tensor tensor) {
        known.put(tensor, new Source(kind, name, -1, Wiring.sizes(tensor)));
    }

    List<Op> ops() {
        return ops;
    }

    int indexOf(Tensor tensor) {
        return made.getOrDefault(tensor, -1);
    }

    @Override
    public void accept(Trace.Step step) {
        List<Source> sources = new ArrayList<>();
        if (step.operation().endsWith("InPlace")) {
            sources.add(source(step.result()));
        }
        step.operands().forEach(operand -> sources.add(source(operand)));
        if (sources.stream().allMatch(source -> source.kind() == Kind.CONSTANT)) {
            return; // masks, positions: what doesn't depend on the input, the weights or the state
        }
        int index = ops.size();
        try (Scope scope = Scope.open("chart");
                NoGrad off = NoGrad.open()) {
            ops.add(new Op(
                    index,
                    step.operation(),
                    sources,
                    Wiring.sizes(step.result()),
                    step.recorded(),
                    numbers(step.result()),
                    inputRms(step),
                    factor(step)));
        }
        made.put(step.result(), index);
    }

    private Source source(Tensor tensor) {
        Integer op = made.get(tensor);
        if (op != null) {
            return new Source(Kind.RESULT, "", op, Wiring.sizes(tensor));
        }
        Source source = known.get(tensor);
        if (source != null) {
            return source;
        }
        if (tensor.requiresGrad() && tensor.isLeaf()) {
            strays.add(tensor);
            know(Kind.STRAY, "leaf " + strays.size(), tensor);
            return source(tensor);
        }
        return new Source(Kind.CONSTANT, "", -1, Wiring.sizes(tensor));
    }

    private static double inputRms(Trace.Step step) {
        if (!MULTIPLYING.contains(step.operation())) {
            return Double.NaN;
        }
        Tensor x = step.operands().get(0).detach().to(DType.FLOAT32);
        return x.norm().item() / Math.sqrt((double) x.numel());
    }

    private static Op.Numbers numbers(Tensor result) {
        if (result.numel() == 0) {
            return new Op.Numbers(0, 0, 0, 0, 0);
        }
        Tensor x = result.detach().to(DType.FLOAT32).reshape(-1);
        return new Op.Numbers(
                x.eq(0).to(DType.FLOAT32).mean().item(),
                x.mean().item(),
                Math.sqrt(x.var(0).item()),
                x.min().item(),
                x.max().item());
    }

    /** The number by which the first operand was multiplied, if it was one for all elements. */
    private static double factor(Trace.Step step) {
        if (!step.operation().equals("mul") && !step.operation().equals("div")) {
            return Double.NaN;
        }
        Tensor x = step.operands().get(0).detach();
        Tensor y = step.result().detach();
        if (!x.shape().equals(y.shape())) {
            return Double.NaN;
        }
        double square = x.mul(x).sum().item();
        double factor = x.mul(y).sum().item() / square;
        double rest = y.sub(x.mul(factor)).norm().item();
        return rest <= SAME_FACTOR * y.norm().item() ? factor : Double.NaN;
    }
}
