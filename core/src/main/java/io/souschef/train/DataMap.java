package io.souschef.train;

import io.souschef.nn.Safetensors;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Where each training example lies by what became of it in training; by id, NaN where it was not trained on. The arrays are held, not
 * copied.
 *
 * @param confidence the mean probability of its label over the passes, 0 … 1
 * @param variability the standard deviation of that probability over the passes
 * @param correctness the share of the passes in which its label was the likeliest class
 * @param forgotten how often it was right in one pass and wrong in the next; a mean over trainings
 * @param errorNorm the length of the difference between the probabilities and the label, early in training (EL2N), 0 … √2
 * @param said the class that was last said instead of its label, {@link #NOTHING} where it was right in every pass
 * @param passes how often it was trained on
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record DataMap(
        double[] confidence,
        double[] variability,
        double[] correctness,
        double[] forgotten,
        double[] errorNorm,
        double[] said,
        double[] passes) {
    public static final int NOTHING = -1;

    static DataMap empty(int size) {
        double[][] numbers = new double[7][size];
        for (double[] each : numbers) {
            Arrays.fill(each, Double.NaN);
        }
        return new DataMap(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
    }

    /** Ids of the examples that were trained on, rising. */
    public int[] ids() {
        return IntStream.range(0, confidence.length)
                .filter(id -> !Double.isNaN(confidence[id]))
                .toArray();
    }

    /** The mean over several trainings of the same examples; what was said instead, in the first of them that said anything else. */
    public static DataMap mean(List<DataMap> maps) {
        DataMap first = maps.get(0);
        DataMap mean = empty(first.confidence.length);
        for (int id : first.ids()) {
            int at = id;
            mean.confidence[id] = average(maps, map -> map.confidence[at]);
            mean.variability[id] = average(maps, map -> map.variability[at]);
            mean.correctness[id] = average(maps, map -> map.correctness[at]);
            mean.forgotten[id] = average(maps, map -> map.forgotten[at]);
            mean.errorNorm[id] = average(maps, map -> map.errorNorm[at]);
            mean.passes[id] = average(maps, map -> map.passes[at]);
            mean.said[id] = maps.stream()
                    .mapToDouble(map -> map.said[at])
                    .filter(said -> said != NOTHING)
                    .findFirst()
                    .orElse(NOTHING);
        }
        return mean;
    }

    private static double average(List<DataMap> maps, ToDoubleFunction<DataMap> number) {
        return maps.stream().mapToDouble(number).average().orElse(Double.NaN);
    }

    /** Writes it as safetensors, one float per number and training example; whole or not at all. */
    public void write(Path file) {
        try (Scope scope = Scope.open("save the data map")) {
            int[] ids = ids();
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("ids", Tensor.of(Arrays.stream(ids).asLongStream().toArray(), ids.length));
            named().forEach((name, numbers) -> {
                float[] some = new float[ids.length];
                for (int i = 0; i < ids.length; i++) {
                    some[i] = (float) numbers[ids[i]];
                }
                tensors.put(name, Tensor.of(some, ids.length));
            });
            Safetensors.write(file, tensors, Map.of());
        }
    }

    /** @param size of the data set */
    public static DataMap read(Path file, int size) {
        DataMap map = empty(size);
        try (Scope scope = Scope.open("load the data map")) {
            Map<String, Tensor> saved = Safetensors.read(file).tensors();
            long[] ids = found(saved, "ids").toLongs();
            map.named().forEach((name, numbers) -> {
                float[] some = found(saved, name).toFloats();
                for (int i = 0; i < ids.length; i++) {
                    numbers[(int) ids[i]] = some[i];
                }
            });
        }
        return map;
    }

    private static Tensor found(Map<String, Tensor> saved, String name) {
        return Objects.requireNonNull(saved.get(name), name);
    }

    private Map<String, double[]> named() {
        Map<String, double[]> named = new LinkedHashMap<>();
        named.put("confidence", confidence);
        named.put("variability", variability);
        named.put("correctness", correctness);
        named.put("forgotten", forgotten);
        named.put("error norm", errorNorm);
        named.put("said", said);
        named.put("passes", passes);
        return named;
    }
}
