package io.souschef.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.souschef.recipe.Prediction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Predictions for a reader, for a spreadsheet and for a program. */
record PredictionTable(List<Row> rows) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One example: the file, the row in it where it is a table, and what is predicted. */
    record Row(String file, String row, Prediction prediction) {
        String name() {
            return row.isEmpty() ? file : file + ", " + row;
        }
    }

    PredictionTable {
        rows = List.copyOf(rows);
    }

    int size() {
        return rows.size();
    }

    /** In columns, the first as wide as its longest entry. */
    String text() {
        List<String[]> cells = new ArrayList<>();
        boolean classes = rows.stream().anyMatch(row -> row.prediction() instanceof Prediction.OfClass);
        cells.add(new String[] {"example", "prediction", classes ? "probability" : ""});
        for (Row row : rows) {
            cells.add(new String[] {row.name(), row.prediction().text(), probability(row.prediction())});
        }
        int first = cells.stream().mapToInt(c -> c[0].length()).max().orElse(0);
        int second = cells.stream().mapToInt(c -> c[1].length()).max().orElse(0);
        String format = "%-" + first + "s   %-" + second + "s   %s";
        return cells.stream()
                .map(c -> String.format(Locale.ROOT, format, c[0], c[1], c[2]).stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private static String probability(Prediction prediction) {
        return prediction instanceof Prediction.OfClass c
                ? String.format(Locale.ROOT, "%6.2f %%", 100 * c.confidence())
                : "";
    }

    /** One object per line: file, row (of a table), prediction, and the probability of every class. */
    String json() {
        return rows.stream().map(PredictionTable::json).collect(Collectors.joining("\n"));
    }

    private static String json(Row row) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", row.file());
        if (!row.row().isEmpty()) {
            object.put("row", Integer.parseInt(row.row().replaceAll("[^0-9]", "")));
        }
        if (row.prediction() instanceof Prediction.OfClass c) {
            object.put("prediction", c.text());
            object.put("probability", c.confidence());
            object.put("probabilities", c.probabilities());
        } else if (row.prediction() instanceof Prediction.OfNumber n) {
            object.put("prediction", n.number());
        }
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written as JSON", e);
        }
    }

    /** As RFC 4180 has it, with a header; one column per class. */
    String csv() {
        StringBuilder text = new StringBuilder();
        List<String> header = new ArrayList<>(List.of("file", "row", "prediction"));
        if (!rows.isEmpty() && rows.get(0).prediction() instanceof Prediction.OfClass c) {
            header.add("probability");
            c.probabilities().keySet().forEach(name -> header.add("probability of " + name));
        }
        line(text, header);
        for (Row row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.file(), row.row().replaceAll("[^0-9]", "")));
            if (row.prediction() instanceof Prediction.OfClass c) {
                cells.add(c.text());
                cells.add(Double.toString(c.confidence()));
                c.probabilities().values().forEach(p -> cells.add(p.toString()));
            } else if (row.prediction() instanceof Prediction.OfNumber n) {
                cells.add(Double.toString(n.number()));
            }
            line(text, cells);
        }
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append(cells.stream().map(PredictionTable::quoted).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String quoted(String cell) {
        return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
