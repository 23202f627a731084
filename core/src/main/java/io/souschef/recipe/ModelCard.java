package io.souschef.recipe;

import io.souschef.experiment.Entry;
import io.souschef.files.AtomicFile;
import io.souschef.statistics.Interval;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a person should know before using a model, as {@code README.md} beside it. */
public final class ModelCard {
    private ModelCard() {}

    /** Writes the card. */
    public static void write(Kitchen kitchen, Model model, Optional<Evaluation> test) {
        AtomicFile.write(kitchen.notebook().run().model().resolve("README.md"), text(kitchen, model, test));
    }

    static String text(Kitchen kitchen, Model model, Optional<Evaluation> test) {
        List<String> lines = new ArrayList<>();
        lines.add("# %s for %s".formatted(model.name(), model.data()));
        lines.add("");
        lines.add("Predicts %s from %s."
                .formatted(target(kitchen), kitchen.dataset().inputs().describe()));
        lines.add("");
        lines.add("## How good");
        lines.add("");
        lines.addAll(figures(kitchen, test));
        lines.add("");
        lines.add("## How it was made");
        lines.add("");
        lines.add("- data: %s, sha256 %s…, %s"
                .formatted(
                        model.data(),
                        model.fingerprint(),
                        kitchen.dataset().split().describe()));
        lines.add("- by: souschef %s, seed %d, budget %s, `%s`"
                .formatted(
                        model.souschef(),
                        kitchen.seed(),
                        kitchen.order().budgetText(),
                        kitchen.order().command()));
        for (Model.Net net : model.nets()) {
            lines.add("- %s: seed %d, %s".formatted(net.file(), net.seed(), described(net.settings())));
        }
        lines.add("- an example is shown to each net %s; the votes are averaged"
                .formatted(model.views().describe()));
        lines.add("");
        lines.add("## Limits");
        lines.add("");
        lines.addAll(limits(kitchen));
        lines.add("");
        return String.join("\n", lines);
    }

    private static String target(Kitchen kitchen) {
        return "'%s' (%s)"
                .formatted(
                        kitchen.dataset().targets().name(),
                        kitchen.dataset().targets().describe());
    }

    private static List<String> figures(Kitchen kitchen, Optional<Evaluation> test) {
        if (test.isEmpty()) {
            return List.of("There is no test split: nothing is known about new examples.");
        }
        List<String> lines = new ArrayList<>();
        lines.add("| who | %s on %,d test examples | 95 %% interval |"
                .formatted(kitchen.task().metric(), test.get().size()));
        lines.add("|---|---|---|");
        kitchen.notebook().pages().scores().stream()
                .filter(score -> score.split().equals("test"))
                .forEach(score -> lines.add(row(score)));
        return lines;
    }

    private static String row(Entry.Score score) {
        Interval interval = score.interval();
        return "| %s | %s %s | %s to %s |"
                .formatted(
                        score.name(),
                        number(interval.value(), score.unit()),
                        score.unit(),
                        number(interval.low(), score.unit()),
                        number(interval.high(), score.unit()))
                .replace("  |", " |");
    }

    private static String number(double value, String unit) {
        String form = unit.equals("%") ? "%.2f" : Math.abs(value) >= 1000 ? "%.0f" : "%.4g";
        return String.format(Locale.ROOT, form, value);
    }

    private static String described(Settings settings) {
        return "%s, batch %d, AdamW %.2g, weight decay %.2g, %s, %,d steps planned, label smoothing %.2g, dropout %.2g, augmentation: %s"
                .formatted(
                        settings.net().describe(),
                        settings.batchSize(),
                        settings.learningRate(),
                        settings.weightDecay(),
                        settings.schedule().getClass().getSimpleName(),
                        settings.steps(),
                        settings.smoothing(),
                        settings.net().dropout(),
                        settings.augmentation().describe());
    }

    private static List<String> limits(Kitchen kitchen) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "- It knows examples like those that it was trained on; of others it says something, too, and just as surely.");
        if (kitchen.task() instanceof Task.Classification c) {
            lines.add("- It always names one of its %d classes, also for what is none of them.".formatted(c.classes()));
        } else {
            lines.add("- It doesn't extrapolate: beyond the range of the training targets it is a guess.");
        }
        List<String> gates = kitchen.notebook().pages().failedGates();
        if (!gates.isEmpty()) {
            lines.add("- Checks failed in %s and were overridden: see report/index.html."
                    .formatted(String.join(", ", gates)));
        }
        return lines;
    }
}
