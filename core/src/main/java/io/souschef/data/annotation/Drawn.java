package io.souschef.data.annotation;

import io.souschef.data.Images;
import java.util.ArrayList;
import java.util.List;

/** Boxes as they are read, picture by picture. */
final class Drawn {
    /** Faults that are named; all are counted. */
    static final int NAMED = 100_000;

    /** On a picture with more boxes no pair is compared. */
    private static final int COMPARED = 2000;

    private final List<List<Box>> boxes = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private final boolean[] annotated;
    private final List<Fault> faults = new ArrayList<>();

    Drawn(int pictures) {
        annotated = new boolean[pictures];
        for (int id = 0; id < pictures; id++) {
            boxes.add(new ArrayList<>());
            files.add("");
        }
    }

    /** The file speaks of this picture, even if it has no box. */
    void speaksOf(int id, String file) {
        annotated[id] = true;
        files.set(id, file);
    }

    void add(int id, Box box) {
        boxes.get(id).add(box);
    }

    void fault(String file, String picture, String kind, String what) {
        if (faults.size() < NAMED) {
            faults.add(new Fault(file, picture, kind, what));
        }
    }

    /** A box of a class that the list beside the pictures does not have. */
    void unlisted(int id, String picture, String what) {
        fault(files.get(id), picture, "of a class that is not in the list", what);
    }

    Annotations checked(String format, Images images) {
        for (int id = 0; id < annotated.length; id++) {
            List<Box> each = boxes.get(id);
            for (int i = 0; i < each.size(); i++) {
                check(id, images, each, i);
            }
        }
        return new Annotations(format, boxes.stream().map(List::copyOf).toList(), annotated, faults);
    }

    private void check(int id, Images images, List<Box> each, int i) {
        Box box = each.get(i);
        String picture = images.nameOf(id);
        if (box.isEmpty()) {
            fault(files.get(id), picture, "without area", told(box, images, id));
        } else if (box.isOutside()) {
            fault(files.get(id), picture, "outside the picture", told(box, images, id));
        } else if (each.size() <= COMPARED) {
            for (int j = 0; j < i; j++) {
                if (box.isSameAs(each.get(j))) {
                    fault(files.get(id), picture, "drawn twice", told(box, images, id));
                    break;
                }
            }
        }
    }

    /** In pixels of the picture as it was. */
    private static String told(Box box, Images images, int id) {
        double w = images.originalWidths()[id];
        double h = images.originalHeights()[id];
        return "%s: %.0f × %.0f at %.0f, %.0f of %.0f × %.0f"
                .formatted(box.label(), w * box.width(), h * box.height(), w * box.left(), h * box.top(), w, h);
    }
}
