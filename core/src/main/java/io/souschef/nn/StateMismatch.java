package io.souschef.nn;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Saved weights don't fit the net. */
public final class StateMismatch extends Problem {
    private static final int SHOWN = 5;

    private StateMismatch(List<String> differences) {
        super(Message.of("the saved weights don't fit this net")
                .got(shown(differences))
                .expected("the same names and shapes")
                .fix("build the net that was saved, or load only what it shares with this one"));
    }

    static void check(Map<String, Tensor> mine, Map<String, Tensor> saved) {
        List<String> differences = new ArrayList<>();
        mine.forEach((name, tensor) -> {
            Tensor other = saved.get(name);
            if (other == null) {
                differences.add(name + " is missing");
            } else if (!other.shape().equals(tensor.shape())) {
                differences.add(name + " is " + other.shape() + ", the net's is " + tensor.shape());
            }
        });
        saved.keySet().stream()
                .filter(name -> !mine.containsKey(name))
                .forEach(name -> differences.add(name + " is unknown to the net"));
        if (!differences.isEmpty()) {
            throw new StateMismatch(differences);
        }
    }

    private static String shown(List<String> differences) {
        String first = String.join("\n", differences.subList(0, Math.min(SHOWN, differences.size())));
        int more = differences.size() - SHOWN;
        return more > 0 ? first + "\nand " + more + " more" : first;
    }
}
