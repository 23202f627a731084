package io.souschef.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A process that answers {@code WORK N} with milliseconds: {@link Worker}, or {@code peer.py}. */
final class Side implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter questions;
    private final String hello;
    private final double startMillis;

    Side(List<String> command) throws IOException {
        long started = System.nanoTime();
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        hello = answer();
        startMillis = (System.nanoTime() - started) / 1e6;
    }

    /** What it is, in its own words. */
    String hello() {
        return hello;
    }

    /** From the start of the process to its first line, when its tensor library is loaded. */
    double startMillis() {
        return startMillis;
    }

    /** Milliseconds that one took, as the mean of {@code n}. */
    double ask(String work, int n) throws IOException {
        questions.println(work + " " + n);
        return Double.parseDouble(answer());
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the process ended: " + process.info());
        }
        return line;
    }

    @Override
    public void close() {
        questions.close();
    }
}
