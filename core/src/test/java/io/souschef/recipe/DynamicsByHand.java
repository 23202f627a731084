package io.souschef.recipe;

import io.souschef.data.Dataset;
import io.souschef.data.Feed;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.tensor.Scope;
import io.souschef.train.Horizon;
import io.souschef.train.Loop;
import io.souschef.train.Schedule;
import io.souschef.train.Task;
import io.souschef.train.TrainingDynamics;
import java.util.Arrays;
import java.util.Optional;

/** What it costs to follow each training example: {@code DATA NET BATCH STEPS}, with and without in turn. By hand: it measures time. */
final class DynamicsByHand {
    private static final int ROUNDS = 11;

    private DynamicsByHand() {}

    public static void main(String[] args) {
        Dataset data = Pantry.open(args[0], Options.standard());
        Feed feed = new Feed(data);
        Task task = Kitchen.task(feed.preparation());
        NetPlan net = NetPlan.parse(args[1], data.inputs());
        Settings settings =
                Settings.plain(net, Integer.parseInt(args[2]), data.split().train().length, Long.parseLong(args[3]));
        double[] ratios = new double[ROUNDS];
        try (Scope scope = Scope.open("by hand")) {
            seconds(feed, task, settings, false);
            for (int round = 0; round < ROUNDS; round++) {
                boolean first = round % 2 == 0;
                double one = seconds(feed, task, settings, first);
                double other = seconds(feed, task, settings, !first);
                ratios[round] = first ? one / other : other / one;
                System.out.printf("%.3f s and %.3f s%n", first ? one : other, first ? other : one);
            }
        }
        Arrays.sort(ratios);
        System.out.printf(
                "%s, %s, batch %s: %.3f times the seconds, median of %d (%.3f to %.3f)%n",
                args[0], net.describe(), args[2], ratios[ROUNDS / 2], ROUNDS, ratios[0], ratios[ROUNDS - 1]);
    }

    private static double seconds(Feed feed, Task task, Settings settings, boolean followed) {
        Optional<TrainingDynamics> dynamics = followed
                ? Optional.of(new TrainingDynamics(feed.dataset().size(), ((Task.Classification) task).classes()))
                : Optional.empty();
        try (SettingsProgram program = new SettingsProgram(feed, task, settings, 1, false, dynamics)) {
            return Loop.train(
                            program,
                            Horizon.steps(settings.steps()),
                            Schedule.constant(),
                            new Loop.Listener() {},
                            Optional.empty())
                    .seconds();
        }
    }
}
