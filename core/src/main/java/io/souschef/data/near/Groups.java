package io.souschef.data.near;

import io.souschef.data.near.NearDuplicates.Group;
import io.souschef.data.near.NearDuplicates.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Groups in which every member is paired with one and the same image, the medoid: the one with most neighbours that are not yet in a
 * group, the lowest id among equals. Connected components would do worse: where a resembles b and b resembles c, a chain of small steps
 * leads from any picture to any other.
 */
final class Groups {
    private final Map<Integer, Set<Integer>> neighbours = new TreeMap<>();

    /** The order is by the number of neighbours: who changes it steps out first and in again. */
    private final NavigableSet<Integer> byDegree = new TreeSet<>(
            Comparator.comparingInt((Integer id) -> -of(id).size()).thenComparingInt(id -> id));

    private Groups(List<Pair> pairs) {
        for (Pair pair : pairs) {
            of(pair.first()).add(pair.second());
            of(pair.second()).add(pair.first());
        }
        byDegree.addAll(neighbours.keySet());
    }

    /** In the order of their lowest ids. */
    static List<Group> of(List<Pair> pairs) {
        return of(pairs, (first, second) -> false);
    }

    /** The same, but two that are to be kept apart are in no group together. */
    static List<Group> of(List<Pair> pairs, NearDuplicates.Apart apart) {
        return new Groups(pairs).taken(apart);
    }

    private List<Group> taken(NearDuplicates.Apart apart) {
        List<Group> groups = new ArrayList<>();
        while (!byDegree.isEmpty() && !of(byDegree.first()).isEmpty()) {
            int medoid = byDegree.first();
            List<Integer> ids = new ArrayList<>(List.of(medoid));
            for (int id : of(medoid)) {
                if (ids.stream().noneMatch(member -> apart.are(member, id))) {
                    ids.add(id);
                }
            }
            ids.forEach(this::remove);
            groups.add(new Group(ids.stream().mapToInt(id -> id).toArray()));
        }
        groups.sort(Comparator.comparingInt(
                group -> Arrays.stream(group.ids()).min().orElse(0)));
        return groups;
    }

    private Set<Integer> of(int id) {
        return neighbours.computeIfAbsent(id, none -> new TreeSet<>());
    }

    private void remove(int id) {
        byDegree.remove(id);
        for (int other : of(id)) {
            byDegree.remove(other);
            of(other).remove(id);
            byDegree.add(other);
        }
        of(id).clear();
    }
}
