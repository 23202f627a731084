package io.souschef.app;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Stages as they are typed: numbers, names, ranges and lists of them. "2", "1-3", "inspect,skeleton", "overfit..squeeze". */
final class StageNumbers {
    static final List<String> NAMES = List.of("inspect", "skeleton", "overfit", "regularize", "tune", "squeeze");

    private StageNumbers() {}

    static Set<Integer> all() {
        return parse("1-6");
    }

    /** @throws BadStage where it is anything else */
    static Set<Integer> parse(String typed) {
        Set<Integer> stages = new TreeSet<>();
        for (String part : typed.split(",", -1)) {
            String[] ends = part.strip().split("\\.\\.|-", -1);
            int from = number(ends[0], typed);
            int to = ends.length == 1 ? from : number(ends[ends.length - 1], typed);
            if (ends.length > 2 || from > to) {
                throw new BadStage(typed);
            }
            for (int stage = from; stage <= to; stage++) {
                stages.add(stage);
            }
        }
        return stages;
    }

    private static int number(String text, String typed) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.matches("[1-6]")) {
            return Integer.parseInt(word);
        }
        if (!NAMES.contains(word)) {
            throw new BadStage(typed);
        }
        return NAMES.indexOf(word) + 1;
    }

    /** There is no such stage. */
    static final class BadStage extends Problem {
        BadStage(String typed) {
            super(Message.of("there is no such stage")
                    .got("--stage " + typed)
                    .expected("1 to 6 or " + String.join(", ", NAMES) + "; a range or a list of them")
                    .fix("--stage 1-2"));
        }
    }
}
