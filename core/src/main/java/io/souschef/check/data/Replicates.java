package io.souschef.check.data;

import io.souschef.check.Subject;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Equal inputs under ids of their own, with a number each: points of an experiment that were measured again. */
final class Replicates {
    private Replicates() {}

    /** Half the mean square difference of those that differ, over the variance of all; infinite where targets are no single numbers. */
    static double spread(Subject subject, Pass pass) {
        if (!subject.fresh(program -> program.task() instanceof Task.Regression)
                || pass.examples().stream().anyMatch(example -> example.target().length != 1)) {
            return Double.POSITIVE_INFINITY;
        }
        List<Example> known = pass.byId().values().stream()
                .filter(example -> Float.isFinite(example.target()[0]))
                .toList();
        Map<Long, List<Double>> numbers = new HashMap<>();
        known.forEach(example -> numbers.computeIfAbsent(example.hash(), hash -> new ArrayList<>())
                .add((double) example.target()[0]));
        double mean = known.stream()
                .mapToDouble(example -> example.target()[0])
                .average()
                .orElse(0);
        double variance = known.stream()
                .mapToDouble(example -> Math.pow(example.target()[0] - mean, 2))
                .average()
                .orElse(0);
        double within = numbers.values().stream()
                .flatMap(same -> same.stream().skip(1).map(other -> other - same.get(0)))
                .filter(gap -> gap != 0)
                .mapToDouble(gap -> gap * gap / 2)
                .average()
                .orElse(Double.POSITIVE_INFINITY);
        return variance > 0 ? within / variance : Double.POSITIVE_INFINITY;
    }
}
