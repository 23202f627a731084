package io.souschef.app;

/** Where the process begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(Souschef.execute(Terminal.ofProcess(), args));
    }
}
