package io.souschef.app;

import io.souschef.data.answers.RatingsTable;
import io.souschef.statistics.Interval;
import io.souschef.statistics.agreement.DawidSkene;
import io.souschef.statistics.agreement.Ratings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One annotator beside the others.
 *
 * @param labels how many he gave
 * @param compared examples with a majority of the others
 * @param agreed of these, those on which he says the same
 * @param error the share of his labels that is wrong, according to Dawid and Skene; NaN if he gave none
 * @param confused what he says most often where the others say something else; may be empty
 */
record AnnotatorLine(String name, int labels, int compared, int agreed, double error, String confused) {
    static List<AnnotatorLine> all(RatingsTable table, DawidSkene likely) {
        Ratings ratings = table.ratings();
        int people = ratings.annotators();
        int k = ratings.classes();
        int[] labels = new int[people];
        int[] compared = new int[people];
        int[] agreed = new int[people];
        List<Map<Integer, Integer>> confused = new ArrayList<>();
        for (int p = 0; p < people; p++) {
            confused.add(new LinkedHashMap<>());
        }
        for (int e = 0; e < ratings.size(); e++) {
            int[] votes = ratings.votes(e);
            for (int i = 0; i < ratings.labels()[e].length; i++) {
                int person = ratings.people()[e][i];
                int said = ratings.labels()[e][i];
                labels[person]++;
                votes[said]--;
                int others = majority(votes);
                votes[said]++;
                if (others >= 0) {
                    compared[person]++;
                    agreed[person] += others == said ? 1 : 0;
                    if (others != said) {
                        confused.get(person).merge(others * k + said, 1, Integer::sum);
                    }
                }
            }
        }
        double[] errors = likely.errors(ratings);
        List<AnnotatorLine> lines = new ArrayList<>();
        for (int p = 0; p < people; p++) {
            lines.add(new AnnotatorLine(
                    table.annotators().get(p),
                    labels[p],
                    compared[p],
                    agreed[p],
                    errors[p],
                    most(table, confused.get(p))));
        }
        return lines;
    }

    /** The class with most votes; −1 where two have as many, or there are none. */
    private static int majority(int... votes) {
        int most = -1;
        int highest = 0;
        for (int k = 0; k < votes.length; k++) {
            if (votes[k] > highest) {
                highest = votes[k];
                most = k;
            } else if (votes[k] == highest) {
                most = -1;
            }
        }
        return most;
    }

    private static String most(RatingsTable table, Map<Integer, Integer> confused) {
        int k = table.classes().size();
        return confused.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(pair -> String.format(
                        Locale.ROOT,
                        "says %s, others %s: %,d times",
                        table.classes().get(pair.getKey() % k),
                        table.classes().get(pair.getKey() / k),
                        pair.getValue()))
                .orElse("");
    }

    /** In columns; the first as wide as the longest name. */
    static List<String> table(List<AnnotatorLine> people) {
        int width = Math.min(
                30,
                Math.max(9, people.stream().mapToInt(p -> p.name.length()).max().orElse(9)));
        String format = "  %-" + width + "s  %8s  %-28s  %-8s  %s";
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, format, "annotator", "labels", "agrees with most others", "wrong", "most often"));
        for (AnnotatorLine person : people) {
            lines.add(String.format(
                            Locale.ROOT,
                            format,
                            person.name.length() > width ? person.name.substring(0, width - 1) + "…" : person.name,
                            String.format(Locale.ROOT, "%,d", person.labels),
                            person.agreement(),
                            Double.isNaN(person.error) ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * person.error),
                            person.confused)
                    .stripTrailing());
        }
        lines.add("  wrong: by the likeliest labels of all together (Dawid and Skene)");
        return lines;
    }

    private String agreement() {
        if (compared == 0) {
            return "–";
        }
        Interval share = Interval.proportion(agreed, compared).times(100);
        return String.format(Locale.ROOT, "%.1f %% (%.1f to %.1f)", share.value(), share.low(), share.high());
    }

    Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("annotator", name);
        object.put("labels", labels);
        object.put("compared", compared);
        object.put("agreed", agreed);
        if (!Double.isNaN(error)) {
            object.put("error", error);
        }
        object.put("confused", confused);
        return object;
    }
}
