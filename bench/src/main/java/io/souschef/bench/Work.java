package io.souschef.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Something to be timed. Made once, before the clock runs. */
interface Work extends AutoCloseable {
    void step();

    @Override
    void close();

    /** All that both sides know, by the names that {@code peer.py} gives the same work. */
    static Map<String, Supplier<Work>> all() {
        Map<String, Supplier<Work>> all = new LinkedHashMap<>();
        all.put("gemm-2048", Gemm::new);
        all.put("mlp-64", TrainingStep::mlp);
        all.put("resnet20-128", TrainingStep::resnet20);
        all.put("convnet-64", () -> TrainingStep.convNet(64));
        all.put("convnet-128", () -> TrainingStep.convNet(128));
        all.put("epoch", Epoch::plain);
        all.put("epoch-augmented", Epoch::augmented);
        return all;
    }
}
