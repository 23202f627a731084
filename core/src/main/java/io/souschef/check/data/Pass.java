package io.souschef.check.data;

import io.souschef.check.CouldNotJudge;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Once through a stream, example by example, in order.
 *
 * @param sizes of the batches
 * @param promised how many examples the stream says it has
 * @param whole whether it was read to the end
 * @param inputs shape and kind of each input, without the batch
 * @param wholeTargets whether targets are whole numbers by type
 * @param targetShape of one example
 */
public record Pass(
        List<Example> examples,
        List<Integer> sizes,
        long promised,
        boolean whole,
        List<Input> inputs,
        boolean wholeTargets,
        List<Long> targetShape) {
    /** So many examples are hashed, and so many numbers kept, at most; none where they would be those of fewer than so many examples. */
    private static final int EXAMPLES = 20_000, NUMBERS = 1 << 20, LEAST = 16;

    /** Share of the places whose targets differ: of two classes that are drawn at random half, where one is rare 0.1. */
    private static final double OTHER = 0.02;

    /** One of the inputs: its name, the shape of one example, and whether it holds real numbers. */
    public record Input(String name, List<Long> shape, boolean real) {}

    public Pass {
        examples = List.copyOf(examples);
        sizes = List.copyOf(sizes);
        inputs = List.copyOf(inputs);
        targetShape = List.copyOf(targetShape);
    }

    /** Reads {@code batches}. */
    static Pass through(Batches batches) {
        List<Example> examples = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        List<Input> inputs = new ArrayList<>();
        List<Long> targetShape = new ArrayList<>();
        boolean[] wholeTargets = {false};
        long promised = Math.min(batches.examples(), EXAMPLES);
        int room = NUMBERS;
        for (int b = 0; b < batches.count() && examples.size() < EXAMPLES; b++) {
            try (Batch batch = batches.open(b)) {
                if (b == 0) {
                    batch.inputs()
                            .forEach((name, tensor) -> inputs.add(new Input(
                                    name, shape(tensor), tensor.dtype().isFloat())));
                    targetShape.addAll(shape(batch.target()));
                    wholeTargets[0] = !batch.target().dtype().isFloat();
                }
                room = add(batch, b, promised, room, examples);
                sizes.add(batch.size());
            }
        }
        if (examples.isEmpty()) {
            throw new CouldNotJudge("the program gives no examples");
        }
        return new Pass(
                examples,
                sizes,
                batches.examples(),
                sizes.size() == batches.count(),
                inputs,
                wholeTargets[0],
                targetShape);
    }

    private static int add(Batch batch, int b, long promised, int room, List<Example> examples) {
        int n = batch.size();
        List<float[]> columns =
                batch.inputs().values().stream().map(Tensor::toFloats).toList();
        float[] targets = batch.target().toFloats();
        long[] ids = batch.ids();
        int width = columns.stream()
                .mapToInt(column -> column.length / Math.max(1, n))
                .sum();
        int left = room;
        for (int i = 0; i < n; i++) {
            float[] input = new float[width];
            int at = 0;
            for (float[] column : columns) {
                int each = column.length / n;
                System.arraycopy(column, i * each, input, at, each);
                at += each;
            }
            int each = targets.length / n;
            float[] target = Arrays.copyOfRange(targets, i * each, (i + 1) * each);
            boolean keep = left >= width && isChosen(ids[i], promised, width);
            left -= keep ? width : 0;
            examples.add(new Example(ids[i], b, hash(input), finite(input), keep ? input : new float[0], target));
        }
        return left;
    }

    /** Whether an example's numbers are kept. Where there is no room for all, it is for the same ones in every epoch, by their ids. */
    private static boolean isChosen(long id, long promised, int width) {
        double share = NUMBERS / (double) Math.max(1, promised * width);
        long mixed = id * 0x9E3779B97F4A7C15L;
        double place = (((mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L) >>> 11) * 0x1p-53;
        return share >= 1 || (NUMBERS / width >= LEAST && place < share);
    }

    private static boolean finite(float[] numbers) {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                return false;
            }
        }
        return true;
    }

    private static List<Long> shape(Tensor tensor) {
        return Arrays.stream(tensor.shape().toArray()).skip(1).boxed().toList();
    }

    static long hash(float[] numbers) {
        long hash = 0xcbf29ce484222325L;
        for (float number : numbers) {
            long z = (hash ^ Float.floatToIntBits(number)) * 0x9E3779B97F4A7C15L;
            hash = z ^ (z >>> 29);
        }
        return hash;
    }

    /** Number of examples that were read. */
    public int size() {
        return examples.size();
    }

    /** Those whose numbers were kept. */
    public List<Example> kept() {
        return examples.stream().filter(example -> example.input().length > 0).toList();
    }

    /** The inputs of those that were kept, all of one width. */
    public float[][] rows() {
        float[][] rows = kept().stream().map(Example::input).toArray(float[][]::new);
        if (rows.length == 0) {
            throw new CouldNotJudge("inputs are so large that too few of them can be kept");
        }
        if (Arrays.stream(rows).anyMatch(row -> row.length != rows[0].length)) {
            throw new CouldNotJudge("the inputs differ in size from example to example");
        }
        return rows;
    }

    /** Whether the single input is an image [C, H, W] of real numbers. */
    public boolean ofImages() {
        return inputs.size() == 1
                && inputs.get(0).real()
                && inputs.get(0).shape().size() == 3
                && inputs.get(0).shape().get(1) > 1
                && inputs.get(0).shape().get(2) > 1;
    }

    /** Channels, height and width of the images. */
    public int side(int dim) {
        return inputs.get(0).shape().get(dim).intValue();
    }

    /** Whether all inputs hold real numbers. */
    public boolean ofRealNumbers() {
        return inputs.stream().allMatch(Input::real);
    }

    /** Which numbers of an input are real ones, where others are codes or tokens. */
    int[] realColumns() {
        IntStream.Builder columns = IntStream.builder();
        int at = 0;
        for (Input input : inputs) {
            int count = (int) input.shape().stream().mapToLong(size -> size).reduce(1, (a, b) -> a * b);
            for (int i = at; i < at + count && input.real(); i++) {
                columns.add(i);
            }
            at += count;
        }
        return columns.build().toArray();
    }

    /**
     * The group that each number of an input belongs to, for statistics: its channel in an image, its feature in a row or a
     * sequence of rows.
     */
    public int[] groups() {
        List<int[]> parts = new ArrayList<>();
        int before = 0;
        for (Input input : inputs) {
            List<Long> shape = input.shape();
            int count = (int) shape.stream().mapToLong(size -> size).reduce(1, (a, b) -> a * b);
            int groups = groups(shape);
            int first = before;
            boolean image = shape.size() == 3;
            parts.add(IntStream.range(0, count)
                    .map(i -> first + (image ? i / (count / groups) : i % groups))
                    .toArray());
            before += groups;
        }
        return parts.stream().flatMapToInt(Arrays::stream).toArray();
    }

    private static int groups(List<Long> shape) {
        return shape.isEmpty() ? 1 : (int) (long) (shape.size() == 3 ? shape.get(0) : shape.get(shape.size() - 1));
    }

    /** The name of the input that a group of numbers belongs to. */
    String inputOf(int group) {
        int before = 0;
        for (Input input : inputs) {
            before += groups(input.shape());
            if (group < before) {
                return input.name();
            }
        }
        throw new IllegalArgumentException("no group " + group);
    }

    /**
     * Whether ids number the places in a batch: each batch has those of the first, in the same order, and they come with other targets there. Of
     * batches that come again the targets come again, too.
     */
    boolean idsArePlaces() {
        Map<Integer, List<Example>> batches = new TreeMap<>();
        examples.forEach(example ->
                batches.computeIfAbsent(example.batch(), b -> new ArrayList<>()).add(example));
        List<Example> longest = batches.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
        int compared = 0;
        int other = 0;
        for (List<Example> batch : batches.values()) {
            for (int i = 0; i < batch.size(); i++) {
                if (batch.get(i).id() != longest.get(i).id()) {
                    return false;
                }
                compared += batch == longest ? 0 : 1;
                other += batch.get(i).sameTarget(longest.get(i)) ? 0 : 1;
            }
        }
        return compared > 0 && other > OTHER * compared;
    }

    /** The first example with each id. */
    public Map<Long, Example> byId() {
        Map<Long, Example> byId = new HashMap<>();
        examples.forEach(example -> byId.putIfAbsent(example.id(), example));
        return byId;
    }
}
