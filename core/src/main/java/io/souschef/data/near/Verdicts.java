package io.souschef.data.near;

import io.souschef.data.Inputs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * What a person has said of pairs of images or texts that are nearly the same. Answers are read from a run's sheet and from the memory that runs of
 * the same data share; "no" keeps a pair apart for ever, "yes" is kept as it was said.
 *
 * @param sheet of the run
 * @param memory of all runs: a sheet of the answered pairs alone
 */
public record Verdicts(Path sheet, Path memory) {
    /** What has been answered, here or in an earlier run; the sheet's word counts for more. */
    private Map<String, PairSheet.Row> answered() {
        Map<String, PairSheet.Row> answered = new TreeMap<>(PairSheet.answered(memory));
        answered.putAll(PairSheet.answered(sheet));
        return answered;
    }

    /** Takes over what the sheet says into the memory; whether there was anything new. */
    public boolean learn() {
        Map<String, PairSheet.Row> before = PairSheet.answered(memory);
        Map<String, PairSheet.Row> now = answered();
        if (now.equals(before)) {
            return false;
        }
        PairSheet.write(memory, List.copyOf(now.values()));
        return true;
    }

    /** These pairs and groups without the pairs that a person keeps apart. */
    public NearDuplicates applied(NearDuplicates near, Inputs inputs) {
        Map<String, PairSheet.Row> answered = answered();
        if (answered.values().stream().allMatch(row -> row.same().orElse(true))) {
            return near;
        }
        Map<Integer, String> hashes = new HashMap<>();
        IntFunction<String> hash = id -> hashes.computeIfAbsent(id, i -> ContentHash.of(inputs, i));
        return near.keptApart((first, second) -> {
            PairSheet.Row pair = answered.get(key(hash.apply(first), hash.apply(second)));
            return pair != null && !pair.same().orElse(true);
        });
    }

    private static String key(String first, String second) {
        return first.compareTo(second) <= 0 ? first + " " + second : second + " " + first;
    }

    /** Leaves the sheet: all pairs that are not kept apart, with what was said of them. */
    public void write(NearDuplicates near, Inputs inputs) {
        PairSheet.write(sheet, PairSheet.rows(near, inputs, answered()));
    }
}
