package io.souschef.app;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A command that was carried out in this process: its exit code and what it printed. */
record Ran(int code, String out, String err) {
    /** On no screen, 100 letters wide, without colour. */
    static Ran souschef(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), 100, false, false, true);
        String[] words = new String[args.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = args[i].toString();
        }
        int code = Souschef.execute(terminal, words);
        return new Ran(code, out.toString(), err.toString());
    }
}
