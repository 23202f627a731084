package io.souschef.experiment;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One configuration, trained once for each seed, to confirm or refute one hypothesis.
 *
 * @param stage the stage that asks: "regularize"
 * @param name what a reader calls it: "weight decay 1e-4"
 * @param configuration all that decides the result: texts, numbers, booleans, and lists and maps of these; sorted by name
 * @param control the id of the experiment that it is compared with, if any
 * @param hypothesis what is believed before
 * @param seeds one training for each
 * @param basis the data and the code
 */
public record Experiment(
        String stage,
        String name,
        SortedMap<String, Object> configuration,
        Optional<String> control,
        Hypothesis hypothesis,
        List<Long> seeds,
        Basis basis) {

    public Experiment {
        if (seeds.isEmpty()) throw new IllegalArgumentException("experiment '" + name + "' has no seeds");
        configuration = Canonical.map(configuration);
        seeds = List.copyOf(seeds);
    }

    /** An experiment without a control; see {@link #against}. */
    public static Experiment of(
            String stage,
            String name,
            Map<String, ?> configuration,
            Hypothesis hypothesis,
            List<Long> seeds,
            Basis basis) {
        return new Experiment(stage, name, new TreeMap<>(configuration), Optional.empty(), hypothesis, seeds, basis);
    }

    /** The same experiment, to be compared with {@code control}. */
    public Experiment against(Experiment control) {
        return new Experiment(stage, name, configuration, Optional.of(control.id()), hypothesis, seeds, basis);
    }

    /**
     * Twelve hex digits over configuration, data, code and seeds. Experiments with the same id have the same results, whatever
     * they are called and whichever stage asks: one that is finished is not run again.
     */
    public String id() {
        Map<String, Object> whole = new TreeMap<>();
        whole.put("configuration", configuration);
        whole.put("data", basis.data());
        whole.put("code", basis.code());
        whole.put("seeds", seeds);
        return Canonical.sha256(Canonical.json(whole).getBytes(StandardCharsets.UTF_8))
                .substring(0, 12);
    }

    /** The names of what differs between this configuration and the one of {@code control}. A fair experiment has one. */
    public SortedSet<String> differences(Experiment control) {
        SortedSet<String> names = new TreeSet<>(configuration.keySet());
        names.addAll(control.configuration.keySet());
        names.removeIf(n -> Objects.equals(configuration.get(n), control.configuration.get(n)));
        return names;
    }
}
