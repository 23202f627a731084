package io.souschef.bench;

import io.souschef.data.Labels;
import io.souschef.tensor.RandomStream;
import java.util.stream.IntStream;

/** Labels of which some are replaced by wrong ones. */
enum PlantedNoise {
    /** Every label with the same probability, by each other class alike. */
    SYMMETRIC,
    /** Of class k (0 … K − 1) with a probability that grows with k + 1, always by the next class. */
    CLASS_DEPENDENT;

    /** @param share of all labels that becomes wrong, where classes are equally frequent */
    Labels in(Labels truth, double share, long seed) {
        RandomStream random = RandomStream.of(seed, "planted noise");
        int classes = truth.classes().size();
        int[] values = truth.values().clone();
        for (int id = 0; id < values.length; id++) {
            RandomStream mine = random.at(id);
            double probability = this == SYMMETRIC ? share : share * 2 * (values[id] + 1) / (classes + 1);
            if (mine.uniform(0) < probability) {
                int shift = this == SYMMETRIC ? 1 + mine.below(1, classes - 1) : 1;
                values[id] = (values[id] + shift) % classes;
            }
        }
        return new Labels(values, truth.classes());
    }

    /** Of these examples, whose labels differ. */
    static boolean[] wrong(Labels truth, Labels given, int[] ids) {
        boolean[] wrong = new boolean[ids.length];
        IntStream.range(0, ids.length).forEach(i -> wrong[i] = truth.values()[ids[i]] != given.values()[ids[i]]);
        return wrong;
    }
}
