package io.souschef.check.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Inputs that come again in another epoch, and whether their targets do. */
final class Recurring {
    /** Inputs that come again, at least. */
    private static final int LEAST = 20;

    /**
     * Inputs of several examples whose targets differ within an epoch, and the share that they are of such inputs: beyond both a target is no
     * function of the input. With fewer there are hardly any of other examples among those that come again in the next epoch.
     */
    private static final int FEW = 5;

    private static final double AMBIGUOUS = 0.05;

    /** How many times as often as by chance. */
    private static final double OFTENER = 3;

    private Recurring() {}

    /**
     * The share of the inputs whose target is another in the second or the third epoch; 0 where too few come again. An input is the same
     * example where its id is the same. Where ids tell too little, the same numbers count as the same example, unless the targets of such
     * examples differ within an epoch as well: the next token after a few is not always the same one.
     *
     * @param ignored the target that doesn't count: beside it any other is no contradiction
     */
    static Change changed(Streams streams, double ignored) {
        Change changed = Change.NONE;
        boolean whole = streams.first().wholeTargets();
        for (int epoch = 1; epoch < streams.training().size(); epoch++) {
            List<Example> before = streams.first().examples();
            List<Example> after = streams.training().get(epoch).examples();
            Optional<Change> change =
                    idsNameInputs(before, after) ? share(before, after, ignored, true, whole) : Optional.empty();
            if (change.isEmpty() && !ambiguous(before, ignored)) {
                change = share(before, after, ignored, false, whole);
            }
            changed = change.isPresent() && change.get().share() > changed.share() ? change.get() : changed;
        }
        return changed;
    }

    /** Whether an example that comes again under its id has the same numbers far oftener than any two have: ids may be places in the batch. */
    private static boolean idsNameInputs(List<Example> before, List<Example> after) {
        Map<Long, Long> first = new HashMap<>();
        before.forEach(example -> first.putIfAbsent(example.id(), example.hash()));
        Map<Long, List<Example>> byHash = byHash(before);
        long again = 0;
        long same = 0;
        double chance = 0;
        for (Example example : after) {
            Long hash = first.get(example.id());
            again += hash == null ? 0 : 1;
            same += hash != null && hash == example.hash() ? 1 : 0;
            chance += (double) byHash.getOrDefault(example.hash(), List.of()).size() / before.size() / after.size();
        }
        return again > 0 && same > OFTENER * chance * again;
    }

    /**
     * What becomes of the targets of inputs that come again.
     *
     * @param share of them whose target is another
     * @param apart how far a target is from the one before, as a share of how far it is from that of any other example: 1 where they are shuffled,
     *     less where they are drawn around a truth, as by several annotators, or with noise
     */
    record Change(double share, double apart) {
        static final Change NONE = new Change(0, 0);
    }

    /** Nothing where too few come again. */
    private static Optional<Change> share(
            List<Example> before, List<Example> after, double ignored, boolean byId, boolean whole) {
        Map<Long, List<Example>> first = byHash(before);
        List<Example> old = new ArrayList<>();
        List<Example> anew = new ArrayList<>();
        long changed = 0;
        for (Example example : after) {
            List<Example> alike = first.getOrDefault(example.hash(), List.of()).stream()
                    .filter(one -> !byId || one.id() == example.id())
                    .toList();
            if (!alike.isEmpty() && agree(alike, ignored)) {
                old.add(alike.get(0));
                anew.add(example);
                changed += contradict(alike.get(0), example, ignored) ? 1 : 0;
            }
        }
        int again = old.size();
        return again < LEAST
                ? Optional.empty()
                : Optional.of(new Change((double) changed / again, apart(old, anew, ignored, whole)));
    }

    private static double apart(List<Example> old, List<Example> anew, double ignored, boolean whole) {
        int n = old.size();
        double own = 0;
        double others = 0;
        for (int i = 0; i < n; i++) {
            own += distance(old.get(i), anew.get(i), ignored, whole);
            others += distance(old.get(i), anew.get((i + n / 2) % n), ignored, whole);
        }
        return others == 0 ? 1 : own / others;
    }

    private static double distance(Example one, Example other, double ignored, boolean whole) {
        float[] a = one.target();
        float[] b = other.target();
        double sum = 0;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            boolean counts = a[i] != ignored && b[i] != ignored && !Float.isNaN(a[i]) && !Float.isNaN(b[i]);
            if (counts && a[i] != b[i]) {
                sum += whole ? 1 : Math.abs(a[i] - b[i]);
            }
        }
        return sum;
    }

    /** Whether the same input has other targets within an epoch, in more than a few cases. */
    private static boolean ambiguous(List<Example> epoch, double ignored) {
        List<List<Example>> several = byHash(epoch).values().stream()
                .filter(alike ->
                        alike.stream().mapToLong(Example::id).distinct().count() > 1)
                .toList();
        long differ = several.stream().filter(alike -> !agree(alike, ignored)).count();
        return differ >= FEW && differ > AMBIGUOUS * several.size();
    }

    private static boolean agree(List<Example> alike, double ignored) {
        return alike.stream().noneMatch(one -> contradict(alike.get(0), one, ignored));
    }

    private static boolean contradict(Example one, Example other, double ignored) {
        float[] a = one.target();
        float[] b = other.target();
        if (a.length != b.length) {
            return true;
        }
        for (int i = 0; i < a.length; i++) {
            if (a[i] != b[i] && a[i] != ignored && b[i] != ignored && !(Float.isNaN(a[i]) && Float.isNaN(b[i]))) {
                return true;
            }
        }
        return false;
    }

    private static Map<Long, List<Example>> byHash(List<Example> examples) {
        Map<Long, List<Example>> byHash = new HashMap<>();
        examples.forEach(example -> byHash.computeIfAbsent(example.hash(), hash -> new ArrayList<>())
                .add(example));
        return byHash;
    }
}
