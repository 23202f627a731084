package io.souschef.check.skeleton;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Of several inputs of one shape, the names of those that a fresh net takes no notice of: with zeros in their place the outputs are
 * the same to the bit, while another input does change them. One that the loss reads, the next state of a step that is valued, is none of
 * these, nor one of a shape of its own, which may be meant for it; nor one that a step reads: a second view that its answers are compared with,
 * or what comes through a gate that starts shut.
 */
record DeafInputs() implements Probe<List<String>> {
    @Override
    public List<String> measure(Subject subject) {
        List<String> deaf = subject.fresh(program -> {
            try (Batch batch = program.training(0).open(0);
                    NoGrad off = NoGrad.open()) {
                return deaf(program, batch);
            }
        });
        return deaf.stream()
                .filter(name -> Arrays.deepEquals(stepped(subject, name, false), stepped(subject, name, true)))
                .toList();
    }

    /** Weights and gradients after one step, each by itself. */
    private static float[][] stepped(Subject subject, String name, boolean without) {
        return subject.fresh(program -> {
            try (Batch batch = program.training(0).open(0);
                    Batch zeroed = without(name, batch)) {
                program.step(without ? zeroed : batch);
                List<float[]> all = new ArrayList<>();
                program.net().parameters().values().forEach(weight -> {
                    all.add(weight.toFloats());
                    weight.grad().ifPresent(gradient -> all.add(gradient.toFloats()));
                });
                return all.toArray(float[][]::new);
            }
        });
    }

    private static List<String> deaf(TrainingProgram program, Batch batch) {
        program.net().eval();
        List<String> alike = alike(batch);
        if (alike.size() < 2) {
            return List.of();
        }
        float[] outputs = program.forward(batch).toFloats();
        List<String> deaf = new ArrayList<>();
        for (String name : alike) {
            try (Batch without = without(name, batch)) {
                Tensor now = program.forward(without);
                boolean lossReads = program.loss(now, without).item()
                        != program.loss(now, batch).item();
                if (Arrays.equals(outputs, now.toFloats()) && !lossReads) {
                    deaf.add(name);
                }
            }
        }
        return deaf.size() < alike.size() ? deaf : List.of();
    }

    /** The names of those inputs of real numbers that have the shape of the first of them. */
    private static List<String> alike(Batch batch) {
        List<String> real = batch.inputs().entrySet().stream()
                .filter(input -> input.getValue().dtype().isFloat())
                .map(Map.Entry::getKey)
                .toList();
        return real.stream()
                .filter(name -> batch.input(name)
                        .shape()
                        .equals(batch.input(real.get(0)).shape()))
                .toList();
    }

    private static Batch without(String name, Batch batch) {
        return Batch.open("without " + name, () -> {
            Map<String, Tensor> inputs = new LinkedHashMap<>(batch.inputs());
            inputs.computeIfPresent(name, (key, input) -> input.mul(0));
            return new Batch.Content(inputs, batch.target(), batch.ids());
        });
    }
}
