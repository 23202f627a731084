package io.souschef.check.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an optimiser of the author's own making may turn gradients into updates. The rate is left open: only directions matter.
 *
 * @param name for people
 * @param flaw what is wrong with it; empty for a rule that is all right
 */
record Rule(String name, String flaw, Maker maker) {
    private static final double[] MOMENTA = {0.9, 0.95, 0.99, 0.8, 0.5};

    /** Of Adam, the usual ones first. */
    private static final double[][] BETAS = {{0.9, 0.999}, {0.9, 0.95}, {0.9, 0.99}, {0.5, 0.999}, {0.8, 0.99}};

    /** The direction of the next update, from the next gradient and the weights before it. It remembers what it needs. */
    interface Memory {
        double next(int element, double gradient, double weight, int step);
    }

    /** A memory for so many numbers. */
    interface Maker {
        Memory of(int size, boolean matrix);
    }

    /** The rules to try, the usual ones first. {@code decay} is the declared weight decay, 0 if there is none. */
    static List<Rule> all(double decay) {
        List<Rule> all = new ArrayList<>(published(decay));
        all.addAll(withAMistake());
        for (double d : decay > 0 ? new double[] {decay} : new double[] {1e-3, 1e-2, 1e-1}) {
            all.add(adam("Adam", COUPLED, 0.9, 0.999, 1e-8, true, d, true));
            all.add(adam("Adam", COUPLED, 0.9, 0.999, 1e-8, true, d, false));
        }
        all.add(doubled(momentum("SGD with momentum 0.9", 0.9, false)));
        all.add(doubled(adam("Adam", 0.9, 0.999)));
        all.add(doubled(rmsProp(0.99)));
        return all;
    }

    /** Adam with a slip in its bias correction that changes the size of its updates, from one to the next, and not their direction. */
    static List<Rule> miscorrected() {
        List<Rule> all = new ArrayList<>();
        for (double[] betas : BETAS) {
            all.add(corrected(
                    "Adam with squares corrected by beta 1",
                    "the squares are corrected by the power of the mean's beta: the first updates are several times too large",
                    betas,
                    (t, mean) -> 1 - Math.pow(betas[0], t)));
            all.add(corrected(
                    "Adam with a mean corrected by beta 2",
                    "the mean is corrected by the power of the squares' beta: the first updates are many times too large",
                    betas,
                    (t, mean) -> 1 - Math.pow(betas[1], t)));
            all.add(corrected(
                    "Adam with the first step's bias correction",
                    "the step that the bias correction counts by stands still",
                    betas,
                    (t, mean) -> 1 - betas[mean ? 0 : 1]));
        }
        return all;
    }

    /** What the mean, or the mean square, is divided by in an update. */
    private interface Correction {
        double at(int step, boolean mean);
    }

    private static Rule corrected(String name, String flaw, double[] betas, Correction correction) {
        return new Rule(name, flaw, (size, matrix) -> {
            double[] mean = new double[size];
            double[] square = new double[size];
            return (i, g, w, t) -> {
                mean[i] = betas[0] * mean[i] + (1 - betas[0]) * g;
                square[i] = betas[1] * square[i] + (1 - betas[1]) * g * g;
                double first = mean[i] / correction.at(t, true);
                return first == 0 ? 0 : first / (Math.sqrt(square[i] / correction.at(t, false)) + 1e-8);
            };
        });
    }

    /** Whether it is Adam as it is published. */
    boolean isAdam() {
        return name.equals("Adam") && flaw.isEmpty();
    }

    private static List<Rule> published(double decay) {
        List<Rule> all = new ArrayList<>();
        all.add(momentum("SGD", 0, false));
        for (double m : MOMENTA) {
            all.add(momentum("SGD with momentum " + m, m, false));
        }
        all.add(momentum("SGD with Nesterov momentum 0.9", 0.9, true));
        for (double m : decay > 0 ? MOMENTA : new double[0]) {
            all.add(decayed("SGD with momentum " + m + DECAYED, m, decay, false));
            all.add(decayed("SGD with momentum " + m + DECAYED + EVERYWHERE, m, decay, true));
        }
        for (double[] betas : BETAS) {
            all.add(adam("Adam", betas[0], betas[1]));
        }
        all.add(rmsProp(0.99));
        all.add(rmsProp(0.9));
        all.add(new Rule("sign descent", "", (size, matrix) -> (i, g, w, t) -> Math.signum(g)));
        return all;
    }

    private static List<Rule> withAMistake() {
        List<Rule> all = new ArrayList<>();
        all.add(adam(
                "Adam with 0.999 and 0.9",
                "its two betas are swapped: 0.999 for the mean, 0.9 for the square",
                0.999,
                0.9,
                1e-8,
                true));
        for (double[] betas : new double[][] {{0.1, 0.001}, {0.1, 0.999}, {0.9, 0.001}}) {
            all.add(adam(
                    "Adam with " + betas[0] + " and " + betas[1],
                    "what was and what is new are weighed the wrong way round: a beta belongs to what was",
                    betas[0],
                    betas[1],
                    1e-8,
                    false));
        }
        all.add(adam(
                "Adam without bias correction",
                "the bias correction is missing: the first updates are several times too large",
                0.9,
                0.999,
                1e-8,
                false));
        all.add(squaresUncorrected());
        for (double eps : new double[] {1e-2, 1e-1, 1}) {
            all.add(adam(
                    "Adam with epsilon " + eps,
                    "epsilon is " + eps + ", larger than most gradients",
                    0.9,
                    0.999,
                    eps,
                    true));
        }
        for (double beta : new double[] {0.9, 0.99, 0.999}) {
            all.add(unrooted(beta));
        }
        all.add(unrooted(true));
        all.add(unrooted(false));
        return all;
    }

    /** The flaw of weight decay that is added to the gradient before Adam divides it by its own size. */
    static final String COUPLED = "weight decay is added to the gradient, where Adam's division undoes it";

    /** The flaw of a rule that is applied twice to the same gradient. */
    static final String DOUBLED = "the optimiser takes two steps with the same gradient";

    private static Rule doubled(Rule once) {
        return new Rule(once.name() + ", two steps at a time", DOUBLED, (size, matrix) -> {
            Memory memory = once.maker().of(size, matrix);
            return (i, g, w, t) -> memory.next(i, g, w, 2 * t - 1) + memory.next(i, g, w, 2 * t);
        });
    }

    /** Part of the name of a rule that adds the declared decay to the gradient, before momentum. */
    static final String DECAYED = " and decay";

    /** The end of the name of a rule whose decay is on biases and scales too. */
    static final String EVERYWHERE = " of every parameter";

    /** Whether the decay goes by {@link #DECAYED}. */
    boolean decays() {
        return name.contains(DECAYED);
    }

    private static Rule decayed(String name, double m, double decay, boolean everything) {
        return new Rule(name, "", (size, matrix) -> {
            double[] buffer = new double[size];
            return (i, g, w, t) -> {
                buffer[i] = m * buffer[i] + g + (matrix || everything ? decay * w : 0);
                return buffer[i];
            };
        });
    }

    private static Rule momentum(String name, double m, boolean nesterov) {
        return new Rule(name, "", (size, matrix) -> {
            double[] buffer = new double[size];
            return (i, g, w, t) -> {
                buffer[i] = m * buffer[i] + g;
                return nesterov ? g + m * buffer[i] : buffer[i];
            };
        });
    }

    private static Rule rmsProp(double beta) {
        return adam("RMSprop", "", 0, beta, 1e-8, false);
    }

    private static Rule adam(String name, double beta1, double beta2) {
        return adam(name, "", beta1, beta2, 1e-8, true);
    }

    private static Rule adam(String name, String flaw, double beta1, double beta2, double eps, boolean corrected) {
        return adam(name, flaw, beta1, beta2, eps, corrected, 0, true);
    }

    private static Rule adam(
            String name,
            String flaw,
            double beta1,
            double beta2,
            double eps,
            boolean corrected,
            double decay,
            boolean everything) {
        return new Rule(name, flaw, (size, matrix) -> {
            double[] mean = new double[size];
            double[] square = new double[size];
            return (i, gradient, w, t) -> {
                double g = matrix || everything ? gradient + decay * w : gradient;
                mean[i] = beta1 * mean[i] + (1 - beta1) * g;
                square[i] = beta2 * square[i] + (1 - beta2) * g * g;
                double first = corrected ? mean[i] / (1 - Math.pow(beta1, t)) : mean[i];
                double second = corrected ? square[i] / (1 - Math.pow(beta2, t)) : square[i];
                return first == 0 ? 0 : first / (Math.sqrt(second) + eps);
            };
        });
    }

    private static Rule squaresUncorrected() {
        return corrected(
                "Adam without bias correction of the squares",
                "the bias correction of the squares is missing: the first updates are up to thirty times too large",
                BETAS[0],
                (t, mean) -> mean ? 1 - Math.pow(BETAS[0][0], t) : 1);
    }

    private static Rule unrooted(double beta) {
        return new Rule(
                "RMSprop with " + beta + " and without the root",
                "the gradient is divided by the mean of its square, not by the root of that",
                (size, matrix) -> {
                    double[] square = new double[size];
                    return (i, g, w, t) -> {
                        square[i] = beta * square[i] + (1 - beta) * g * g;
                        return g / (square[i] + 1e-8);
                    };
                });
    }

    private static Rule unrooted(boolean corrected) {
        return new Rule(
                "Adam without the root" + (corrected ? "" : " and without bias correction"),
                "the mean is divided by the square, not by its root",
                (size, matrix) -> {
                    double[] mean = new double[size];
                    double[] square = new double[size];
                    return (i, g, w, t) -> {
                        mean[i] = 0.9 * mean[i] + 0.1 * g;
                        square[i] = 0.999 * square[i] + 0.001 * g * g;
                        double first = corrected ? mean[i] / (1 - Math.pow(0.9, t)) : mean[i];
                        return first / ((corrected ? square[i] / (1 - Math.pow(0.999, t)) : square[i]) + 1e-8);
                    };
                });
    }

    /** The directions of all updates, downhill. */
    List<Weights> directions(List<Weights> gradients, List<Weights> before) {
        Map<String, Memory> memories = new LinkedHashMap<>();
        gradients
                .get(0)
                .byName()
                .forEach((name, values) -> memories.put(
                        name,
                        maker.of(values.length, gradients.get(0).matrices().contains(name))));
        List<Weights> all = new ArrayList<>();
        for (int step = 0; step < gradients.size(); step++) {
            Map<String, float[]> next = new LinkedHashMap<>();
            for (Map.Entry<String, Memory> memory : memories.entrySet()) {
                float[] g = gradients.get(step).of(memory.getKey());
                float[] w = before.get(step).of(memory.getKey());
                float[] d = new float[g.length];
                for (int i = 0; i < g.length; i++) {
                    d[i] = (float) -memory.getValue().next(i, g[i], w[i], step + 1);
                }
                next.put(memory.getKey(), d);
            }
            all.add(new Weights(next, gradients.get(step).matrices()));
        }
        return all;
    }
}
