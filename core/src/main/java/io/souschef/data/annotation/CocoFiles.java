package io.souschef.data.annotation;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.souschef.data.Images;
import io.souschef.data.source.Progress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Annotations as COCO has them: JSON with the lists images, annotations and categories, in any order, in the folder itself or in one
 * called annotations. Read as a stream: of a file of any length only its boxes are held.
 *
 * @see <a href="https://cocodataset.org/#format-data">the format</a>
 */
final class CocoFiles {
    private static final JsonFactory JSON = new JsonFactory();

    /** One entry of the list of annotations. */
    private record Entry(String image, String category, double[] box, double area) {}

    private record Picture(String name, double width, double height) {}

    private final Map<String, Picture> pictures = new HashMap<>();
    private final Map<String, String> categories = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private boolean listed;

    private CocoFiles() {}

    /** Whether there is such a file at all. */
    static boolean read(Path folder, Images images, Drawn drawn, Progress progress) {
        Names names = new Names(images);
        boolean any = false;
        for (Path file : files(folder, drawn)) {
            CocoFiles one = new CocoFiles();
            String name = folder.relativize(file).toString();
            try {
                one.parse(file, progress);
                if (one.listed) {
                    any = true;
                    one.place(name, names, drawn);
                }
            } catch (JacksonException e) {
                if (one.listed || !one.pictures.isEmpty()) {
                    any = true;
                    drawn.fault(
                            name,
                            "",
                            "broken file",
                            "line %,d: %s"
                                    .formatted(
                                            e.getLocation() == null
                                                    ? 0
                                                    : e.getLocation().getLineNr(),
                                            e.getOriginalMessage()
                                                    .lines()
                                                    .findFirst()
                                                    .orElse("")));
                }
            } catch (IOException e) {
                drawn.fault(name, "", "unreadable file", String.valueOf(e.getMessage()));
            }
        }
        return any;
    }

    private static List<Path> files(Path folder, Drawn drawn) {
        List<Path> found = new ArrayList<>();
        for (Path place : List.of(folder, folder.resolve("annotations"))) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> all = Files.list(place)) {
                    all.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".json")
                                    && Files.isRegularFile(file))
                            .sorted()
                            .forEach(found::add);
                } catch (IOException e) {
                    drawn.fault(
                            folder.relativize(place).toString(),
                            "",
                            "unreadable folder",
                            String.valueOf(e.getMessage()));
                }
            }
        }
        return found;
    }

    private void parse(Path file, Progress progress) throws IOException {
        long size = Files.size(file);
        try (JsonParser json = JSON.createParser(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                boolean list = json.nextToken() == JsonToken.START_ARRAY;
                if (list && field.equals("images")) {
                    each(json, size, progress, this::picture);
                } else if (list && field.equals("annotations")) {
                    listed = true;
                    each(json, size, progress, this::entry);
                } else if (list && field.equals("categories")) {
                    each(json, size, progress, this::category);
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private interface Element {
        void read(JsonParser json) throws IOException;
    }

    private static void each(JsonParser json, long size, Progress progress, Element element) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            element.read(json);
            progress.at(Math.min(size, json.currentLocation().getByteOffset()), Math.max(1, size));
        }
    }

    private void picture(JsonParser json) throws IOException {
        String id = "";
        String name = "";
        double width = Double.NaN;
        double height = Double.NaN;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = text(json);
                case "file_name" -> name = text(json);
                case "width" -> width = json.getValueAsDouble(Double.NaN);
                case "height" -> height = json.getValueAsDouble(Double.NaN);
                default -> json.skipChildren();
            }
        }
        pictures.put(id, new Picture(name, width, height));
    }

    private static String text(JsonParser json) throws IOException {
        json.skipChildren();
        return String.valueOf(json.getValueAsString(""));
    }

    private void category(JsonParser json) throws IOException {
        String id = "";
        String name = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = text(json);
                case "name" -> name = text(json);
                default -> json.skipChildren();
            }
        }
        categories.put(id, name);
    }

    private void entry(JsonParser json) throws IOException {
        String image = "";
        String category = "";
        double[] box = new double[0];
        double area = Double.NaN;
        double outline = Double.NaN;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "image_id" -> image = text(json);
                case "category_id" -> category = text(json);
                case "area" -> area = json.getValueAsDouble(Double.NaN);
                case "bbox" -> box = numbers(json);
                case "segmentation" -> outline = outline(json);
                default -> json.skipChildren();
            }
        }
        entries.add(new Entry(image, category, box, Double.isNaN(area) ? outline : area));
    }

    /** The numbers of a list, those of lists in it too. */
    private static double[] numbers(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return new double[0];
        }
        List<Double> numbers = new ArrayList<>();
        for (JsonToken token = json.nextToken();
                token != JsonToken.END_ARRAY && token != null;
                token = json.nextToken()) {
            if (token.isStructStart()) {
                json.skipChildren();
            } else {
                numbers.add(json.getValueAsDouble(Double.NaN));
            }
        }
        return numbers.stream().mapToDouble(v -> v).toArray();
    }

    /** The area of outlines, x and y in turn; NaN of a mask that is packed otherwise. */
    private static double outline(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return Double.NaN;
        }
        double area = 0;
        for (JsonToken token = json.nextToken();
                token != JsonToken.END_ARRAY && token != null;
                token = json.nextToken()) {
            if (token == JsonToken.START_ARRAY) {
                area += Outline.area(numbers(json));
            } else if (token.isStructStart()) {
                json.skipChildren();
            }
        }
        return area;
    }

    private void place(String file, Names names, Drawn drawn) {
        Map<String, Integer> ids = new HashMap<>();
        int missing = 0;
        String example = "";
        for (Map.Entry<String, Picture> picture : pictures.entrySet()) {
            Optional<Integer> id = names.find(picture.getValue().name);
            if (id.isPresent()) {
                ids.put(picture.getKey(), id.get());
                drawn.speaksOf(id.get(), file);
            } else {
                example = missing == 0 || picture.getValue().name.compareTo(example) < 0
                        ? picture.getValue().name
                        : example;
                missing++;
            }
        }
        if (missing > 0) {
            drawn.fault(
                    file,
                    example,
                    "no such picture",
                    "%,d of %,d pictures of its list are not in the folder, e.g. %s"
                            .formatted(missing, pictures.size(), example));
        }
        for (Entry entry : entries) {
            Picture picture = pictures.get(entry.image);
            Integer id = ids.get(entry.image);
            if (picture == null) {
                drawn.fault(
                        file,
                        "",
                        "unknown image id",
                        "a box on image_id %s, which is not in its list".formatted(entry.image));
            } else if (id != null) {
                place(file, entry, picture, id, names, drawn);
            }
        }
    }

    private void place(String file, Entry entry, Picture picture, int id, Names names, Drawn drawn) {
        double width = picture.width > 0 ? picture.width : names.width(id);
        double height = picture.height > 0 ? picture.height : names.height(id);
        double[] b = entry.box;
        if (b.length != 4 || !Double.isFinite(b[0] + b[1] + b[2] + b[3])) {
            drawn.fault(file, picture.name, "bad box", "bbox %s, four numbers expected".formatted(Arrays.toString(b)));
            return;
        }
        double area = Double.isNaN(entry.area) ? b[2] * b[3] : entry.area;
        String label = categories.getOrDefault(entry.category, entry.category);
        if (!categories.isEmpty() && !categories.containsKey(entry.category)) {
            drawn.unlisted(
                    id,
                    names.name(id),
                    "category_id %s, of %,d categories".formatted(entry.category, categories.size()));
        }
        drawn.add(
                id, new Box(label, b[0] / width, b[1] / height, b[2] / width, b[3] / height, area / (width * height)));
    }
}
