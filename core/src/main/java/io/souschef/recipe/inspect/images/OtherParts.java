package io.souschef.recipe.inspect.images;

import io.souschef.data.shortcut.RegionGuess;
import io.souschef.data.shortcut.RegionGuesses;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the class can be told without what the picture shows: from its border, its corners, all but its middle, or one pixel. Watermarks,
 * time stamps, rulers, the edge of a scanner and the place where a picture was taken are all found there, and a net finds them first.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"what variation is spurious", section 1 of the recipe</a>
 * @see <a href="https://arxiv.org/abs/2004.07780">Geirhos et al. 2020: shortcut learning in deep neural networks</a>
 */
public final class OtherParts implements Look {
    /**
     * Of the way from chance to certainty. Digits, 10 samples: all but the middle 0.23, one pixel 0.19, the corners 0.06; a mark in a corner
     * of made pictures: over 0.95.
     */
    private static final double LIFT = 0.5;

    private static final double PROBABILITY = 0.01;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.images()
                .flatMap(images -> seen.labels()
                        .flatMap(labels -> RegionGuesses.of(
                                images, labels, seen.dataset().split().train(), seen.seed())))
                .map(OtherParts::finding);
    }

    private static Finding finding(RegionGuesses told) {
        List<RegionGuess> parts =
                new ArrayList<>(told.guesses().subList(1, told.guesses().size()));
        parts.add(told.pixel());
        List<String> strong = parts.stream()
                .filter(part -> part.lift() >= LIFT && part.probability() < PROBABILITY)
                .map(RegionGuess::name)
                .toList();
        Finding.Draft draft = Finding.of("what the other parts of the picture tell", "other-parts")
                .measured(
                        "%s; chance %s; %,d examples",
                        told(parts), Phrases.percent(told.pixel().chance()), told.examples())
                .expected("less than half of the way from chance to certainty")
                .evidence(bars(told));
        if (strong.isEmpty()) {
            return draft.okIf(true);
        }
        return draft.fix("look there for a mark, a frame or a place; crop it away, or collect the classes alike")
                .needsEyes(
                        "%s alone %s the class: is that what the classes are about?",
                        String.join(", ", strong), strong.size() == 1 ? "tells" : "tell");
    }

    private static String told(List<RegionGuess> parts) {
        return String.join(
                "; ",
                parts.stream()
                        .map(part -> "%s %s right (p %s %.3f)"
                                .formatted(
                                        part.name(),
                                        Phrases.percent(part.accuracy()),
                                        part.probability() < PROBABILITY ? "≤" : "=",
                                        part.probability()))
                        .toList());
    }

    private static Evidence bars(RegionGuesses told) {
        List<RegionGuess> all = new ArrayList<>(told.guesses());
        all.add(told.pixel());
        return Evidence.Bars.of(
                "What a part of the picture tells about the class",
                "Balanced accuracy of a linear learner that is shown nothing else, in 5 folds; of %,d training examples, brought to some 800 numbers each."
                        .formatted(told.examples()),
                "% right",
                all.stream().map(RegionGuess::name).toList(),
                all.stream().mapToDouble(part -> 100 * part.accuracy()).toArray());
    }
}
