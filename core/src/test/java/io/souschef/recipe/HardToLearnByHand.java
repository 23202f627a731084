package io.souschef.recipe;

import io.souschef.data.Dataset;
import io.souschef.data.Feed;
import io.souschef.data.Labels;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.train.DataMap;
import io.souschef.train.Horizon;
import io.souschef.train.Loop;
import io.souschef.train.Schedule;
import io.souschef.train.Task;
import io.souschef.train.TrainingDynamics;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well what is hard to learn tells wrong labels that were put in: {@code DATA NET BATCH EXAMPLES PASSES SEEDS}. A share of 0 and 10 % of
 * the labels, each replaced by any other class alike or by the next one. By hand: it trains for minutes.
 */
final class HardToLearnByHand {
    /** As in LearntExamples. */
    private static final double HARD = 0.25;

    private HardToLearnByHand() {}

    public static void main(String[] args) {
        Dataset data = Pantry.open(args[0], Options.standard());
        Labels truth = (Labels) data.targets();
        for (int kind = 0; kind < 3; kind++) {
            for (int seed = 0; seed < Integer.parseInt(args[5]); seed++) {
                int[] values = noisy(truth, kind, seed);
                Dataset given = data.withTargets(new Labels(values, truth.classes()));
                DataMap map = trained(given, args, seed);
                boolean[] wrong = new boolean[values.length];
                IntStream.range(0, wrong.length).forEach(id -> wrong[id] = values[id] != truth.values()[id]);
                tell(new String[] {"as they are", "10 % any other", "10 % the next"}[kind], seed, map, wrong);
            }
        }
    }

    private static int[] noisy(Labels truth, int kind, long seed) {
        RandomStream random = RandomStream.of(seed, "planted noise");
        int classes = truth.classes().size();
        int[] values = truth.values().clone();
        for (int id = 0; id < values.length && kind > 0; id++) {
            if (random.at(id).uniform(0) < 0.1) {
                values[id] = (values[id] + 1 + (kind == 1 ? random.at(id).below(1, classes - 1) : 0)) % classes;
            }
        }
        return values;
    }

    private static DataMap trained(Dataset data, String[] args, long seed) {
        try (Scope scope = Scope.open("by hand")) {
            Feed feed = new Feed(data);
            Task task = Kitchen.task(feed.preparation());
            int batch = Integer.parseInt(args[2]);
            int examples = Math.min(Integer.parseInt(args[3]), data.split().train().length);
            long steps = (long) examples * Integer.parseInt(args[4]) / batch;
            Settings settings = Settings.plain(NetPlan.parse(args[1], data.inputs()), batch, examples, steps);
            TrainingDynamics dynamics = new TrainingDynamics(data.size(), ((Task.Classification) task).classes());
            try (SettingsProgram program =
                    new SettingsProgram(feed, task, settings, seed, false, Optional.of(dynamics))) {
                Loop.train(
                        program,
                        Horizon.steps(settings.steps()),
                        Schedule.constant(),
                        new Loop.Listener() {},
                        Optional.empty());
            }
            return dynamics.map();
        }
    }

    private static void tell(String noise, long seed, DataMap map, boolean[] wrong) {
        int[] ids = map.ids();
        long hard = count(ids, id -> map.confidence()[id] < HARD);
        long hardWrong = count(ids, id -> map.confidence()[id] < HARD && wrong[id]);
        long all = count(ids, id -> wrong[id]);
        System.out.printf(
                "%s, seed %d: %,d followed, %,d wrong; confidence under %.2f: %.1f %% of all, %.1f %% of these wrong, %.1f %% of the wrong",
                noise,
                seed,
                ids.length,
                all,
                HARD,
                100.0 * hard / ids.length,
                100.0 * hardWrong / Math.max(1, hard),
                100.0 * hardWrong / Math.max(1, all));
        if (all > 0) {
            System.out.printf(
                    "; AUROC by confidence %.4f, by EL2N %.4f, by forgetting %.4f",
                    area(ids, id -> -map.confidence()[id], wrong),
                    area(ids, id -> map.errorNorm()[id], wrong),
                    area(ids, id -> map.forgotten()[id], wrong));
        }
        System.out.println();
    }

    private static long count(int[] ids, IntPredicate which) {
        return Arrays.stream(ids).filter(which).count();
    }

    /** Pairs of a wrong and a right one in which the wrong one has the greater score, among equals half. */
    private static double area(int[] ids, IntToDoubleFunction score, boolean[] wrong) {
        double[] right = Arrays.stream(ids)
                .filter(id -> !wrong[id])
                .mapToDouble(score)
                .sorted()
                .toArray();
        return IntStream.of(ids)
                .filter(id -> wrong[id])
                .mapToDouble(id -> {
                    double own = score.applyAsDouble(id);
                    return (below(right, own, false) + below(right, own, true)) / (2.0 * right.length);
                })
                .average()
                .orElse(Double.NaN);
    }

    /** How many of the sorted are less, or less or equal. */
    private static int below(double[] sorted, double value, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
