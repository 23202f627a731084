package io.souschef.app;

import io.souschef.data.Dataset;
import io.souschef.data.pantry.Pantry;
import io.souschef.data.pretrained.Pretrained;
import io.souschef.experiment.Pages;
import io.souschef.experiment.RunDirectory;
import io.souschef.experiment.SetAside;
import io.souschef.recipe.Recipe;
import io.souschef.recipe.inspect.Inspect;
import io.souschef.report.FindingText;
import io.souschef.report.Report;
import io.souschef.tensor.Engine;
import io.souschef.tensor.Place;
import io.souschef.tensor.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** One walk through the stages that were asked for, as a user sees it: provenance, what comes, verdict. */
final class Walk {
    private final Terminal terminal;
    private final boolean json;
    private final ProgressLine progress;
    private final long started;

    private Walk(Terminal terminal, boolean json, long started) {
        this.terminal = terminal;
        this.json = json;
        this.progress = new ProgressLine(terminal, System::nanoTime);
        this.started = started;
    }

    /**
     * Walks, and returns the exit code.
     *
     * @param json prints the notebook's records, and nothing else
     * @param place where to compute; asked when libtorch is to be started
     * @param started when the command began, by {@link System#nanoTime}
     */
    static int through(RunRequest request, Supplier<Place> place, Terminal terminal, boolean json, long started) {
        Walk walk = new Walk(terminal, json, started);
        try (Interruption interruption = Interruption.of(walk.progress, request.command());
                Clockwork clockwork = Clockwork.drawing(walk.progress)) {
            return walk.run(request, place);
        }
    }

    private int run(RunRequest request, Supplier<Place> where) {
        Recipe.check(request.stages(), Pages.of(new RunDirectory(request.out())));
        Dataset dataset = Pantry.open(
                request.data(), request.reading((done, total) -> progress.reading(request.data(), done, total)));
        progress.ended();
        request.pretrained().ifPresent(net -> net.pictures(dataset.inputs()));
        if (!json) {
            progress.print(Provenance.line(request, dataset));
        }
        progress.at("starting libtorch; its first use unpacks about 350 MB", -1, "");
        Place place = where.get();
        Engine.check(place);
        progress.ended();
        RunDirectory run = new RunDirectory(request.out());
        RecipeFile recipe = RecipeFile.of(request, place, dataset);
        boolean again = recipe.looksAgain(run);
        boolean continues = !again && recipe.continues(run);
        if (again || !Pages.of(run).finished(Inspect.NAME)) {
            computeFeatures(request, dataset);
        }
        if (again) {
            Path earlier = SetAside.of(run);
            if (!json) {
                progress.print("the data have changed since they were looked at; what was found then is in " + earlier);
            }
        }
        RunText text = new RunText(terminal, progress, Pages.of(run));
        Screen screen = json ? (entry, line) -> progress.print(line) : text;
        if (!json) {
            progress.print(Provenance.details(request, place, dataset) + (continues ? "\n" : ""));
            text.before();
        }
        cook(request, dataset, new RunWatcher(run, screen, progress), place, recipe, continues);
        RunVerdict verdict = RunVerdict.of(Pages.of(run), run);
        if (!json) {
            progress.print(verdict.text(
                    new FindingText(terminal.width(), terminal.colour()), (System.nanoTime() - started) / 1e9));
        }
        return verdict.exitCode();
    }

    /** Makes the run, and its report however it ends. What comes to nothing before it has begun, for want of room, leaves nothing behind. */
    private void cook(
            RunRequest request,
            Dataset dataset,
            RunWatcher watcher,
            Place place,
            RecipeFile recipe,
            boolean continues) {
        RunDirectory run = watcher.run();
        try {
            if (!continues) {
                recipe.write(run);
            }
            RunDirectory.create(run.path());
            try (Scope scope = Scope.open("run", place)) {
                new Recipe().run(request.order(), dataset, watcher, started);
            }
        } catch (RuntimeException | Error e) {
            afterwards(e, continues ? () -> Report.write(run) : () -> reportOrDiscard(run));
            throw e;
        }
        Report.write(run);
    }

    private static void reportOrDiscard(RunDirectory run) {
        run.discard();
        if (Files.exists(run.notebook())) {
            Report.write(run);
        }
    }

    /** What fails because of {@code first} doesn't hide it. */
    private static void afterwards(Throwable first, Runnable last) {
        try {
            last.run();
        } catch (RuntimeException e) {
            first.addSuppressed(e);
        }
    }

    /** Before anything is written: a net that can't be used leaves nothing behind. */
    private void computeFeatures(RunRequest request, Dataset dataset) {
        if (request.pretrained().isPresent() && request.stages().contains(1)) {
            Pretrained net = request.pretrained().get();
            String what = "computing features by " + net.describe();
            net.features(
                    net.pictures(dataset.inputs()),
                    (done, total) -> progress.at(what, (double) done / total, "of %,d pictures".formatted(total)));
            progress.ended();
        }
    }
}
