package io.souschef.bench;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.Split;
import io.souschef.data.pretrained.Pretrained;
import io.souschef.data.pretrained.PretrainedFeatures;
import io.souschef.data.source.Progress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a net that was trained on some classes makes of the others: {@code -Dfeatures=net.pt -Dclasses=56789}. */
final class SomeClasses {
    private SomeClasses() {}

    /** The examples of the classes that are asked for, by their digits; all where none are. */
    static Dataset of(Dataset dataset, String asked) {
        if (asked.isEmpty()) {
            return dataset;
        }
        Labels labels = (Labels) dataset.targets();
        int[] classes = asked.chars().map(digit -> digit - '0').toArray();
        int[] ids = IntStream.range(0, dataset.size())
                .filter(id -> asked.indexOf('0' + labels.values()[id]) >= 0)
                .toArray();
        int[] own = Arrays.stream(ids)
                .map(id -> asked.indexOf('0' + labels.values()[id]))
                .toArray();
        List<String> names =
                Arrays.stream(classes).mapToObj(labels.classes()::get).toList();
        return only(dataset, ids, new Labels(own, names));
    }

    /** The first so many of train and validation alone, so that features of no others are computed. */
    static Dataset first(Dataset dataset, int count) {
        int[] ids = IntStream.concat(
                        IntStream.of(dataset.split().train()),
                        IntStream.of(dataset.split().validation()))
                .sorted()
                .limit(count)
                .toArray();
        Labels labels = (Labels) dataset.targets();
        int[] own = Arrays.stream(ids).map(id -> labels.values()[id]).toArray();
        return only(dataset, ids, new Labels(own, labels.classes()));
    }

    private static Dataset only(Dataset dataset, int[] ids, Labels labels) {
        Split split = dataset.split();
        return new Dataset(
                dataset.name(),
                dataset.source(),
                ((Images) dataset.inputs()).only(ids),
                labels,
                new Split(
                        places(split.train(), ids),
                        places(split.validation(), ids),
                        places(split.test(), ids),
                        split.origin()),
                List.of());
    }

    private static int[] places(int[] part, int[] ids) {
        return Arrays.stream(part)
                .map(id -> Arrays.binarySearch(ids, id))
                .filter(place -> place >= 0)
                .toArray();
    }

    static Optional<PretrainedFeatures> features(Images images) {
        return Optional.ofNullable(System.getProperty("features"))
                .map(file -> Pretrained.at(Path.of(file)).features(images, Progress.SILENT));
    }
}
