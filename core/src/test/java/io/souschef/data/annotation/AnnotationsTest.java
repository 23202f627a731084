package io.souschef.data.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.Images;
import io.souschef.data.axis.Axis;
import io.souschef.data.source.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotationsTest {
    /** Four pictures of 100 x 50. */
    private static final Images IMAGES = new Images(
            1,
            1,
            2,
            new byte[4][2],
            new int[] {50, 50, 50, 50},
            new int[] {100, 100, 100, 100},
            List.of("cat/a.png", "cat/b.png", "dog/c.png", "dog/d.png"));

    private static final String COCO = """
            {"info": {"year": 2017, "deep": [1, {"x": [2]}]},
             "annotations": [
               {"id": 1, "image_id": 7, "category_id": 3, "bbox": [10, 5, 20, 10], "area": 200, "iscrowd": 0},
               {"id": 2, "image_id": 7, "category_id": 4, "bbox": [50, 0, 50, 50],
                "segmentation": [[50, 0, 100, 0, 100, 50]]}%s
             ],
             "images": [{"id": 7, "file_name": "a.png", "width": 100, "height": 50},
                        {"id": 8, "file_name": "cat/b.png", "width": 100, "height": 50, "license": {"a": 1}}],
             "categories": [{"id": 3, "name": "ear"}, {"id": 4, "name": "tail"}]}
            """;

    @TempDir
    Path folder;

    @Test
    void a_coco_file_gives_number_size_and_classes_in_any_order_of_its_lists() throws IOException {
        write("annotations/instances.json", COCO.formatted(""));

        Annotations found = found();

        assertThat(found.format()).isEqualTo("COCO");
        assertThat(found.faults()).isEmpty();
        assertThat(axis(found, "boxes")).containsExactly(2, 0, Double.NaN, Double.NaN);
        assertThat(axis(found, "boxes_area")[0]).isCloseTo(0.29, within(1e-9));
        assertThat(axis(found, "box_area")[0]).isCloseTo(0.145, within(1e-9));
        assertThat(axis(found, "box_area")[1])
                .as("of no boxes there is no mean")
                .isNaN();
        assertThat(axis(found, "box_width")[0]).isEqualTo(35);
        assertThat(axis(found, "box_height")[0]).isEqualTo(30);
        assertThat(axis(found, "box_classes")).startsWith(2, 0);
        assertThat(axis(found, "boxes ear")).startsWith(1, 0);
    }

    @Test
    void what_can_not_be_is_a_fault_with_the_names_of_file_and_picture() throws IOException {
        write("boxes.json", COCO.formatted("""
                        , {"image_id": 7, "category_id": 3, "bbox": [90, 5, 20, 10], "area": 200}
                        , {"image_id": 8, "category_id": 3, "bbox": [1, 5, 0, 10], "area": 0}
                        , {"image_id": 7, "category_id": 3, "bbox": [10, 5, 20, 10.1], "area": 202}
                        , {"image_id": 99, "category_id": 3, "bbox": [1, 1, 2, 2]}
                        , {"image_id": 8, "category_id": 3, "bbox": [1, 1]}"""));

        assertThat(found().faults())
                .extracting(fault -> fault.file() + "|" + fault.picture() + "|" + fault.kind() + "|" + fault.what())
                .containsExactlyInAnyOrder(
                        "boxes.json|cat/a.png|outside the picture|ear: 20 × 10 at 90, 5 of 100 × 50",
                        "boxes.json|cat/b.png|without area|ear: 0 × 10 at 1, 5 of 100 × 50",
                        "boxes.json|cat/a.png|drawn twice|ear: 20 × 10 at 10, 5 of 100 × 50",
                        "boxes.json||unknown image id|a box on image_id 99, which is not in its list",
                        "boxes.json|cat/b.png|bad box|bbox [1.0, 1.0], four numbers expected");
    }

    @Test
    void a_file_that_is_cut_short_is_a_fault_and_not_an_error() throws IOException {
        String whole = COCO.formatted("");
        write("boxes.json", whole.substring(0, whole.indexOf("segmentation")));

        Annotations found = found();

        assertThat(found.count()).isZero();
        assertThat(found.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo("broken file");
            assertThat(fault.file()).isEqualTo("boxes.json");
            assertThat(fault.what()).startsWith("line 5: ");
        });
    }

    @Test
    void pictures_that_are_not_there_are_counted() throws IOException {
        write("boxes.json", COCO.formatted("").replace("\"a.png\"", "\"x.png\""));

        assertThat(found().faults())
                .extracting(Fault::what)
                .containsExactly("1 of 2 pictures of its list are not in the folder, e.g. x.png");
    }

    @Test
    void other_json_is_passed_over() throws IOException {
        write("package.json", "{\"name\": \"x\", \"version\": 1}");
        write("list.json", "[1, 2, 3]");
        write("bad.json", "{oh");

        assertThat(Annotations.beside(folder, IMAGES, Progress.SILENT)).isEmpty();
    }

    @Test
    void yolo_files_beside_the_pictures_or_below_labels_are_found() throws IOException {
        write("cat/a.txt", "0 0.5 0.5 0.2 0.4\n1 0.25 0.25 0.5 0.5 0.9\n");
        write("labels/cat/b.txt", "");
        write("labels/dog/c.txt", "1 0 0 0.5 0 0.5 1 0 1\n");
        write("classes.txt", "ear\ntail\n");

        Annotations found = found();

        assertThat(found.format()).isEqualTo("YOLO");
        assertThat(found.faults()).isEmpty();
        assertThat(axis(found, "boxes")).containsExactly(2, 0, 1, Double.NaN);
        assertThat(axis(found, "boxes_area")[0]).isEqualTo(0.08 + 0.25);
        assertThat(axis(found, "box_area")[2]).as("an outline").isEqualTo(0.5);
        assertThat(axis(found, "box_width")[2]).isEqualTo(50);
        assertThat(found.labels()).containsEntry("ear", 1).containsEntry("tail", 2);
    }

    @Test
    void a_line_that_can_not_be_read_is_named() throws IOException {
        write("cat/a.txt", "0 0.5 0.5 0.2 0.4\n0 0.5 0.5 0.2\n0 0.5 0.5 0.2 0.4\n0 0.9 0.5 0.4 0.4\n");
        write("data.yaml", "train: x\nnames:\n  0: ear\n  1: 'tail'\nnc: 2\n");

        assertThat(found().faults())
                .extracting(fault -> fault.file() + "|" + fault.kind() + "|" + fault.what())
                .containsExactlyInAnyOrder(
                        "cat/a.txt|bad line|line 2: 0 0.5 0.5 0.2",
                        "cat/a.txt|drawn twice|ear: 20 × 20 at 40, 15 of 100 × 50",
                        "cat/a.txt|outside the picture|ear: 40 × 20 at 70, 15 of 100 × 50");
    }

    @Test
    void a_class_that_is_not_in_the_list_is_a_fault_where_there_is_a_list() throws IOException {
        write("cat/a.txt", "0 0.5 0.5 0.2 0.4\n2 0.4 0.5 0.3 0.4\n");

        assertThat(found().faults()).as("nobody says which there are").isEmpty();

        write("data.yaml", "names: [ear, tail]\n");

        assertThat(found().faults())
                .extracting(fault -> fault.file() + "|" + fault.picture() + "|" + fault.kind() + "|" + fault.what())
                .containsExactly(
                        "cat/a.txt|cat/a.png|of a class that is not in the list|'class 2', of 2 classes 0 … 1");

        Files.delete(folder.resolve("cat/a.txt"));
        write(
                "boxes.json",
                COCO.formatted(", {\"image_id\": 7, \"category_id\": 5, \"bbox\": [40, 5, 20, 10], \"area\": 200}"));

        assertThat(found().faults())
                .extracting(fault -> fault.picture() + "|" + fault.kind())
                .containsExactly("cat/a.png|of a class that is not in the list");

        write(
                "boxes.json",
                "{\"images\": [{\"id\": 7, \"file_name\": \"a.png\", \"width\": 100, \"height\": 50}],"
                        + " \"annotations\": [{\"image_id\": 7, \"category_id\": 5, \"bbox\": [40, 5, 20, 10], \"area\": 200}]}");

        assertThat(found().faults()).as("no categories are listed").isEmpty();
    }

    @Test
    void classes_are_named_however_yaml_lists_them() throws IOException {
        write("cat/a.txt", "0 0.5 0.5 0.2 0.4\n1 0.4 0.5 0.3 0.4\n");

        for (String list : List.of(
                "names:\n- ear\n- tail\nnc: 2\n",
                "names:\n  - ear\n  - 'tail'\n",
                "names:\n  0: ear\n  1: tail\n",
                "names: ['ear', 'tail']  # of a cat\nnc: 2\n",
                "names: [ 'ear',  # two of them\n         'tail', ]\nnc: 2\n")) {
            write("data.yaml", "train: x\n" + list);

            assertThat(found().faults()).as(list).isEmpty();
            assertThat(found().labels()).as(list).containsOnlyKeys("ear", "tail");
        }
    }

    @Test
    void names_of_classes_are_read_in_other_encodings_too() throws IOException {
        write("cat/a.txt", "0 0.5 0.5 0.2 0.4\n1 0.4 0.5 0.3 0.4\n");

        Files.write(folder.resolve("classes.txt"), "\ufeffÖhr\ntail\n".getBytes(StandardCharsets.UTF_8));
        assertThat(found().labels()).as("with a mark, by Notepad").containsOnlyKeys("Öhr", "tail");

        Files.write(folder.resolve("classes.txt"), "Öhr\ntail\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(found().labels()).as("in Latin-1").containsOnlyKeys("Öhr", "tail");
    }

    @Test
    void captions_are_no_boxes() throws IOException {
        write("cat/a.txt", "a cat on a mat\n");
        write("cat/b.txt", "another one\n");

        assertThat(Annotations.beside(folder, IMAGES, Progress.SILENT)).isEmpty();
    }

    private Annotations found() {
        return Annotations.beside(folder, IMAGES, Progress.SILENT).orElseThrow();
    }

    private static double[] axis(Annotations annotations, String name) {
        return annotations.axes(IMAGES).stream()
                .filter(axis -> axis.name().equals(name))
                .map(Axis::values)
                .findFirst()
                .orElseThrow();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
