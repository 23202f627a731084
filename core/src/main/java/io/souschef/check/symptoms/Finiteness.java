package io.souschef.check.symptoms;

import io.souschef.check.Portion;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Glance;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Where the first number of a program is that isn't finite: fresh, in evaluation and in training, and over its first steps. */
public record Finiteness() implements Probe<Finiteness.Measured> {
    /** The first steps, as {@code training-loss-rises} takes them. */
    private static final int BATCHES = 4, PASSES = 8;

    /** Evaluation batches that a fresh net is asked for. */
    private static final int ASKED = 2;

    /** Losses before it that are told. */
    private static final int TOLD = 3;

    /**
     * @param what was seen, with the step; empty where all was finite
     * @param place where it begins
     * @param fix what to do there
     * @param fromTheStart whether no update was needed, or the first one
     * @param steps that were made
     */
    public record Measured(String what, String place, String fix, boolean fromTheStart, int steps) {
        /** Of a program that can't be asked. */
        public static final Measured UNKNOWN = new Measured("could not be measured", "", "", false, 0);

        public boolean sound() {
            return what.isEmpty();
        }

        private static Measured fresh(String what, NotFinite.Origin origin) {
            return new Measured(what, origin.place(), origin.fix(), true, 0);
        }
    }

    @Override
    public Measured measure(Subject subject) {
        List<RuntimeException> thrown = new ArrayList<>();
        Optional<Measured> found = unlessThrown(() -> subject.fresh(Finiteness::evaluated), thrown)
                .or(() -> unlessThrown(() -> subject.fresh(Finiteness::inTraining), thrown))
                .or(() -> unlessThrown(() -> Optional.of(subject.fresh(program -> stepped(subject, program))), thrown));
        boolean known = found.isPresent() && (thrown.isEmpty() || !found.get().sound());
        if (!known) {
            throw thrown.get(0);
        }
        return found.get();
    }

    /** A way that can't be gone says nothing of the others. */
    private static Optional<Measured> unlessThrown(Supplier<Optional<Measured>> way, List<RuntimeException> thrown) {
        try {
            return way.get();
        } catch (RuntimeException why) {
            thrown.add(why);
            return Optional.empty();
        }
    }

    private static Optional<Measured> evaluated(TrainingProgram program) {
        Map<String, Tensor> trained = new LinkedHashMap<>(program.net().parameters());
        trained.values().removeIf(parameter -> !parameter.requiresGrad()); // a mask may be kept as one, frozen
        Optional<String> parameter = Observer.notFinite(trained);
        if (parameter.isPresent()) {
            return Optional.of(Measured.fresh(
                    "the parameter '%s' of a fresh net is not finite".formatted(parameter.get()),
                    new NotFinite.Origin("it is made so", "look at how it is initialised or loaded")));
        }
        Batches batches = program.evaluation();
        for (int b = 0; b < Math.min(ASKED, batches.count()); b++) {
            try (Batch batch = batches.open(b)) {
                double loss = taskLoss(program, batch);
                if (!Double.isFinite(loss)) {
                    String what = "in evaluation mode the loss of a fresh net is %s, on batch %d of evaluation()"
                            .formatted(loss, b);
                    return Optional.of(Measured.fresh(what, origin(program, batch, false, "forward()")));
                }
            }
        }
        return evaluation(program, "of a fresh net").map(what -> Measured.fresh(what, ofEvaluation()));
    }

    /** The task's loss, unless the program's own is finite, which may leave out what is missing; where that takes no such outputs, whether they are finite. */
    private static double taskLoss(TrainingProgram program, Batch batch) {
        double[] loss = {0};
        Observer.inMode(program.net(), false, () -> {
            try (Scope scope = Scope.open("evaluation");
                    NoGrad off = NoGrad.open()) {
                Tensor output = program.forward(batch);
                try {
                    boolean known = batch.target().allFinite(); // what isn't, the program's own loss may leave out
                    Tensor of = known ? program.task().loss(output, batch.target()) : program.loss(output, batch);
                    loss[0] = of.item();
                } catch (RuntimeException ofAnotherShape) {
                    loss[0] = output.allBelowInfinity() ? 0 : output.sum().item();
                }
                if (!Double.isFinite(loss[0]) && output.allFinite() && ownIsFinite(program, output, batch)) {
                    loss[0] = 0;
                }
            }
        });
        return loss[0];
    }

    private static boolean ownIsFinite(TrainingProgram program, Tensor output, Batch batch) {
        try {
            return program.loss(output, batch).allFinite();
        } catch (RuntimeException refused) {
            return false;
        }
    }

    /** What his evaluation gives of a few batches; one that throws gives nothing, and who needs it will say so. */
    private static Optional<String> evaluation(TrainingProgram program, String when) {
        try (Glance glance = Glance.open()) {
            Evaluation evaluation = program.evaluate();
            if (!Arrays.stream(evaluation.losses()).allMatch(Double::isFinite)) {
                return Optional.of("evaluate() %s gives a loss of %s".formatted(when, evaluation.loss()));
            }
            return holdsNan(evaluation.outputs())
                    ? Optional.of("evaluate() %s gives outputs that are NaN".formatted(when))
                    : Optional.empty();
        } catch (RuntimeException refused) {
            return Optional.empty();
        }
    }

    /** Infinite ones may be what the loss leaves out. */
    private static boolean holdsNan(float[] outputs) {
        for (float output : outputs) {
            if (Float.isNaN(output)) {
                return true;
            }
        }
        return false;
    }

    private static NotFinite.Origin ofEvaluation() {
        return new NotFinite.Origin(
                "forward() gives finite numbers on the first batches of evaluation()",
                "look at what evaluate() does beside it, and at the batches after them");
    }

    private static Optional<Measured> inTraining(TrainingProgram program) {
        Batches batches = program.training(0);
        if (batches.count() == 0) {
            return Optional.empty();
        }
        try (Batch batch = batches.open(0)) {
            program.net().train();
            double loss;
            try (Scope scope = Scope.open("training")) {
                Tensor value = program.loss(program.forward(batch), batch);
                loss = value.allFinite() ? 0 : value.mean().item();
            }
            return Double.isFinite(loss)
                    ? Optional.empty()
                    : Optional.of(Measured.fresh(
                            "in training mode the loss of a fresh net is %s, on batch 0 of training(0)".formatted(loss),
                            origin(program, batch, true, "loss()")));
        }
    }

    private static NotFinite.Origin origin(TrainingProgram program, Batch batch, boolean training, String last) {
        return NotFinite.origin(program, batch, training, false)
                .orElseGet(() -> new NotFinite.Origin(
                        "it begins in %s, in what no operation on finite numbers shows".formatted(last),
                        "look at each number that goes into " + last));
    }

    private static Measured stepped(Subject subject, TrainingProgram program) {
        Set<String> before = neverFinite(program);
        List<Double> losses = new ArrayList<>();
        Batches first = first(program);
        int steps = PASSES * first.count();
        for (int step = 1; step <= steps; step++) {
            double loss = step(program, first, step);
            Optional<String> weight = notFinite(program, before);
            if (!Double.isFinite(loss) || weight.isPresent()) {
                String what = Double.isFinite(loss)
                        ? "the parameter '%s' is not finite after step %d".formatted(weight.get(), step)
                        : "step() returned %s at step %d%s"
                                .formatted(
                                        loss,
                                        step,
                                        weight.map("; after it the parameter '%s' is not finite"::formatted)
                                                .orElse(""));
                int broken = step;
                Optional<String> gradient = gradient(program);
                NotFinite.Origin origin = subject.fresh(again -> atStep(again, broken, weight.isPresent(), gradient));
                return new Measured(what + told(losses), origin.place(), origin.fix(), step == 1, step);
            }
            losses.add(loss);
        }
        return evaluation(program, "after %d steps".formatted(steps))
                .map(what -> new Measured(
                        what, ofEvaluation().place(), ofEvaluation().fix(), false, steps))
                .orElse(new Measured("", "", "", false, steps));
    }

    private static Batches first(TrainingProgram program) {
        return Portion.of(program, program.training(0)).first(BATCHES);
    }

    private static double step(TrainingProgram program, Batches first, int step) {
        try (Batch batch = first.open((step - 1) % first.count())) {
            return program.step(batch);
        }
    }

    private static NotFinite.Origin atStep(
            TrainingProgram program, int broken, boolean weight, Optional<String> gradient) {
        Batches first = first(program);
        for (int step = 1; step < broken; step++) {
            step(program, first, step);
        }
        try (Batch batch = first.open((broken - 1) % first.count())) {
            return NotFinite.origin(program, batch, true, broken > 1).orElseGet(() -> inStep(weight, gradient));
        }
    }

    /** What forward() and loss() don't show. */
    private static NotFinite.Origin inStep(boolean weight, Optional<String> gradient) {
        String sound = "inputs, outputs, loss() and its gradients are finite at that step: ";
        if (gradient.isPresent()) {
            return new NotFinite.Origin(
                    "%sin step() the gradient of '%s' is not".formatted(sound, gradient.get()),
                    "look at what step() does beside loss() and after backward(): scaling, clipping, a penalty");
        }
        return weight
                ? new NotFinite.Origin(
                        sound + "the update itself makes it",
                        "look at the optimiser: a division by 0, a rate or a decay that is no number")
                : new NotFinite.Origin(
                        sound + "only what step() returns is not", "return the loss of the batch before the update");
    }

    private static Optional<String> gradient(TrainingProgram program) {
        try (Scope scope = Scope.open("gradients")) {
            Map<String, Tensor> gradients = new LinkedHashMap<>();
            program.net()
                    .parameters()
                    .forEach((name, parameter) -> parameter.grad().ifPresent(grad -> gradients.put(name, grad)));
            return Observer.notFinite(gradients);
        }
    }

    private static String told(List<Double> losses) {
        return losses.isEmpty()
                ? ""
                : losses.subList(Math.max(0, losses.size() - TOLD), losses.size()).stream()
                        .map(loss -> String.format(Locale.ROOT, "%.3g", loss))
                        .collect(Collectors.joining(", ", "; the losses before it: ", ""));
    }

    /** Parameters and buffers that no step made so: a mask may hold infinity. */
    private static Set<String> neverFinite(TrainingProgram program) {
        return Observer.allNotFinite(program.net().state()).collect(Collectors.toSet());
    }

    private static Optional<String> notFinite(TrainingProgram program, Set<String> butFor) {
        return Observer.allNotFinite(program.net().state())
                .filter(name -> !butFor.contains(name))
                .findFirst();
    }
}
