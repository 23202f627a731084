package io.souschef.data.annotation;

import io.souschef.data.Images;
import io.souschef.data.text.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Annotations as YOLO has them: for every picture a text file of its name, beside it or below a folder called labels, with a line per box:
 * class, centre x and y, width, height; or per outline: class, then x and y of its corners. All in shares of the picture.
 */
final class YoloFiles {
    /** Bytes; a file of ten thousand boxes has half of it. */
    private static final long LARGEST = 1 << 20;

    /** With more lines than this share that can't be read, these are no annotations but captions, say. */
    private static final double FOREIGN = 0.5;

    /** The dash of a list may stand below the key, as PyYAML and Roboflow write it. */
    private static final Pattern NAME_IN_YAML =
            Pattern.compile("^(?:\\s+\\d+\\s*:|\\s*-\\s)\\s*['\"]?(.*?)['\"]?\\s*$");

    private record Line(int id, String file, int number, String text) {}

    private YoloFiles() {}

    /** Whether there are such files at all. */
    static boolean read(Path folder, Images images, Drawn drawn) {
        List<String> classes = classes(folder);
        List<Line> bad = new ArrayList<>();
        List<Integer> found = new ArrayList<>();
        List<String> files = new ArrayList<>();
        List<Box> boxes = new ArrayList<>();
        List<Integer> on = new ArrayList<>();
        for (int id = 0; id < images.size(); id++) {
            Optional<Path> file = beside(folder, images.nameOf(id));
            if (file.isPresent()) {
                found.add(id);
                files.add(folder.relativize(file.get()).toString());
                lines(id, file.get(), files.get(files.size() - 1), classes, boxes, on, bad);
            }
        }
        if (found.isEmpty() || bad.size() > FOREIGN * (bad.size() + boxes.size())) {
            return false;
        }
        for (int i = 0; i < found.size(); i++) {
            drawn.speaksOf(found.get(i), files.get(i));
        }
        for (int i = 0; i < boxes.size(); i++) {
            drawn.add(on.get(i), boxes.get(i));
            if (!classes.isEmpty() && !classes.contains(boxes.get(i).label())) {
                drawn.unlisted(
                        on.get(i),
                        images.nameOf(on.get(i)),
                        "'%s', of %,d classes 0 … %,d"
                                .formatted(boxes.get(i).label(), classes.size(), classes.size() - 1));
            }
        }
        bad.forEach(line -> drawn.fault(
                line.file, images.nameOf(line.id), "bad line", "line %,d: %s".formatted(line.number, line.text)));
        return true;
    }

    private static Optional<Path> beside(Path folder, String name) {
        String plain = name.replace('\\', '/').replaceFirst("\\.[^./]*$", ".txt");
        if (!plain.endsWith(".txt")) {
            return Optional.empty();
        }
        List<Path> places = new ArrayList<>(
                List.of(folder.resolve(plain), folder.resolve("labels").resolve(plain)));
        if (plain.startsWith("images/") || plain.contains("/images/")) {
            places.add(folder.resolve(plain.replaceFirst("(^|/)images/", "$1labels/")));
        }
        return places.stream().filter(Files::isRegularFile).findFirst();
    }

    private static void lines(
            int id, Path file, String name, List<String> classes, List<Box> boxes, List<Integer> on, List<Line> bad) {
        String text;
        try {
            if (Files.size(file) > LARGEST) {
                bad.add(new Line(id, name, 1, "a file of %,d bytes".formatted(Files.size(file))));
                return;
            }
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            bad.add(new Line(id, name, 0, "can't be read"));
            return;
        }
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                Optional<Box> box = box(lines[i].strip().split("\\s+", -1), classes);
                if (box.isPresent()) {
                    boxes.add(box.get());
                    on.add(id);
                } else {
                    String shown = lines[i].strip();
                    bad.add(new Line(id, name, i + 1, shown.length() > 60 ? shown.substring(0, 60) + "…" : shown));
                }
            }
        }
    }

    private static Optional<Box> box(String[] cells, List<String> classes) {
        double[] numbers = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            try {
                numbers[i] = Double.parseDouble(cells[i]);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
        if (cells.length < 5 || !(numbers[0] >= 0) || !Arrays.stream(numbers).allMatch(Double::isFinite)) {
            return Optional.empty();
        }
        int k = (int) numbers[0];
        String label = k < classes.size() ? classes.get(k) : "class " + k;
        double[] rest = Arrays.copyOfRange(numbers, 1, numbers.length);
        if (rest.length <= 5) { // four, or also how sure somebody was
            return Optional.of(
                    new Box(label, rest[0] - rest[2] / 2, rest[1] - rest[3] / 2, rest[2], rest[3], rest[2] * rest[3]));
        }
        if (rest.length % 2 != 0) {
            return Optional.empty();
        }
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < rest.length; i += 2) {
            left = Math.min(left, rest[i]);
            right = Math.max(right, rest[i]);
            top = Math.min(top, rest[i + 1]);
            bottom = Math.max(bottom, rest[i + 1]);
        }
        return Optional.of(new Box(label, left, top, right - left, bottom - top, Outline.area(rest)));
    }

    /** Their names, in order, as far as a file beside the pictures has them. */
    private static List<String> classes(Path folder) {
        for (String name : List.of("classes.txt", "labels/classes.txt", "obj.names")) {
            Optional<List<String>> lines = lines(folder.resolve(name));
            if (lines.isPresent()) {
                return lines.get().stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
            }
        }
        for (String name : List.of("data.yaml", "dataset.yaml", "data.yml")) {
            Optional<List<String>> lines = lines(folder.resolve(name));
            if (lines.isPresent()) {
                return inYaml(lines.get());
            }
        }
        return List.of();
    }

    private static Optional<List<String>> lines(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LARGEST
                    ? TextFile.read(file, file.toString())
                            .map(text -> text.content().lines().toList())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@code names: [cat, dog]}, or a list or a map below {@code names:}. */
    private static List<String> inYaml(List<String> lines) {
        List<String> names = new ArrayList<>();
        boolean inside = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("names:")) {
                if (line.substring("names:".length()).strip().startsWith("[")) {
                    return inBrackets(lines.subList(i, lines.size()));
                }
                inside = true;
            } else if (inside) {
                Matcher name = NAME_IN_YAML.matcher(line);
                if (!name.matches()) {
                    break;
                }
                names.add(name.group(1));
            }
        }
        return names;
    }

    /** {@code names: [cat, dog]}, over as many lines as it takes. */
    private static List<String> inBrackets(List<String> lines) {
        StringBuilder text = new StringBuilder();
        boolean open = true;
        for (int i = 0; i < lines.size() && open; i++) {
            String line = lines.get(i).replaceFirst("(^|\\s)#.*", "");
            text.append(line).append(' ');
            open = !line.contains("]");
        }
        int end = text.indexOf("]");
        String list = text.substring(text.indexOf("[") + 1, end < 0 ? text.length() : end)
                .replaceAll("['\"]", "")
                .replaceFirst(",?\\s*$", "");
        return list.isBlank()
                ? List.of()
                : Arrays.stream(list.split(",", -1)).map(String::strip).toList();
    }
}
