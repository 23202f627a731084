package io.souschef.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A CSV to measure on. A third of the columns are words, of 3 to 1,000 levels; the numbers are normal, log-normal, whole, and mostly zero; one
 * is a date; 2 % of the cells are empty. The last column, "target", is a class that the first columns tell a little of. The same bytes
 * every time.
 */
final class MadeTable {
    private MadeTable() {}

    static void write(Path file, int rows, int columns) throws IOException {
        int inputs = columns - 1;
        SplittableRandom random = new SplittableRandom(1337);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < inputs; c++) {
                line.append(c % 3 == 2 ? "word" : c == 1 ? "date" : "number")
                        .append(c)
                        .append(',');
            }
            out.append(line).append("target\n");
            for (int row = 0; row < rows; row++) {
                line.setLength(0);
                double sum = 0;
                for (int c = 0; c < inputs; c++) {
                    double normal = normal(random);
                    sum += c < 8 ? normal : 0;
                    if (random.nextInt(50) > 0) {
                        cell(line, c, normal, random);
                    }
                    line.append(',');
                }
                line.append(sum + 2 * normal(random) > 0 ? "yes" : "no").append('\n');
                out.append(line);
            }
        }
    }

    private static void cell(StringBuilder line, int c, double normal, SplittableRandom random) {
        if (c % 3 == 2) {
            int levels = c % 2 == 0 ? 3 + c : 40 * c % 1000 + 10;
            line.append("level ").append((int) (levels * random.nextDouble() * random.nextDouble()));
        } else if (c == 1) {
            line.append(java.time.LocalDate.ofEpochDay(18_000 + random.nextInt(700)));
        } else if (c % 4 == 0) {
            fixed(line, normal, 4);
        } else if (c % 4 == 1) {
            fixed(line, Math.exp(normal), 3);
        } else if (c % 4 == 2) {
            line.append(random.nextInt(100_000));
        } else {
            line.append(random.nextInt(10) < 8 ? 0 : random.nextInt(1000));
        }
    }

    private static void fixed(StringBuilder line, double value, int digits) {
        line.append(String.format(Locale.ROOT, "%." + digits + "f", value));
    }

    private static double normal(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
