package io.souschef.check.wiring;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Charts a fresh net: one forward and one backward pass in training mode, of at most {@value #EXAMPLES} examples. */
public record Wiring() implements Probe<Chart> {
    private static final int EXAMPLES = 32;

    @Override
    public Chart measure(Subject subject) {
        return subject.fresh(program -> {
            try (Batch whole = program.training(0).open(0)) {
                int few = whole.size() > EXAMPLES ? Cut.size(program, whole, EXAMPLES) : whole.size();
                try (Batch batch = Cut.first(whole, few)) {
                    return chart(program, batch);
                }
            }
        });
    }

    private static Chart chart(TrainingProgram program, Batch batch) {
        program.net().train();
        program.net().parameters().values().forEach(Tensor::clearGrad);
        Recorder recorder = new Recorder(program, batch);
        Tensor output;
        try (Trace trace = Trace.open(recorder)) {
            output = program.forward(batch);
        }
        boolean backward = backward(program, output, batch);
        return new Chart(
                recorder.ops(),
                recorder.indexOf(output),
                sizes(output),
                weights(program.net().parameters()),
                classes(program.net()),
                backward);
    }

    private static Map<String, String> classes(Layer net) {
        Map<String, String> classes = new LinkedHashMap<>();
        net.layers().forEach((name, layer) -> classes.put(name, layer.getClass().getSimpleName()));
        return classes;
    }

    private static boolean backward(TrainingProgram program, Tensor output, Batch batch) {
        Tensor loss = program.loss(output, batch);
        if (!loss.requiresGrad()) {
            return false;
        }
        loss.backward();
        return true;
    }

    private static List<Weight> weights(Map<String, Tensor> parameters) {
        List<Weight> weights = new ArrayList<>();
        parameters.forEach((name, tensor) -> weights.add(new Weight(
                name,
                sizes(tensor),
                tensor.requiresGrad(),
                tensor.grad().isPresent(),
                tensor.grad().map(gradient -> gradient.norm().item()).orElse(0.0),
                tensor.detach().norm().item() / Math.sqrt((double) tensor.numel()))));
        return weights;
    }

    static List<Long> sizes(Tensor tensor) {
        return Arrays.stream(tensor.shape().toArray()).boxed().toList();
    }
}
