package io.souschef.recipe.inspect.splits;

import io.souschef.data.Labels;
import io.souschef.data.split.SplitNames;
import io.souschef.recipe.inspect.look.Inspection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A part of the names of files that may say where each is from: a folder below that of the class, what stands between two separators
 * ({@code s03} of {@code s03_img_0017.png}), and all that stands before the last number ({@code s03_img}).
 *
 * <p>Parts that say what is to be seen are none: a word without a digit ({@code cat.123.jpg}, {@code document-new.png}), unless it is one of
 * those that groups are called by, and what is the class under another name, one for each. A counter is none either: hardly any two
 * files share a number.
 *
 * @param name how a person finds it: "the 2nd part of the name"
 * @param groups by id, the number of its value, 0 for those that have no such part
 * @param values by number; the first is empty
 * @param called whether the values are called as groups are: patient, session, camera …
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record NamePart(String name, int[] groups, List<String> values, boolean called) {
    private static final Pattern SEPARATOR = Pattern.compile("[_\\-. ]+");
    private static final Pattern DIGITS = Pattern.compile(".*\\d.*");
    private static final Pattern LAST_NUMBER = Pattern.compile("[_\\-. ]*\\d+[^\\d]*$");
    private static final Pattern GROUP =
            Pattern.compile("(subject|subj|sub|patient|pat|person|user|session|sess|ses|speaker|spk|writer|author"
                    + "|site|device|machine|scanner|camera|cam|hospital|batch|lot|scene|video|vid|clip|seq|sequence|day|visit|animal|donor|plate|slide|case|run)"
                    + "\\d*");
    private static final String[] ORDINAL = {"1st", "2nd", "3rd", "4th", "5th", "6th"};

    /** Files of each value, on average: with fewer it is a counter. */
    private static final double LEAST = 2;

    /** Of the files, those that have such a part, and of its values, those that look like the name of a group. */
    private static final double MOST_OF = 0.5;

    /** All parts of the names of these files that make groups. */
    static List<NamePart> of(Inspection seen) {
        int n = seen.dataset().size();
        Map<String, String[]> parts = new TreeMap<>();
        for (int id = 0; id < n; id++) {
            for (Map.Entry<String, String> part :
                    parts(seen.nameOf(id), seen.targetOf(id)).entrySet()) {
                String[] all = parts.computeIfAbsent(part.getKey(), key -> blank(n));
                all[id] = part.getValue();
            }
        }
        Set<List<Integer>> known = new HashSet<>();
        List<NamePart> groups = new ArrayList<>();
        parts.forEach((name, all) -> grouping(name, all, seen.labels())
                .filter(part -> known.add(Arrays.stream(part.groups).boxed().toList()))
                .ifPresent(groups::add));
        return groups;
    }

    private static String[] blank(int n) {
        String[] blank = new String[n];
        Arrays.fill(blank, "");
        return blank;
    }

    /** "train/cats/day2/s03_img_0017.png" of the class "cats": day2; s03, img and 0017; s03_img. */
    private static Map<String, String> parts(String name, String target) {
        List<String> folders = new ArrayList<>(List.of(name.split("/", -1)));
        String file = folders.remove(folders.size() - 1);
        if (!folders.isEmpty()
                && SplitNames.isOne(folders.get(0))
                && !folders.get(0).equals(target)) {
            folders.remove(0);
        }
        if (!folders.isEmpty()) {
            folders.remove(0); // the class
        }
        Map<String, String> parts = new HashMap<>();
        for (int f = 0; f < Math.min(ORDINAL.length, folders.size()); f++) {
            parts.put("the %s folder below the class".formatted(ORDINAL[f]), folders.get(f));
        }
        int dot = file.lastIndexOf('.');
        String stem = dot > 0 ? file.substring(0, dot) : file;
        String[] tokens = SEPARATOR.split(stem, -1);
        boolean counter = tokens.length == 1 && stem.chars().allMatch(Character::isDigit);
        for (int t = 0; !counter && t < Math.min(ORDINAL.length, tokens.length); t++) {
            parts.put("the %s part of the name".formatted(ORDINAL[t]), tokens[t]);
        }
        String beginning = LAST_NUMBER.matcher(stem).replaceFirst("");
        if (!beginning.equals(stem)) {
            parts.put("what stands before the last number of the name", beginning);
        }
        return parts;
    }

    private static Optional<NamePart> grouping(String name, String[] all, Optional<Labels> labels) {
        Map<String, Integer> numbers = new HashMap<>(Map.of("", 0));
        List<String> values = new ArrayList<>(List.of(""));
        int[] groups = new int[all.length];
        int present = 0;
        for (int id = 0; id < all.length; id++) {
            Integer known = numbers.putIfAbsent(all[id], values.size());
            groups[id] = known == null ? values.size() : known;
            if (known == null) {
                values.add(all[id]);
            }
            present += all[id].isEmpty() ? 0 : 1;
        }
        int count = values.size() - 1;
        boolean folder = name.contains("folder");
        List<String> some = values.subList(1, values.size());
        long called = some.stream().filter(NamePart::isGroup).count();
        long told = folder
                ? count
                : some.stream()
                        .filter(v -> DIGITS.matcher(v).matches() || isGroup(v))
                        .count();
        boolean groupsThem = count >= 2
                && present >= LEAST * count
                && present >= MOST_OF * all.length
                && told >= MOST_OF * count
                && (called >= MOST_OF * count || labels.isEmpty() || !isClass(groups, labels.get(), count));
        return groupsThem
                ? Optional.of(new NamePart(name, groups, values, called >= MOST_OF * count))
                : Optional.empty();
    }

    private static boolean isGroup(String value) {
        return Arrays.stream(SEPARATOR.split(value.toLowerCase(Locale.ROOT), -1))
                .anyMatch(word -> GROUP.matcher(word).matches());
    }

    /** Whether there is one value for every class, and one class for every value. */
    private static boolean isClass(int[] groups, Labels labels, int count) {
        return IntStream.range(0, groups.length)
                        .mapToObj(id -> List.of(groups[id], labels.values()[id]))
                        .distinct()
                        .limit(count + 2L)
                        .count()
                <= Math.min(count, labels.classes().size());
    }

    /** Files of each value in each class, on average: with fewer, what a value tells of the class is what a counter tells. */
    double filesOfEachInEach(Labels labels) {
        long cells = IntStream.range(0, groups.length)
                .mapToLong(id -> (long) groups[id] * labels.classes().size() + labels.values()[id])
                .distinct()
                .count();
        return (double) groups.length / cells;
    }

    int count() {
        return values.size() - 1;
    }
}
