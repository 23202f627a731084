package io.souschef.recipe;

import io.souschef.data.Augmentation;
import io.souschef.train.Schedule;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings that a stage hands to the next, as they stand in the notebook. */
public final class Chosen {
    private Chosen() {}

    /** Settings as plain numbers and texts. */
    public static SortedMap<String, Object> numbers(Settings settings) {
        SortedMap<String, Object> map = new TreeMap<>();
        map.put("family", settings.net().family());
        map.put("width", settings.net().width());
        map.put("depth", settings.net().depth());
        map.put("dropout", settings.net().dropout());
        map.put("batch", settings.batchSize());
        map.put("rate", settings.learningRate());
        map.put("decay", settings.weightDecay());
        map.put("smoothing", settings.smoothing());
        map.put("schedule", settings.schedule() instanceof Schedule.Constant ? "constant" : "one-cycle");
        map.put("shift", settings.augmentation().shift());
        map.put("flip", settings.augmentation().flip());
        map.put("rotate", settings.augmentation().rotate());
        map.put("zoom", settings.augmentation().zoom());
        map.put("cutout", settings.augmentation().cutout());
        map.put("examples", settings.examples());
        map.put("steps", settings.steps());
        return map;
    }

    /** The settings that {@link #numbers} wrote. */
    public static Settings settings(Map<String, Object> numbers) {
        return new Settings(
                new NetPlan(
                        text(numbers, "family"),
                        (int) number(numbers, "width"),
                        (int) number(numbers, "depth"),
                        number(numbers, "dropout")),
                (int) number(numbers, "batch"),
                number(numbers, "rate"),
                number(numbers, "decay"),
                number(numbers, "smoothing"),
                text(numbers, "schedule").equals("constant") ? Schedule.constant() : Schedule.oneCycle(),
                new Augmentation(
                        (int) number(numbers, "shift"),
                        Objects.equals(numbers.get("flip"), true),
                        number(numbers, "rotate"),
                        number(numbers, "zoom"),
                        (int) number(numbers, "cutout")),
                (int) number(numbers, "examples"),
                (long) number(numbers, "steps"));
    }

    private static String text(Map<String, Object> numbers, String name) {
        return (String) Objects.requireNonNull(numbers.get(name), name);
    }

    private static double number(Map<String, Object> numbers, String name) {
        return ((Number) Objects.requireNonNull(numbers.get(name), name)).doubleValue();
    }
}
