package io.souschef.recipe.squeeze;

import io.souschef.data.Labels;
import io.souschef.experiment.Finding;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Trial;
import io.souschef.recipe.Tried;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which of the long trainings have come to something, on the validation split. A rate that was best in short trials can be too high for a
 * training in which it stays high for longer; a net that has been thrown off by it spoils the mean of five.
 */
final class Soundness {
    /**
     * Of what the best training knows more than an ignorant net, another knows so much at least. Of 117 long trainings on 24 tables 115 had
     * 0.60 of it or more; two that were thrown off had −3.8 and −34.
     */
    static final double SHARE = 0.5;

    private final Kitchen kitchen;
    private final double ignorant;

    Soundness(Kitchen kitchen) {
        this.kitchen = kitchen;
        this.ignorant =
                kitchen.dataset().targets() instanceof Labels labels ? largest(labels) : -kitchen.ignorantLoss();
    }

    /** The share of the largest class. */
    private double largest(Labels labels) {
        int[] train = kitchen.dataset().split().train();
        return Arrays.stream(labels.counts(train)).max().orElse(0) / (double) train.length;
    }

    /**
     * How much more it knows than an ignorant net: of classes the share of right answers above the largest class's; of numbers the loss
     * below that of their mean.
     */
    private double gain(Evaluation evaluation) {
        double knows = kitchen.task() instanceof Task.Classification ? evaluation.metric() : -evaluation.loss();
        return knows - ignorant;
    }

    /** Whether it came to its end, and knows more than an ignorant net. */
    boolean learnt(Tried tried) {
        return tried.feasible()
                && tried.trials().stream()
                        .map(Trial::validation)
                        .allMatch(validation -> gain(validation) > 0 || validation.loss() < kitchen.ignorantLoss());
    }

    /** The trials that are not far outside their sisters; all of them, where none has learnt anything. */
    List<Trial> sound(List<Trial> trials) {
        if (trials.isEmpty()) {
            return trials;
        }
        Evaluation best = best(trials);
        if (gain(best) <= 0) {
            return trials;
        }
        return trials.stream()
                .filter(trial -> gain(trial.validation()) >= SHARE * gain(best) || !worse(trial.validation(), best))
                .toList();
    }

    private Evaluation best(List<Trial> trials) {
        return trials.stream()
                .map(Trial::validation)
                .max(Comparator.comparingDouble(this::gain))
                .orElseThrow();
    }

    /** Beyond doubt. A few numbers out of hand make an interval of the squared errors so wide that nothing is. */
    private boolean worse(Evaluation one, Evaluation best) {
        return kitchen.task() instanceof Task.Classification
                ? Vote.byMetric(kitchen.task(), best, one).high() < 0
                : best.clearlyBetterThan(one);
    }

    /** What is said of those that are left out; nothing, where all are sound. */
    Optional<Finding> finding(List<Tried> all, List<Trial> trials, List<Trial> sound) {
        List<String> out = new ArrayList<>();
        for (Tried tried : all) {
            tried.trials().stream()
                    .filter(trial -> !sound.contains(trial))
                    .forEach(trial -> out.add("%s: %s %s, rate %.2g"
                            .formatted(
                                    tried.experiment().name(),
                                    kitchen.task().metric(),
                                    shown(trial.validation()),
                                    trial.settings().learningRate())));
            if (!tried.feasible()) {
                out.add("%s: a loss that isn't finite, rate %.2g"
                        .formatted(tried.experiment().name(), tried.settings().learningRate()));
            }
        }
        if (out.isEmpty()) {
            return Optional.empty();
        }
        String others = sound.isEmpty()
                ? ""
                : "; the best: %s %s".formatted(kitchen.task().metric(), shown(best(sound)));
        return Optional.of(Finding.of("ensembles", "members-thrown-off")
                .measured("%s%s", out.stream().collect(Collectors.joining("; ")), others)
                .expected(
                        "every long training learns %.0f %% or more of what the best has learnt beyond an ignorant net",
                        100 * SHARE)
                .cause("the rate was found in short trials, and is too high for a long training")
                .fix("they have no vote; a smaller learning rate makes long trainings safer")
                .warnIf(true));
    }

    private String shown(Evaluation evaluation) {
        return Vote.shown(kitchen.task(), evaluation.metric());
    }
}
