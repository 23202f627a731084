package io.souschef.report;

import io.souschef.experiment.Experiment;
import io.souschef.experiment.Pages;
import io.souschef.experiment.Result;
import io.souschef.experiment.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An experiment with what came of it so far.
 *
 * @param control the one it is compared with, if it is in the notebook
 */
record Trial(Experiment experiment, Optional<Experiment> control, List<Result> results, Optional<Verdict> verdict) {
    static Trial of(Experiment experiment, Pages pages) {
        String id = experiment.id();
        return new Trial(
                experiment, experiment.control().flatMap(pages::experiment), pages.results(id), pages.verdict(id));
    }

    /** Whether some seeds have no result yet. */
    boolean unfinished() {
        return results.size() < experiment.seeds().size();
    }

    double seconds() {
        return results.stream().mapToDouble(Result::seconds).sum();
    }

    SortedSet<String> metrics() {
        SortedSet<String> names = new TreeSet<>();
        results.forEach(r -> names.addAll(r.metrics().keySet()));
        return names;
    }

    /** The same names, what counts first: how good it is on data that it hasn't seen, then on data that it has, then the rest. */
    List<String> headline() {
        return metrics().stream().sorted(Comparator.comparingInt(Trial::rank)).toList();
    }

    private static int rank(String metric) {
        if (metric.endsWith("at the end")) {
            return 4;
        }
        boolean loss = metric.endsWith("loss") || metric.contains("loss [");
        return metric.startsWith("validation") ? (loss ? 1 : 0) : metric.startsWith("training") ? (loss ? 2 : 3) : 4;
    }

    /** This metric of each seed that has it. */
    double[] values(String metric) {
        return results.stream()
                .filter(r -> r.metrics().containsKey(metric))
                .mapToDouble(r -> r.metric(metric))
                .toArray();
    }
}
