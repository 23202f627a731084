package io.souschef.recipe;

import io.souschef.experiment.Hypothesis;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to be trained, and why: the settings of one experiment with its hypothesis.
 *
 * <pre>{@code
 * Tried tried = lab.run(Attempt.of("drop", hypothesis, settings.withNet(dropped), seed).against(control).within(12));
 * }</pre>
 *
 * @param seeds one training for each
 * @param control what it is compared with
 * @param start the trial whose weights it starts from, seed by seed the same; else from fresh weights
 * @param seconds that each training may take, where time is limited
 * @param most steps, where there is time for more than planned; 0 where the plan is kept
 * @param followed whether what becomes of each training example is written down, which changes nothing else
 * @param everything whether the validation split is trained on as well: then nothing says how good the net is, or when to stop
 */
public record Attempt(
        String name,
        Hypothesis hypothesis,
        Settings settings,
        List<Long> seeds,
        Optional<Tried> control,
        Optional<Trial> start,
        double seconds,
        long most,
        boolean followed,
        boolean everything) {
    public Attempt {
        seeds = List.copyOf(seeds);
    }

    /** From fresh weights, without a control, with time enough. */
    public static Attempt of(String name, Hypothesis hypothesis, Settings settings, long seed) {
        return new Attempt(
                name,
                hypothesis,
                settings,
                List.of(seed),
                Optional.empty(),
                Optional.empty(),
                Double.POSITIVE_INFINITY,
                0,
                false,
                false);
    }

    public Attempt over(List<Long> other) {
        return new Attempt(name, hypothesis, settings, other, control, start, seconds, most, followed, everything);
    }

    public Attempt against(Tried other) {
        return new Attempt(
                name, hypothesis, settings, seeds, Optional.of(other), start, seconds, most, followed, everything);
    }

    public Attempt from(Trial other) {
        return new Attempt(
                name, hypothesis, settings, seeds, control, Optional.of(other), seconds, most, followed, everything);
    }

    public Attempt within(double limit) {
        return new Attempt(name, hypothesis, settings, seeds, control, start, limit, most, followed, everything);
    }

    /** All of these seconds, whatever number of steps that makes, up to so many. */
    public Attempt fillingSeconds(double limit, long steps) {
        return new Attempt(name, hypothesis, settings, seeds, control, start, limit, steps, followed, everything);
    }

    /** And writes down what becomes of each training example. */
    public Attempt following() {
        return new Attempt(name, hypothesis, settings, seeds, control, start, seconds, most, true, everything);
    }

    /** On the training and the validation split. */
    public Attempt onEverything() {
        return new Attempt(name, hypothesis, settings, seeds, control, start, seconds, most, followed, true);
    }

    /** All that decides the result, as the experiment's configuration. */
    SortedMap<String, Object> configuration() {
        SortedMap<String, Object> map = new TreeMap<>(settings.map());
        start.ifPresent(
                trial -> map.put("start", Map.of("experiment", trial.result().experiment(), "seed", trial.seed())));
        if (everything) {
            map.put("trained on", "train and validation");
        }
        return map;
    }
}
