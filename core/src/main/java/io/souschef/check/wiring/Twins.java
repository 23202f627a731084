package io.souschef.check.wiring;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Pairs of parameters that are one tensor under two names, or that start from the same numbers; or are declared to be tied. */
public record Twins() implements Probe<List<Twins.Pair>> {
    private static final int COMPARED = 64;
    private static final int FEWEST = 8;
    private static final int STEPS = 4;
    private static final double SAME_DRAWS = 0.99999;

    /**
     * Two parameters.
     *
     * @param one whether they are the same memory
     * @param alike whether they start from the same random numbers, up to a factor, as far as the shorter one goes
     * @param together whether they are still equal, up to a transpose, after some of the user's steps
     * @param declared whether they are declared to be tied
     */
    public record Pair(String first, String second, boolean one, boolean alike, boolean together, boolean declared) {}

    @Override
    public List<Pair> measure(Subject subject) {
        return subject.fresh(program -> {
            try (Scope scope = Scope.open("twins")) {
                Map<String, Tensor> parameters = program.net().parameters();
                Map<String, float[]> heads = new LinkedHashMap<>();
                parameters.forEach((name, tensor) -> heads.put(name, head(tensor)));
                List<Set<String>> declared = program.declares().tied();
                List<Pair> pairs = new ArrayList<>();
                List<String> names = List.copyOf(parameters.keySet());
                for (int i = 0; i < names.size(); i++) {
                    for (int j = i + 1; j < names.size(); j++) {
                        pair(names.get(i), names.get(j), parameters, heads, declared, pairs);
                    }
                }
                return pairs.isEmpty() ? pairs : afterSteps(program, pairs);
            }
        });
    }

    private static float[] head(Tensor tensor) {
        try (Scope scope = Scope.open("head")) {
            Tensor flat = tensor.detach().reshape(-1);
            return flat.narrow(0, 0, Math.min(COMPARED, flat.numel())).toFloats();
        }
    }

    private static void pair(
            String a,
            String b,
            Map<String, Tensor> parameters,
            Map<String, float[]> heads,
            List<Set<String>> declared,
            List<Pair> pairs) {
        boolean one = found(parameters, a).sharesMemory(found(parameters, b));
        boolean alike = !one && alike(found(heads, a), found(heads, b));
        boolean said = declared.stream().anyMatch(names -> names.contains(a) && names.contains(b));
        if (one || alike || said) {
            pairs.add(new Pair(a, b, one, alike, false, said));
        }
    }

    private static <T> T found(Map<String, T> map, String name) {
        return Objects.requireNonNull(map.get(name), name);
    }

    /** Whether two rows of numbers are random, and the same up to a factor. */
    private static boolean alike(float[] a, float[] b) {
        int n = Math.min(a.length, b.length);
        if (n < FEWEST || distinct(a) <= n / 2 || distinct(b) <= n / 2 || turns(a, n) <= n / 8) {
            return false;
        }
        double aa = 0;
        double bb = 0;
        double ab = 0;
        for (int i = 0; i < n; i++) {
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
            ab += (double) a[i] * b[i];
        }
        return Math.abs(ab) > SAME_DRAWS * Math.sqrt(aa * bb);
    }

    /** How often the numbers turn from growing to falling or back: of those drawn two in three, of a grid of places none. */
    private static int turns(float[] values, int n) {
        int turns = 0;
        for (int i = 2; i < n; i++) {
            turns += (values[i] - values[i - 1]) * (values[i - 1] - values[i - 2]) < 0 ? 1 : 0;
        }
        return turns;
    }

    private static long distinct(float[] values) {
        List<Float> boxed = new ArrayList<>();
        for (float value : values) {
            boxed.add(value);
        }
        return boxed.stream().distinct().count();
    }

    private static List<Pair> afterSteps(TrainingProgram program, List<Pair> pairs) {
        Batches batches = program.training(0);
        for (int i = 0; i < STEPS; i++) {
            try (Batch batch = batches.open(i % batches.count())) {
                program.step(batch);
            }
        }
        Map<String, Tensor> now = program.net().parameters();
        return pairs.stream()
                .map(pair -> new Pair(
                        pair.first(),
                        pair.second(),
                        pair.one(),
                        pair.alike(),
                        equal(found(now, pair.first()), found(now, pair.second())),
                        pair.declared()))
                .toList();
    }

    private static boolean equal(Tensor a, Tensor b) {
        Tensor left = a.detach();
        Tensor right = b.detach();
        if (left.shape().equals(right.shape()) && Arrays.equals(left.toFloats(), right.toFloats())) {
            return true;
        }
        return left.dim() == 2
                && right.dim() == 2
                && left.size(0) == right.size(1)
                && left.size(1) == right.size(0)
                && Arrays.equals(left.toFloats(), right.transpose(0, 1).toFloats());
    }
}
