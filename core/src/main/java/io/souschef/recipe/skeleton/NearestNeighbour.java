package io.souschef.recipe.skeleton;

import io.souschef.data.Batch;
import io.souschef.recipe.Baseline;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Stage;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Says what the most similar training example is, by the Euclidean distance of what a net would see: exact, by matrix products.
 * Of numbers, the mean of the five most similar ones. Where the budget is short it knows a random sample of the training split.
 */
final class NearestNeighbour implements Baseline {
    private static final int QUERIES = 512, KNOWN = 4096;

    /** For numbers, where one neighbour would add its own noise. */
    private static final int SEVERAL = 5;

    /** Multiply-adds per second, about a third of what two cores do. */
    private static final double RATE = 50e9;

    /** The share of the stage's time that one split may take. */
    private static final double SHARE = 0.2;

    private final Stage stage;

    NearestNeighbour(Stage stage) {
        this.stage = stage;
    }

    @Override
    public String name() {
        return "nearest neighbour";
    }

    @Override
    public Evaluation evaluate(Kitchen kitchen, int... ids) {
        int[] known = known(kitchen);
        Task task = kitchen.task();
        int k = Math.min(known.length, task instanceof Task.Classification ? 1 : SEVERAL);
        float[] outputs = new float[ids.length * task.outputs()];
        try (Scope scope = Scope.open("nearest neighbour");
                NoGrad off = NoGrad.open()) {
            List<Tensor> blocks = blocks(kitchen, known);
            float[] targets = Answers.targets(kitchen, known);
            for (int from = 0; from < ids.length; from += QUERIES) {
                int[] some = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + QUERIES));
                int[][] nearest = nearest(kitchen, blocks, some, k);
                for (int i = 0; i < some.length; i++) {
                    say(task, targets, nearest[i], outputs, (from + i) * task.outputs());
                }
                kitchen.watcher().progress(name(), (double) (from + some.length) / ids.length, "");
            }
        }
        kitchen.watcher().progressed();
        return Answers.evaluation(kitchen, ids, outputs);
    }

    /** The training examples that it knows; the same in every process. */
    private int[] known(Kitchen kitchen) {
        int[] train = kitchen.dataset().split().train();
        Object share = kitchen.decide(
                        stage,
                        "examples that the nearest neighbour knows",
                        "all of them, or as many as the time allows",
                        () -> Map.of("examples", affordable(kitchen, train.length)))
                .get("examples");
        int count = ((Number) Objects.requireNonNull(share)).intValue();
        if (count >= train.length) {
            return train;
        }
        int[] order = RandomStream.of(kitchen.seed(), "nearest neighbour").permutation(train.length);
        return IntStream.of(order).limit(count).map(i -> train[i]).sorted().toArray();
    }

    private int affordable(Kitchen kitchen, int all) {
        int queries = Math.max(
                1,
                Math.max(
                        kitchen.dataset().split().validation().length,
                        kitchen.dataset().split().test().length));
        double most = RATE * SHARE * kitchen.seconds(stage) / queries / width(kitchen);
        return (int) Math.min(all, Math.max(Math.min(all, 100), most));
    }

    private static long width(Kitchen kitchen) {
        try (Batch batch = kitchen.feed().batch(kitchen.dataset().split().train()[0])) {
            return batch.input().numel();
        }
    }

    /** The known examples as [D + 1, n] each: t, and |t|² below it. */
    private static List<Tensor> blocks(Kitchen kitchen, int[] known) {
        List<Tensor> blocks = new ArrayList<>();
        for (int from = 0; from < known.length; from += KNOWN) {
            int[] some = Arrays.copyOfRange(known, from, Math.min(known.length, from + KNOWN));
            try (Scope scope = Scope.open("known examples")) {
                Tensor t = rows(kitchen, some);
                Tensor squares = t.mul(t).sum(1).unsqueeze(1);
                blocks.add(scope.keep(
                        Tensor.cat(List.of(t, squares), 1).transpose(0, 1).contiguous()));
            }
        }
        return blocks;
    }

    private static Tensor rows(Kitchen kitchen, int[] ids) {
        try (Batch batch = kitchen.feed().batch(ids)) {
            Scope scope = Scope.current().orElseThrow();
            return scope.keep(batch.input().flatten().contiguous());
        }
    }

    /** 2 q·t − |t|² is largest where |q − t|² is least. */
    private static int[][] nearest(Kitchen kitchen, List<Tensor> blocks, int[] queries, int k) {
        Candidates best = new Candidates(queries.length, k);
        try (Scope scope = Scope.open("queries")) {
            Tensor q = rows(kitchen, queries).mul(2);
            Tensor minus = Tensor.full(-1, queries.length, 1);
            Tensor query = Tensor.cat(List.of(q, minus), 1);
            int offset = 0;
            for (Tensor block : blocks) {
                try (Scope one = Scope.open("block")) {
                    List<Tensor> top = query.matmul(block).topk(Math.min(k, block.size(1)));
                    best.offer(top.get(0).toFloats(), top.get(1).toLongs(), offset);
                    offset += (int) block.size(1);
                }
            }
        }
        return best.nearest();
    }

    private static void say(Task task, float[] targets, int[] nearest, float[] outputs, int at) {
        if (task instanceof Task.Classification classes) {
            double each = 1.0 / classes.classes();
            for (int c = 0; c < classes.classes(); c++) {
                double votes = c == (int) targets[nearest[0]] ? 1 : 0;
                outputs[at + c] = (float) Math.log((votes + each) / 2); // one vote, and one that is spread evenly
            }
            return;
        }
        double sum = 0;
        for (int i : nearest) {
            sum += targets[i];
        }
        outputs[at] = (float) (sum / nearest.length);
    }
}
