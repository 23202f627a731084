package io.souschef.experiment;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one training of an experiment gave.
 *
 * @param experiment the id of the experiment
 * @param seed the seed it was trained with
 * @param metrics what was measured, by name with the unit where it isn't plain: "validation accuracy", "training loss [nats]"
 * @param evidence its curves and pictures
 * @param seconds what it cost
 * @param files what it left, relative to the run directory, by role: "checkpoint" → "checkpoints/4f1a….safetensors"
 */
public record Result(
        String experiment,
        long seed,
        SortedMap<String, Double> metrics,
        List<Evidence> evidence,
        double seconds,
        SortedMap<String, String> files) {

    public Result {
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
        evidence = List.copyOf(evidence);
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** A result without evidence and files. */
    public static Result of(Experiment experiment, long seed, Map<String, Double> metrics, double seconds) {
        return new Result(experiment.id(), seed, new TreeMap<>(metrics), List.of(), seconds, new TreeMap<>());
    }

    /** The same with this evidence. */
    public Result withEvidence(Evidence... evidence) {
        return new Result(experiment, seed, metrics, List.of(evidence), seconds, files);
    }

    /** The same with this file. */
    public Result withFile(String role, String file) {
        SortedMap<String, String> more = new TreeMap<>(files);
        more.put(role, file);
        return new Result(experiment, seed, metrics, evidence, seconds, more);
    }

    /** The metric of this name. */
    public double metric(String name) {
        Double value = metrics.get(name);
        if (value == null) throw new IllegalArgumentException("no metric '" + name + "' among " + metrics.keySet());
        return value;
    }
}
