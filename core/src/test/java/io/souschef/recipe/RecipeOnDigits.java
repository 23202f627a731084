package io.souschef.recipe;

import io.souschef.data.Options;
import io.souschef.data.Pantry;
import io.souschef.experiment.Experiment;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Result;
import io.souschef.experiment.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Runs the recipe by hand: DATA OUT [SECONDS]. */
final class RecipeOnDigits {
    public static void main(String[] args) {
        long started = System.nanoTime();
        Order order = new Order(
                "by hand",
                1337,
                args.length > 2 ? Optional.of(Duration.ofSeconds(Long.parseLong(args[2]))) : Optional.empty(),
                true,
                Set.of(1, 2, 3, 4, 5, 6),
                Path.of(args[1]));
        Recipe.Ended ended = new Recipe()
                .run(
                        order,
                        Pantry.open(args[0], Options.standard()),
                        new Watcher() {
                            @Override
                            public void stageStarted(Stage stage) {
                                System.out.println(stage.number() + " " + stage.title());
                            }

                            @Override
                            public void stageFinished(Stage stage, double seconds) {
                                System.out.printf("   %.1f s%n", seconds);
                            }

                            @Override
                            public void found(Finding finding) {
                                System.out.println(
                                        "   " + finding.outcome() + " " + finding.check() + ": " + finding.measured());
                            }

                            @Override
                            public void trained(Experiment experiment, Result result) {
                                System.out.println("   " + experiment.name() + " " + result.metrics() + " "
                                        + result.seconds() + " s");
                            }

                            @Override
                            public void judged(Experiment experiment, Verdict verdict) {
                                System.out.println(
                                        "   " + experiment.name() + ": " + verdict.kind() + " " + verdict.sentence());
                            }

                            @Override
                            public void decided(String what, String why) {
                                System.out.println("   decided " + what + ": " + why);
                            }
                        },
                        started);
        System.out.println(ended + " " + (System.nanoTime() - started) / 1e9 + " s");
    }
}
