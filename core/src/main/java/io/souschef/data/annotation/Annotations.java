package io.souschef.data.annotation;

import io.souschef.data.Images;
import io.souschef.data.axis.Axis;
import io.souschef.data.source.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Everything that is drawn on the pictures of a folder, by COCO files (JSON) or YOLO files (a text file per picture).
 *
 * @param format "COCO" or "YOLO"
 * @param boxes by id; empty where a picture has none
 * @param annotated by id, whether the files speak of the picture at all
 * @param faults what can't be as it was drawn
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record Annotations(String format, List<List<Box>> boxes, boolean[] annotated, List<Fault> faults) {
    /** Of more classes no column is made for each. */
    private static final int CLASSES = 20;

    public Annotations {
        boxes = List.copyOf(boxes);
        faults = List.copyOf(faults);
    }

    /**
     * Those that lie beside the pictures of a folder; empty where there are none.
     *
     * @param folder from which the pictures were read, by whose names below it they are called
     */
    public static Optional<Annotations> beside(Path folder, Images images, Progress progress) {
        Drawn drawn = new Drawn(images.size());
        if (CocoFiles.read(folder, images, drawn, progress)) {
            return Optional.of(drawn.checked("COCO", images));
        }
        return YoloFiles.read(folder, images, drawn) ? Optional.of(drawn.checked("YOLO", images)) : Optional.empty();
    }

    /** How many boxes there are. */
    public long count() {
        return boxes.stream().mapToLong(List::size).sum();
    }

    /** How many boxes each label has. */
    public Map<String, Integer> labels() {
        Map<String, Integer> counts = new TreeMap<>();
        boxes.forEach(each -> each.forEach(box -> counts.merge(box.label(), 1, Integer::sum)));
        return counts;
    }

    /** What is to be sorted by; NaN for a picture of which the files don't speak, sizes also for one without boxes. */
    public List<Axis> axes(Images images) {
        List<Axis> axes = new ArrayList<>();
        axes.add(axis("boxes", "", List::size));
        axes.add(axis("boxes_area", "share of the picture", each -> each.stream()
                .mapToDouble(Box::area)
                .sum()));
        axes.add(axis("box_area", "share of the picture, mean", each -> mean(each, Box::area)));
        axes.add(sized("box_width", images.originalWidths(), each -> mean(each, Box::width)));
        axes.add(sized("box_height", images.originalHeights(), each -> mean(each, Box::height)));
        axes.add(axis("box_classes", "", each ->
                (double) each.stream().map(Box::label).distinct().count()));
        Map<String, Integer> labels = labels();
        if (labels.size() > 1 && labels.size() <= CLASSES) {
            labels.keySet()
                    .forEach(label -> axes.add(axis("boxes " + label, "", each -> (double) each.stream()
                            .filter(box -> box.label().equals(label))
                            .count())));
        }
        return axes;
    }

    private static double mean(List<Box> boxes, ToDoubleFunction<Box> number) {
        return boxes.stream().mapToDouble(number).average().orElse(Double.NaN);
    }

    private Axis axis(String name, String unit, ToDoubleFunction<List<Box>> number) {
        double[] values = new double[annotated.length];
        Arrays.setAll(values, id -> annotated[id] ? number.applyAsDouble(boxes.get(id)) : Double.NaN);
        return new Axis(name, unit, values);
    }

    /** A share of a side, in pixels of the picture as it was. */
    private Axis sized(String name, int[] side, ToDoubleFunction<List<Box>> share) {
        Axis shares = axis(name, "pixels, mean", share);
        double[] values = shares.values();
        Arrays.setAll(values, id -> values[id] * side[id]);
        return shares;
    }
}
