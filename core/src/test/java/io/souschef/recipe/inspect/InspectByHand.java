package io.souschef.recipe.inspect;

import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.experiment.Finding;
import io.souschef.experiment.RunDirectory;
import io.souschef.recipe.Order;
import io.souschef.recipe.Recipe;
import io.souschef.recipe.Stage;
import io.souschef.recipe.Watcher;
import io.souschef.report.Report;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Runs stage 1 by hand and leaves its report, to be looked at: DATA OUT [TARGET]. */
final class InspectByHand {
    public static void main(String[] args) {
        Options options = args.length > 2 ? Options.standard().withTarget(args[2]) : Options.standard();
        Path out = Path.of(args[1]);
        Order order = new Order("by hand", 1337, Optional.empty(), false, Set.of(1), out);
        Recipe.Ended ended = new Recipe().run(order, Pantry.open(args[0], options), new Printing(), System.nanoTime());
        System.out.println(ended);
        System.out.println(Report.write(new RunDirectory(out)));
    }

    /** Every finding in a line. */
    private static final class Printing implements Watcher {
        @Override
        public void found(Finding finding) {
            System.out.printf(
                    "%-4s %-28s %5.2f s  %s%n",
                    finding.outcome(), finding.check(), finding.seconds(), finding.headline());
        }

        @Override
        public void stageFinished(Stage stage, double seconds) {
            System.out.printf("%.2f s%n", seconds);
        }
    }
}
