package io.souschef.bench;

import io.souschef.tensor.Engine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One side of a measurement: reads {@code WORK N} from its standard input, does the work N times, and answers with the milliseconds
 * that one took. Between two questions it sleeps, so that the other side has the machine to itself. {@code peer.py} is the same in
 * Python.
 */
public final class Worker {
    private Worker() {}

    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        out.println("libtorch " + Engine.version() + ", " + Engine.blas());
        Map<String, Work> made = new HashMap<>();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", 2);
            Work work = made.computeIfAbsent(
                    words[0],
                    name -> Objects.requireNonNull(Work.all().get(name), name).get());
            out.println(millis(work, Integer.parseInt(words[1])));
        }
        made.values().forEach(Work::close);
    }

    private static double millis(Work work, int n) {
        Engine.forMatrices(); // a convolution takes the cores back
        long started = System.nanoTime();
        for (int i = 0; i < n; i++) {
            work.step();
        }
        return (System.nanoTime() - started) / 1e6 / n;
    }
}
