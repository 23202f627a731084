package io.souschef.recipe.overfit;

import io.souschef.experiment.Evidence;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Tried;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The nets that differ in capacity and in nothing else, so that the difference in what they fitted is due to it. */
final class Alike {
    private Alike() {}

    /**
     * Groups of two or more, in the order of capacity: within one, all had the same examples, for as many steps. What diverged or was cut
     * short for lack of time is in none.
     *
     * @param rungs in the order of capacity, each with more than the one before
     * @param controls some of these nets once more
     */
    static List<List<Tried>> of(List<Tried> rungs, List<Tried> controls) {
        List<String> order = rungs.stream().map(Alike::net).toList();
        Map<Settings, List<Tried>> groups = new LinkedHashMap<>();
        Stream.concat(rungs.stream(), controls.stream())
                .filter(tried -> tried.feasible()
                        && tried.mean("steps") == tried.settings().steps())
                .forEach(tried -> groups.computeIfAbsent(
                                tried.settings().withNet(rungs.get(0).settings().net()), plan -> new ArrayList<>())
                        .add(tried));
        groups.values().forEach(group -> group.sort(Comparator.comparingInt(tried -> order.indexOf(net(tried)))));
        return groups.values().stream().filter(group -> group.size() > 1).toList();
    }

    /** "; with more capacity alone: convnet 8x1 0.3119, convnet 32x1 0.0140 (the same 1,257 examples, 600 steps, one seed)". */
    static String words(List<List<Tried>> groups) {
        return groups.stream()
                .map(group -> group.stream()
                                .map(tried -> "%s %.4f".formatted(net(tried), tried.mean("training loss")))
                                .collect(Collectors.joining(", "))
                        + " (" + same(group) + ")")
                .collect(Collectors.joining("; ", groups.isEmpty() ? "" : "; with more capacity alone: ", ""));
    }

    static Evidence[] bars(List<List<Tried>> groups, String unit) {
        return groups.stream()
                .map(group -> Evidence.Bars.of(
                        "Training loss as capacity grows",
                        "Each bar is a net, and nothing else differs: %s. It should fall from left to right."
                                .formatted(same(group)),
                        unit,
                        group.stream().map(Alike::net).toList(),
                        group.stream()
                                .mapToDouble(tried -> tried.mean("training loss"))
                                .toArray()))
                .toArray(Evidence[]::new);
    }

    private static String net(Tried tried) {
        return tried.settings().net().describe();
    }

    private static String same(List<Tried> group) {
        Settings settings = group.get(0).settings();
        return "the same %,d examples, %,d steps, one seed".formatted(settings.examples(), settings.steps());
    }
}
