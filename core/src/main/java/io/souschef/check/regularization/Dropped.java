package io.souschef.check.regularization;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.nn.Dropout;
import io.souschef.nn.Dropout2d;
import io.souschef.nn.Layer;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a net drops at random: masks of zeros and one other number that it multiplies with, and that are others when the same
 * batch goes through again. In training mode, and in evaluation mode, where there should be none.
 */
record Dropped() implements Probe<Dropped.View> {
    private static final int PASSES = 8;

    /** How near to one what is kept is, times its share. */
    private static final double MADE_UP = 0.05;

    /** Factors are measured as ratios of sums: of the same number no more apart than this, of itself. */
    private static final double SAME = 1e-3;

    private static final Set<String> SPREADS = Set.of("exp", "log", "sqrt");

    /**
     * One dropout.
     *
     * @param rate the share of zeros
     * @param scale by which the rest is multiplied, with what follows
     * @param after what follows: numbers by which the result is multiplied
     * @param numbers in the masks of all passes
     * @param handed what the next product with weights or other results takes in training, of what it takes in evaluation; empty where that
     *     can't be followed
     * @param ofInput whether it is laid on an input as it comes, before any weight
     */
    record Mask(double rate, double scale, double after, long numbers, OptionalDouble handed, boolean ofInput) {}

    /**
     * @param training masks in training mode, in order
     * @param evaluation masks in evaluation mode
     * @param evaluationDiffers whether the same batch has other outputs when it goes through again in evaluation mode
     * @param factors numbers by which the net multiplies in evaluation mode
     * @param shrinks those of them by which it doesn't in training mode
     * @param idle dropout layers with a rate above zero that were never called, or turned off by forward, by name
     * @param wasted masked activations that nothing was computed from
     * @param byHand whether something is dropped, and no dropout layer does it
     * @param noisy whether the same batch has other outputs when it goes through again in training mode
     * @param inStep whether a dropout layer that forward() leaves alone is at work in a step
     * @param sampled whether in evaluation mode numbers are drawn with a spread that the net has learnt: a code, or weights, of which it
     *     knows no more than how they are distributed
     */
    record View(
            List<Mask> training,
            List<Mask> evaluation,
            boolean evaluationDiffers,
            List<Double> factors,
            List<Double> shrinks,
            List<String> idle,
            int wasted,
            boolean byHand,
            boolean noisy,
            boolean inStep,
            boolean sampled) {}

    @Override
    public View measure(Subject subject) {
        Set<String> inStep = subject.fresh(Dropped::inStep);
        return subject.fresh(program -> {
            try (Batch batch = program.training(0).open(0);
                    NoGrad off = NoGrad.open()) {
                return view(program, batch, inStep);
            }
        });
    }

    private static View view(TrainingProgram program, Batch batch, Set<String> inStep) {
        List<Listener> passes = inTraining(program, batch);
        Listener loud = passes.get(0);
        boolean layers =
                program.net().drawsByLayer().keySet().stream().anyMatch(path -> isDropout(layer(program.net(), path)));
        List<String> forgotten = idle(program.net());
        List<String> idle =
                forgotten.stream().filter(name -> !inStep.contains(name)).toList();
        program.net().eval();
        Listener quiet = through(program, batch, loud.handed.again());
        Listener again = through(program, batch, new Handed());
        List<Mask> training = random(passes, quiet);
        return new View(
                training,
                random(List.of(quiet, again), quiet),
                !Arrays.equals(quiet.output, again.output),
                quiet.factors,
                beside(quiet.factors, loud.factors),
                idle,
                loud.wasted,
                !layers && !training.isEmpty(),
                !Arrays.equals(loud.output, passes.get(1).output),
                idle.size() < forgotten.size(),
                !quiet.noise.equals(again.noise));
    }

    private static List<Listener> inTraining(TrainingProgram program, Batch batch) {
        program.net().train();
        List<Listener> passes = new ArrayList<>();
        for (int pass = 0; pass < PASSES; pass++) {
            passes.add(through(
                    program,
                    batch,
                    pass == 0 ? new Handed() : passes.get(0).handed.again()));
        }
        return passes;
    }

    /** The layers that draw in a step, by name; none where it can't be made. */
    private static Set<String> inStep(TrainingProgram program) {
        try (Batch batch = program.training(0).open(0)) {
            program.step(batch);
            return program.net().drawsByLayer().keySet().stream()
                    .map(path -> path.substring(0, Math.max(0, path.length() - 1)))
                    .collect(Collectors.toSet());
        } catch (RuntimeException refused) {
            return Set.of();
        }
    }

    private static Listener through(TrainingProgram program, Batch batch, Handed handed) {
        Listener listener = new Listener(program, batch, handed);
        try (Trace trace = Trace.open(listener::hear)) {
            Tensor output = program.forward(batch);
            listener.output = output.toFloats();
            listener.wasted = listener.uses.wasted(output);
        }
        return listener;
    }

    /** Those of the factors of one pass that another hasn't, each counted. */
    private static List<Double> beside(List<Double> factors, List<Double> others) {
        List<Double> left = new ArrayList<>(others);
        List<Double> beside = new ArrayList<>();
        for (double factor : factors) {
            boolean same = left.stream()
                    .filter(other -> Math.abs(other - factor) <= SAME * Math.abs(factor))
                    .findFirst()
                    .map(left::remove)
                    .orElse(false);
            if (!same) {
                beside.add(factor);
            }
        }
        return beside;
    }

    /** Masks that are others in the next pass, counted over all passes. */
    private static List<Mask> random(List<Listener> passes, Listener quiet) {
        List<Mask> masks = new ArrayList<>();
        Listener first = passes.get(0);
        for (int i = 0; i < first.masks.size(); i++) {
            int at = i;
            List<float[]> drawn = passes.stream()
                    .filter(pass -> pass.masks.size() == first.masks.size())
                    .map(pass -> pass.masks.get(at))
                    .toList();
            if (drawn.stream().anyMatch(mask -> !Arrays.equals(mask, drawn.get(0)))) {
                OptionalDouble share =
                        Handed.share(i, passes.stream().map(pass -> pass.handed).toList(), quiet.handed);
                if (!first.isReplaced(i)) {
                    masks.add(mask(drawn, first.scales.get(i), first.ahead.get(i), share, first.ofInput.contains(i)));
                }
            }
        }
        return masks;
    }

    /** @param ahead what was multiplied by just before; where that makes up for what is dropped, it was meant to */
    private static Mask mask(List<float[]> drawn, double scale, double ahead, OptionalDouble handed, boolean ofInput) {
        long zeros = 0;
        long numbers = 0;
        float other = 0;
        for (float[] mask : drawn) {
            for (float number : mask) {
                zeros += number == 0 ? 1 : 0;
                other = number == 0 ? other : number;
            }
            numbers += mask.length;
        }
        double rate = (double) zeros / numbers;
        double kept = other * scale * (1 - rate);
        boolean made = Math.abs(kept * ahead - 1) < Math.min(MADE_UP, Math.abs(kept - 1));
        return new Mask(rate, other * scale * (made ? ahead : 1), scale, numbers, handed, ofInput);
    }

    /** Dropout layers that would drop something, and haven't. */
    private static List<String> idle(Layer net) {
        List<String> idle = new ArrayList<>();
        var draws = net.drawsByLayer();
        net.layers().forEach((name, layer) -> {
            if (isDropout(layer)
                    && draws.keySet().stream().noneMatch(drawn -> drawn.equals(name + "."))
                    && drops(net, name, layer)) {
                idle.add(name);
            }
        });
        return idle;
    }

    /** Draws are counted by paths that end in a dot. */
    private static @Nullable Layer layer(Layer net, String path) {
        return net.layers().get(path.substring(0, Math.max(0, path.length() - 1)));
    }

    private static boolean isDropout(@Nullable Layer layer) {
        return layer instanceof Dropout || layer instanceof Dropout2d;
    }

    /** Whether it would drop something in training; one that forward turned off, alone and not with all around it, would have. */
    private static boolean drops(Layer net, String name, Layer dropout) {
        int dot = name.lastIndexOf('.');
        Layer around = dot < 0 ? net : net.layers().get(name.substring(0, dot));
        if (around == null || !around.isTraining()) {
            return false;
        }
        dropout.training(true);
        Tensor ones = dropout instanceof Dropout2d ? Tensor.ones(64, 64, 1, 1) : Tensor.ones(4096);
        return dropout.forward(ones).min().item() == 0;
    }

    private static final class Listener {
        private final Set<Tensor> activations = Collections.newSetFromMap(new IdentityHashMap<>());
        private final IdentityHashMap<Tensor, Integer> dropped = new IdentityHashMap<>();
        private final List<float[]> masks = new ArrayList<>();
        private final List<Double> scales = new ArrayList<>();
        private final List<Double> factors = new ArrayList<>();
        private final List<Double> ahead = new ArrayList<>();
        private final IdentityHashMap<Tensor, Double> multiplied = new IdentityHashMap<>();
        private final Uses uses = new Uses();
        private final Set<Tensor> raw = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<Integer> ofInput = new HashSet<>();
        private final Set<Integer> filled = new HashSet<>();
        private final Handed handed;
        private float[] output = new float[0];
        private int wasted;

        /** What exp, log and sqrt made of weights, or of what went through them: a spread that is learnt. */
        private final Set<Tensor> spreads = Collections.newSetFromMap(new IdentityHashMap<>());

        /** Hashes of what is multiplied by a spread and comes from elsewhere, in order: in the next pass others, where it is drawn. */
        private final List<Integer> noise = new ArrayList<>();

        Listener(TrainingProgram program, Batch batch, Handed handed) {
            this.handed = handed;
            activations.addAll(batch.inputs().values());
            activations.addAll(program.net().parameters().values());
            activations.addAll(program.net().buffers().values());
            raw.addAll(batch.inputs().values());
            raw.addAll(program.net().buffers().values());
        }

        void hear(Trace.Step step) {
            List<Tensor> operands = step.operands();
            boolean active = operands.stream().anyMatch(activations::contains) || activations.contains(step.result());
            if (!active) {
                return;
            }
            activations.add(step.result());
            uses.hear(step);
            handed.hear(step, activations::contains);
            if (operands.stream().filter(activations::contains).allMatch(raw::contains)) {
                raw.add(step.result());
            }
            spread(step);
            String kind = step.operation();
            if (operands.size() == 1 && (kind.equals("mul") || kind.equals("div") || kind.equals("mulInPlace"))) {
                double factor = factor(operands.get(0), step.result());
                factors.add(factor);
                multiplied.put(step.result(), factor);
                Integer mask = dropped.get(operands.get(0));
                if (mask != null) {
                    scales.set(mask, scales.get(mask) * factor);
                }
            }
            if (kind.equals("add")) {
                operands.forEach(operand -> fill(operand, operands));
            }
            if (kind.equals("where")) {
                whether(operands, step.result());
            } else if (kind.equals("mul")) {
                fromElsewhere(operands).ifPresent(operand -> take(operand, other(operands, operand), step.result()));
            }
        }

        /** Follows spreads that are learnt, past numbers and shapes, to what they are multiplied with. */
        private void spread(Trace.Step step) {
            List<Tensor> operands = step.operands();
            boolean passed = operands.size() == 1 && spreads.contains(operands.get(0));
            if (passed || (SPREADS.contains(step.operation()) && !raw.contains(step.result()))) {
                spreads.add(step.result());
            }
            if (step.operation().equals("mul") && operands.stream().anyMatch(spreads::contains)) {
                fromElsewhere(operands)
                        .ifPresent(operand -> noise.add(Arrays.hashCode(
                                operand.detach().to(DType.FLOAT32).toFloats())));
            }
        }

        /** An operand of several numbers that depends on no input, weight or state. */
        private Optional<Tensor> fromElsewhere(List<Tensor> operands) {
            return operands.stream()
                    .filter(operand -> !activations.contains(operand) && operand.numel() > 1)
                    .findFirst();
        }

        /** A number that is added where the mask is zero, and nowhere else: that of a unit at rest, say. */
        private void fill(Tensor result, List<Tensor> operands) {
            Integer mask = dropped.get(result);
            Tensor more = other(operands, result);
            if (mask != null && !activations.contains(more) && more.numel() > 1) {
                if (isRest(masks.get(mask), more.to(DType.FLOAT32).toFloats())) {
                    filled.add(mask);
                }
            }
        }

        /** {@code condition ? yes : no}, where one of the two is zero: else what isn't taken is replaced, not dropped. */
        private void whether(List<Tensor> operands, Tensor result) {
            boolean yes = activations.contains(operands.get(1)) && isZero(operands.get(2));
            boolean no = activations.contains(operands.get(2)) && isZero(operands.get(1));
            if (!activations.contains(operands.get(0)) && yes != no) {
                Tensor condition = operands.get(0).to(DType.FLOAT32);
                take(yes ? condition : condition.neg().add(1), operands.get(yes ? 1 : 2), result);
            }
        }

        private static boolean isZero(Tensor tensor) {
            return tensor.detach().abs().max().item() == 0;
        }

        /** Whether where this mask is zero another of as many numbers isn't, and the other way round: something else is put in its place. */
        boolean isReplaced(int mask) {
            return filled.contains(mask) || masks.stream().anyMatch(other -> isRest(masks.get(mask), other));
        }

        private static boolean isRest(float[] mask, float[] other) {
            boolean rest = mask.length == other.length;
            for (int i = 0; rest && i < mask.length; i++) {
                rest = (mask[i] == 0) != (other[i] == 0);
            }
            return rest;
        }

        private static Tensor other(List<Tensor> operands, Tensor one) {
            return operands.get(operands.get(0) == one ? operands.size() - 1 : 0);
        }

        private void take(Tensor operand, Tensor from, Tensor result) {
            float[] mask = operand.to(DType.FLOAT32).toFloats();
            float other = 0;
            int zeros = 0;
            for (float number : mask) {
                if (number == 0) {
                    zeros++;
                } else if (other == 0 || other == number) {
                    other = number;
                } else {
                    return;
                }
            }
            if (zeros > 0 && other > 0) {
                dropped.put(result, masks.size());
                uses.follow(result);
                handed.follow(result, masks.size());
                if (raw.contains(result)) {
                    ofInput.add(masks.size());
                }
                masks.add(mask);
                scales.add(1.0);
                ahead.add(multiplied.getOrDefault(from, 1.0));
            }
        }

        private static double factor(Tensor from, Tensor to) {
            double size = from.detach().abs().sum().item();
            return size == 0 ? 1 : to.detach().abs().sum().item() / size;
        }
    }
}
