package io.souschef.recipe.inspect.images;

import io.souschef.data.annotation.Annotations;
import io.souschef.data.annotation.Fault;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is drawn on the pictures: how many boxes of what size, and those that can't be right. Their number, size and classes are axes like
 * all others, to sort and filter by.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"size of annotations, number of annotations", section 1 of the recipe</a>
 */
public final class DrawnBoxes implements Look {
    private static final int ROWS = 30, CLASSES = 40, BINS = 30;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.annotations().map(DrawnBoxes::finding);
    }

    private static Finding finding(Annotations annotations) {
        int[] silent = IntStream.range(0, annotations.annotated().length)
                .filter(id -> !annotations.annotated()[id])
                .toArray();
        List<Fault> faults = annotations.faults();
        Map<String, Integer> kinds = new TreeMap<>();
        faults.forEach(fault -> kinds.merge(fault.kind(), 1, Integer::sum));
        String bad = kinds.entrySet().stream()
                .map(kind -> "%,d %s".formatted(kind.getValue(), kind.getKey()))
                .collect(Collectors.joining(", "));
        Map<String, Integer> labels = annotations.labels();
        List<Evidence> evidence = new ArrayList<>();
        if (!faults.isEmpty()) {
            evidence.add(rows(faults));
        }
        if (annotations.count() > 0) {
            evidence.add(bars(labels));
            evidence.add(sizes(annotations));
        }
        return Finding.of("annotations", "annotations")
                .measured(
                        "%s of %s on %,d pictures (%s)%s%s",
                        Phrases.count(annotations.count(), "box", "boxes"),
                        Phrases.count(labels.size(), "class", "classes"),
                        annotations.annotated().length - silent.length,
                        annotations.format(),
                        silent.length == 0 ? "" : "; %,d pictures without annotation".formatted(silent.length),
                        bad.isEmpty() ? "" : "; " + bad)
                .expected("boxes with an area, inside their picture, each once; files that can be read")
                .cause(faults.isEmpty() ? "" : "e.g. " + told(faults.get(0)))
                .fix(faults.isEmpty() ? "" : "correct or remove them: what is trained on them learns them")
                .evidence(evidence.toArray(Evidence[]::new))
                .warnIf(!faults.isEmpty());
    }

    private static String told(Fault fault) {
        return fault.file() + (fault.picture().isEmpty() ? "" : ", " + fault.picture()) + ": " + fault.what();
    }

    private static Evidence rows(List<Fault> faults) {
        return new Evidence.Grid(
                "Annotations that can't be right",
                faults.size() > ROWS ? "The first %,d of %,d.".formatted(ROWS, faults.size()) : "",
                List.of("file", "picture", "fault", ""),
                faults.stream()
                        .limit(ROWS)
                        .map(fault -> List.of(fault.file(), fault.picture(), fault.kind(), fault.what()))
                        .toList(),
                "llll");
    }

    private static Evidence bars(Map<String, Integer> labels) {
        List<Map.Entry<String, Integer>> most = labels.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(CLASSES)
                .toList();
        return Evidence.Bars.of(
                "Boxes of each class",
                labels.size() > CLASSES ? "The most frequent %,d of %,d.".formatted(CLASSES, labels.size()) : "",
                "boxes",
                most.stream().map(Map.Entry::getKey).toList(),
                most.stream().mapToDouble(Map.Entry::getValue).toArray());
    }

    private static Evidence sizes(Annotations annotations) {
        double[] sides = annotations.boxes().stream()
                .flatMap(List::stream)
                .mapToDouble(box -> Math.sqrt(Math.max(0, Math.min(1, box.area()))))
                .toArray();
        return Evidence.Histogram.of(
                "Size of the boxes",
                "The root of the share of the picture that a box covers. What is a few pixels wide at the size that the net sees can't be learnt.",
                "side of a box, in sides of the picture",
                sides,
                BINS);
    }
}
