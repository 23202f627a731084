package io.souschef.check.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Examples that hold next to nothing: silence, an empty tile, a text of which no word is known. They are equal to the last bit without being the
 * same example. Each of their numbers is the one that is commonest in its place; or all are one number.
 */
final class Blank {
    /** How often, and as which share, a number must occur in its place to be common. */
    private static final int TIMES = 3;

    private static final double SHARE = 0.005;

    /** Of so many numbers so few may be others: a text of one or two words. */
    private static final int WIDE = 20, FEW = 2;

    private final float[] commonest;

    private Blank(float[] commonest) {
        this.commonest = commonest;
    }

    static Blank in(Pass pass) {
        List<Example> kept = pass.kept();
        int width = kept.isEmpty() ? 0 : kept.get(0).input().length;
        if (kept.stream().anyMatch(example -> example.input().length != width)) {
            return new Blank(new float[0]);
        }
        float[] commonest = new float[width];
        for (int column = 0; column < width; column++) {
            Map<Float, Integer> counts = new HashMap<>();
            for (Example example : kept) {
                counts.merge(example.input()[column], 1, Integer::sum);
            }
            Map.Entry<Float, Integer> most =
                    counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
            boolean common = most.getValue() >= Math.max(TIMES, SHARE * kept.size());
            commonest[column] = common ? most.getKey() : Float.NaN;
        }
        return new Blank(commonest);
    }

    boolean is(Example example) {
        float[] input = example.input();
        int others = 0;
        boolean one = input.length >= TIMES;
        for (int i = 0; i < input.length; i++) {
            one &= input[i] == input[0];
            others += i < commonest.length && input[i] == commonest[i] ? 0 : 1;
        }
        return one || (input.length > 0 && others <= (input.length >= WIDE ? FEW : 0));
    }
}
