package io.souschef.check.symptoms;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.nn.Layer;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out where a number first stopped being finite: in the inputs, in an operation forwards, in a gradient. By the time a loss is NaN all
 * weights are, so that it is to be asked at weights that were still finite.
 */
final class NotFinite {
    static final String CODE = FiniteNumbers.CODE;

    private static final String NAME = FiniteNumbers.NAME;

    /** Batches that are tried. */
    private static final int BATCHES = 200;

    private NotFinite() {}

    /** Where it comes from, and what to do. */
    record Origin(String place, String fix) {}

    private static final String SMALLER_UPDATES =
            "a smaller rate, a warm-up, or clip the norm of the gradients, after backward() and before step()";

    private static final String GROWN = "grown";

    /** Beyond this a product of two is close to the end of float32, 3e38. */
    private static final double LARGE = 1e15;

    static Finding none(long steps) {
        return Finding.of(NAME, CODE)
                .measured("every loss finite, and every weight at each look, over %,d steps", steps)
                .okIf(true);
    }

    /**
     * @param what was seen: "the loss is NaN at step 12"
     * @param step at which
     */
    static Finding finding(String what, long step, TrainingProgram program, Observer observer) {
        Origin origin;
        try (Scope scope = Scope.open("where it began")) {
            Map<String, Tensor> now = copies(program.net());
            if (!observer.before().isEmpty()) {
                program.net().load(observer.before());
            }
            try {
                origin = origin(program, observer, step);
            } finally {
                program.net().load(now);
            }
        }
        return Finding.of(NAME, CODE)
                .measured("%s", what)
                .expected("finite numbers at every step")
                .cause("%s", origin.place())
                .fix("%s", origin.fix())
                .okIf(false);
    }

    private static Map<String, Tensor> copies(Layer net) {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        net.state().forEach((name, tensor) -> copies.put(name, tensor.copy()));
        return copies;
    }

    /** Goes back to the weights of the last look, and tries the training batches one by one. */
    private static Origin origin(TrainingProgram program, Observer observer, long step) {
        Optional<String> weight = observer.notFinite();
        if (weight.isPresent()) {
            return new Origin(
                    "%s was not finite at the first look".formatted(weight.get()),
                    "look at how it is initialised or loaded");
        }
        Batches batches = program.training(0);
        int tried = Math.min(BATCHES, batches.count());
        for (int b = 0; b < tried; b++) {
            try (Batch batch = batches.open(b)) {
                Optional<Origin> found = origin(program, batch, false, step > 1);
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        String sound =
                "inputs, operations and gradients are finite on %,d batches, in evaluation mode".formatted(tried);
        return step > 1
                ? new Origin(
                        "at the last look before it " + sound + ": it came with the updates since then",
                        SMALLER_UPDATES)
                : new Origin(
                        "before the first update " + sound + ": training mode makes it, or the step itself",
                        "look at what step() does between backward() and the update, and at what differs in training mode");
    }

    /**
     * Where it begins on this batch, if it does.
     *
     * @param training whether in training mode
     * @param updated whether the weights have been trained
     */
    static Optional<Origin> origin(TrainingProgram program, Batch batch, boolean training, boolean updated) {
        return input(batch)
                .or(() -> forwards(program, batch, training, updated))
                .or(() -> backwards(program, batch, training));
    }

    private static Optional<Origin> input(Batch batch) {
        Map<String, Tensor> all = new LinkedHashMap<>(batch.inputs());
        all.put("target", batch.target());
        for (Map.Entry<String, Tensor> entry : all.entrySet()) {
            for (int row = 0; row < batch.size(); row++) {
                if (!entry.getValue().narrow(0, row, 1).allFinite()) {
                    return Optional.of(new Origin(
                            "'%s' of example %d holds NaN or infinity".formatted(entry.getKey(), batch.ids()[row]),
                            "mend or drop the example, or fill in what is missing, before the net sees it"));
                }
            }
        }
        return Optional.empty();
    }

    /** The first operation that makes a number that isn't finite of numbers that are. */
    private static Optional<Origin> forwards(TrainingProgram program, Batch batch, boolean training, boolean updated) {
        String[] operation = {"", ""};
        try (Scope scope = Scope.open("forwards");
                NoGrad off = NoGrad.open()) {
            Observer.inMode(program.net(), training, () -> {
                try (Trace trace = Trace.open(step -> {
                    if (operation[0].isEmpty() && step.operands().stream().anyMatch(NotFinite::grown)) {
                        operation[0] = GROWN;
                        operation[1] = step.operation();
                    }
                    if (operation[0].isEmpty()
                            && !step.result().allFinite()
                            && step.operands().stream().allMatch(Tensor::allFinite)) {
                        operation[0] = "%s, which gives %s"
                                .formatted(step.operation(), step.result().shape());
                    }
                })) {
                    program.loss(program.forward(batch), batch);
                }
            });
        }
        if (operation[0].equals(GROWN)) {
            return Optional.of(
                    updated
                            ? new Origin("the updates have blown the weights up", SMALLER_UPDATES)
                            : new Origin(
                                    "before any update numbers beyond %.0e reach the operation %s"
                                            .formatted(LARGE, operation[1]),
                                    "look at the scale of the inputs and of the fresh weights"));
        }
        return operation[0].isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Origin(
                                "it begins in the operation %s, on the batch of example %d"
                                        .formatted(operation[0], batch.ids()[0]),
                                "keep its operand in range: clamp before log and sqrt, add a small number before dividing, and take logSoftmax for log of softmax"));
    }

    /** Infinity itself is a mask. */
    private static boolean grown(Tensor tensor) {
        if (!tensor.dtype().isFloat() || tensor.numel() == 0) {
            return false;
        }
        double most = tensor.abs().max().item();
        return most > LARGE && Double.isFinite(most);
    }

    /** Parameters whose gradient isn't finite although the loss is. */
    private static Optional<Origin> backwards(TrainingProgram program, Batch batch, boolean training) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        program.net().parameters().forEach((name, parameter) -> {
            if (parameter.requiresGrad()) {
                parameters.put(name, parameter);
            }
        });
        String[] last = {""};
        try (Scope scope = Scope.open("backwards")) {
            Observer.inMode(program.net(), training, () -> {
                List<Optional<Tensor>> gradients =
                        program.loss(program.forward(batch), batch).gradOf(List.copyOf(parameters.values()));
                int i = 0;
                for (String name : parameters.keySet()) {
                    last[0] = gradients.get(i++).filter(g -> !g.allFinite()).isPresent() ? name : last[0];
                }
            });
        }
        return last[0].isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Origin(
                                "the loss of the batch of example %d is finite, the gradient of %s and of what is before it is not"
                                        .formatted(batch.ids()[0], last[0]),
                                "look at the operation after it: sqrt, norm, division and log have no gradient at 0; add a small number inside"));
    }
}
