package io.souschef.check.trace;

import io.souschef.data.Batch;
import io.souschef.nn.Layer;
import io.souschef.tensor.Engine;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.internal.Autograd;
import io.souschef.train.TrainingProgram;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/** Whatever a check could have changed and that outlives it, each by its hash, so that a difference has a name. */
record World(Map<String, Object> facts) {
    /** May get fewer: a few are made once, outside of any scope, and collected as Java's garbage is. */
    private static final String LIVE = "live native objects";

    /** How it is now, for programs of this kind. */
    static World now(Traced.Kind kind) {
        Map<String, Object> facts = new LinkedHashMap<>();
        engine(facts);
        facts.put("programs that nobody closed", Traced.OPEN.get());
        facts.put(
                "checkpoints that nobody deleted",
                Traced.SAVED.stream().filter(Files::exists).toList());
        facts.put("locale", Locale.getDefault());
        facts.put("time zone", TimeZone.getDefault().getID());
        try (TrainingProgram program = kind.of(1337)) {
            fresh(program, facts);
            trained(program, facts);
        } catch (RuntimeException e) {
            facts.put("a program made afterwards", e.toString());
        }
        return new World(facts);
    }

    /** What is another in {@code after}, before and after. */
    Map<String, String> differences(World after) {
        Map<String, String> all = new LinkedHashMap<>();
        facts.forEach((name, value) -> {
            Object now = after.facts.get(name);
            boolean collected = name.equals(LIVE) && now instanceof Long n && n < (Long) value;
            if (!value.equals(now) && !collected) {
                all.put(name, value + " became " + now);
            }
        });
        return all;
    }

    private static void engine(Map<String, Object> facts) {
        facts.put("threads", Engine.threads());
        facts.put("threads of matrix products", Engine.blas());
        facts.put("gradients recorded", Autograd.enabled());
        try (PointerScope scope = new PointerScope()) {
            facts.put("deterministic algorithms", torch.globalContext().deterministicAlgorithms());
            facts.put("state of libtorch's own random numbers", randomState());
        }
        facts.put("scope open on this thread", Scope.current().map(Scope::name).orElse("none"));
        facts.put(LIVE, Engine.livePointers());
    }

    private static int randomState() {
        org.bytedeco.pytorch.Tensor state = torch.getDefaultCPUGenerator().get_state();
        byte[] bytes = new byte[(int) state.numel()];
        state.data_ptr_byte().get(bytes);
        return Arrays.hashCode(bytes);
    }

    private static void trained(TrainingProgram program, Map<String, Object> facts) {
        List<Double> losses = new ArrayList<>();
        for (int step = 0; step < 3; step++) {
            try (Batch batch = program.training(0).open(step)) {
                losses.add(program.step(batch));
            }
        }
        facts.put("three steps: losses", losses);
        net(program, "three steps: ", facts);
        facts.put("three steps: evaluation", program.evaluate().loss());
    }

    private static void fresh(TrainingProgram program, Map<String, Object> facts) {
        net(program, "fresh: ", facts);
        for (int epoch = 0; epoch < 2; epoch++) {
            try (Batch batch = program.training(epoch).open(0)) {
                facts.put("batch 0 of epoch " + epoch, batch(batch));
            }
        }
        try (Batch batch = program.evaluation().open(0)) {
            facts.put("batch 0 of evaluation", batch(batch));
        }
    }

    private static Object batch(Batch batch) {
        return List.of(
                hash(batch.input()),
                hash(batch.target()),
                Arrays.hashCode(batch.ids()),
                batch.input().grad().isPresent());
    }

    private static void net(TrainingProgram program, String when, Map<String, Object> facts) {
        try (Scope scope = Scope.open("hashes")) {
            facts.put(when + "parameters", hashes(program.net().parameters()));
            facts.put(when + "buffers", hashes(program.net().buffers()));
            facts.put(when + "gradients", gradients(program));
            facts.put(
                    when + "optimiser",
                    program.optimizer()
                            .map(o -> o.steps() + " steps, " + hashes(o.state()))
                            .orElse("none"));
        }
        List<Boolean> modes = new ArrayList<>();
        for (Layer layer : program.net().layers().values()) {
            modes.add(layer.isTraining());
        }
        facts.put(when + "modes", modes);
        facts.put(when + "random draws", program.net().drawsByLayer());
    }

    private static Object gradients(TrainingProgram program) {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        program.net()
                .parameters()
                .forEach((name, parameter) -> parameter.grad().ifPresent(gradient -> gradients.put(name, gradient)));
        return hashes(gradients);
    }

    private static int hashes(Map<String, Tensor> tensors) {
        int hash = 0;
        for (Map.Entry<String, Tensor> one : tensors.entrySet()) {
            hash = Objects.hash(hash, one.getKey(), hash(one.getValue()));
        }
        return hash;
    }

    private static int hash(Tensor tensor) {
        return Arrays.hashCode(tensor.detach().toDoubles());
    }
}
