package io.souschef.check;

import io.souschef.tensor.Functional;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Measures how far two sound implementations are apart by rounding alone, of the largest number; by hand. */
final class EquivalenceByHand {
    private EquivalenceByHand() {}

    private record Pair(Function<Tensor, Tensor> loopy, Function<Tensor, Tensor> vectorised) {}

    public static void main(String[] args) {
        Map<String, Pair> pairs = new TreeMap<>();
        pairs.put(
                "softmax", new Pair(x -> rows(x, row -> row.exp().div(row.exp().sum())), x -> x.softmax(1)));
        pairs.put(
                "variance",
                new Pair(x -> rows(x, row -> row.sub(row.mean()).pow(2).mean()), x -> x.var(1)));
        pairs.put("sum of squares", new Pair(EquivalenceByHand::byElement, x -> x.pow(2)
                .sum()));
        pairs.put(
                "product",
                new Pair(
                        x -> rows(x, row -> rows(x, other -> row.mul(other).sum())), x -> x.matmul(x.transpose(0, 1))));
        pairs.put(
                "linear",
                new Pair(
                        x -> rows(x, row -> rows(x, other -> row.mul(other).sum())),
                        x -> Functional.linear(x, x, Optional.empty())));
        pairs.forEach((name, pair) -> {
            double worst = 0;
            for (int seed = 0; seed < 40; seed++) {
                worst = Math.max(worst, apart(pair, seed));
            }
            System.out.printf(Locale.ROOT, "%-16s %.1e%n", name, worst);
        });
    }

    private static double apart(Pair pair, int seed) {
        try (Scope scope = Scope.open("apart")) {
            Tensor x = RandomStream.of(seed, "rounding").normal(0, 1, 24, 300).requiresGrad(true);
            Tensor a = pair.loopy().apply(x);
            Tensor b = pair.vectorised().apply(x);
            return Math.max(apart(a, b), apart(gradient(a, x), gradient(b, x)));
        }
    }

    private static Tensor gradient(Tensor output, Tensor x) {
        return output.mul(output).sum().gradOf(List.of(x)).get(0).orElseThrow();
    }

    private static double apart(Tensor a, Tensor b) {
        return a.sub(b).abs().max().item() / a.abs().max().item();
    }

    private static Tensor rows(Tensor x, Function<Tensor, Tensor> each) {
        List<Tensor> rows = new ArrayList<>();
        for (long i = 0; i < x.size(0); i++) {
            rows.add(each.apply(x.select(0, i)));
        }
        return Tensor.stack(rows, 0);
    }

    private static Tensor byElement(Tensor x) {
        Tensor sum = Tensor.zeros();
        for (long i = 0; i < x.size(0); i++) {
            for (long j = 0; j < x.size(1); j++) {
                sum = sum.add(x.select(0, i).select(0, j).pow(2));
            }
        }
        return sum;
    }
}
