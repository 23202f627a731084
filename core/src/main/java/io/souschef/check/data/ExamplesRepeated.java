package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Slices that overlap by one, or a batch that comes again in place of the next: some examples count twice, others may not count
 * at all. Sampling with replacement repeats examples too, but anywhere; here they come at the edges of batches, or batch for
 * batch. Where examples come several times within batches, or each batch holds all of them, that is meant.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">become one with the data</a>
 */
public final class ExamplesRepeated implements Check {
    /** Share of the edges between batches whose two examples are one; with replacement about one in as many as there are examples. */
    private static final double EDGES = 0.5;

    /**
     * Batches further apart share fewer examples where slices overlap, by so much; with replacement they share as many. Slices that
     * overlap by more than a half are told by their edges three batches apart.
     */
    private static final double NEAR = 4;

    private static final int APART = 3;

    /** Equal batches by chance that are worth a thought, and how many times as many are not by chance. Reasoned. */
    private static final double RARE = 0.05, MORE = 3;

    /** Share of the batches in which an example comes twice: of slices that overlap none has one. */
    private static final double SEVERAL = 0.5;

    @Override
    public String name() {
        return "every example once an epoch";
    }

    @Override
    public String code() {
        return "examples-repeated";
    }

    @Override
    public Finding run(Subject subject) {
        Pass pass = subject.measured(new Reading()).first();
        if (pass.sizes().size() < 3) {
            throw new CouldNotJudge("it needs three batches");
        }
        if (pass.idsArePlaces()) {
            throw new CouldNotJudge("ids number the places in a batch, not the examples");
        }
        List<NavigableSet<Long>> ids = batches(pass);
        int edges = 0;
        for (int b = 1; b < ids.size(); b++) {
            Set<Long> both = new HashSet<>(ids.get(b));
            both.retainAll(ids.get(b - 1));
            edges += !both.isEmpty() && both.size() < ids.get(b).size() ? 1 : 0;
        }
        Map<NavigableSet<Long>, Integer> same = new HashMap<>();
        ids.stream().filter(batch -> batch.size() > 2).forEach(batch -> same.merge(batch, 1, Integer::sum));
        int again = same.values().stream().mapToInt(n -> n - 1).sum();
        Set<Long> distinct = new HashSet<>();
        ids.forEach(distinct::addAll);
        if (again == ids.size() - 1 && distinct.size() >= pass.promised()) {
            throw new CouldNotJudge("every batch holds all examples");
        }
        double chance = byChance(ids, distinct.size());
        if (again > 0 && again <= MORE * chance + 1 && chance > RARE) {
            throw new CouldNotJudge(
                    "%d batches of so few examples come again, and %.1f would where each is drawn anew", again, chance);
        }
        boolean overlap = edges >= EDGES * (ids.size() - 1) && neighbours(ids, 1) > NEAR * neighbours(ids, APART);
        String cause =
                overlap ? "neighbouring batches overlap: an off-by-one in the slice" : "the same batch comes again";
        return finding()
                .measured(
                        "%d different examples in %d places; %d of %d batches share some with the batch before, %d batches come again",
                        distinct.size(), pass.size(), edges, ids.size() - 1, again)
                .expected("batches that don't share examples")
                .cause("%s", overlap || again > 0 ? cause : "")
                .fix("cut batches as [b · size, min(n, (b + 1) · size)), with the end left out")
                .failIf(overlap || again > 0);
    }

    /** The ids of each batch. */
    private static List<NavigableSet<Long>> batches(Pass pass) {
        TreeMap<Integer, NavigableSet<Long>> batches = new TreeMap<>();
        Set<Integer> several = new HashSet<>();
        for (Example example : pass.examples()) {
            if (!batches.computeIfAbsent(example.batch(), b -> new TreeSet<>()).add(example.id())) {
                several.add(example.batch());
            }
        }
        if (several.size() > SEVERAL * batches.size()) {
            throw new CouldNotJudge(
                    "an example comes several times within a batch: the program repeats examples on purpose");
        }
        return List.copyOf(batches.values());
    }

    /**
     * How many pairs of equal batches there are by chance where each is drawn anew from all examples; none where batches that differ share no
     * example, as those of an order don't.
     */
    private static double byChance(List<? extends Set<Long>> ids, int examples) {
        double pairs = 0;
        boolean anew = false;
        for (int a = 0; a < ids.size(); a++) {
            for (int b = 0; b < a; b++) {
                int k = ids.get(a).size();
                pairs += ids.get(b).size() == k ? Math.exp(-logChoices(examples, k)) : 0;
                anew |= !ids.get(a).equals(ids.get(b)) && !Collections.disjoint(ids.get(a), ids.get(b));
            }
        }
        return anew ? pairs : 0;
    }

    /** The logarithm of how many batches of {@code k} there are of {@code n} examples. */
    private static double logChoices(int n, int k) {
        double log = 0;
        for (int i = 1; i <= k; i++) {
            log += Math.log((n - k + i) / (double) i);
        }
        return log;
    }

    /** How many examples batches so far apart share, on average. */
    private static double neighbours(List<? extends Set<Long>> ids, int apart) {
        long shared = 0;
        for (int b = apart; b < ids.size(); b++) {
            Set<Long> before = ids.get(b - apart);
            shared += ids.get(b).stream().filter(before::contains).count();
        }
        return (double) shared / Math.max(1, ids.size() - apart);
    }
}
