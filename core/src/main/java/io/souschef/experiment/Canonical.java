package io.souschef.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One way of writing each configuration, so that the same one has the same bytes in every process and on every machine. */
final class Canonical {
    private Canonical() {}

    /** The same map, sorted at every depth, whole numbers as Long and others as Double. */
    static SortedMap<String, Object> map(Map<?, ?> map) {
        SortedMap<String, Object> sorted = new TreeMap<>();
        map.forEach((name, value) -> sorted.put(String.valueOf(name), value(String.valueOf(name), value)));
        return Collections.unmodifiableSortedMap(sorted);
    }

    private static Object value(String name, Object value) {
        if (value instanceof String || value instanceof Boolean || value instanceof Long) return value;
        if (value instanceof Integer || value instanceof Short || value instanceof Byte)
            return ((Number) value).longValue();
        if (value instanceof Float) return value(name, Double.parseDouble(value.toString())); // 0.1f is meant as 0.1
        if (value instanceof Double number && Double.isFinite(number)) return number;
        if (value instanceof List<?> list)
            return list.stream().map(element -> value(name, element)).toList();
        if (value instanceof Map<?, ?> map) return map(map);
        throw new IllegalArgumentException("'" + name + "' in a configuration is " + value
                + ", expected a text, a boolean, a finite number, or a list or map of these");
    }

    static String json(Map<String, Object> sorted) {
        try {
            return Json.MAPPER.writeValueAsString(sorted);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a checked configuration could not be written", e);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
