package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A block that forgets to add its input back trains, but depth begins to hurt. A net that has residuals elsewhere shows where one
 * is missing: blocks of a list that are built alike and keep their input's shape should add as often as each other, and what a LayerNorm
 * before a block takes off the stream should come back to it. Where a layer of the same kind has another place in the net, it is a
 * warning.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">verify decreasing training loss</a>
 */
public final class ResidualMissing implements Check {
    /** Of a block: an attention has its projections and itself, an MLP two. A head may have one between two norms, as BERT's has. */
    private static final int FEWEST_LAYERS = 2;

    private static final String[] WEIGHING = {"linear", "conv2d", "matmul", "scaledDotProductAttention", "lstm"};

    @Override
    public String name() {
        return "every block adds its input back";
    }

    @Override
    public String code() {
        return "residual-missing";
    }

    @Override
    public Finding run(Subject subject) {
        Chart chart = subject.measured(new Wiring());
        Blocks blocks = new Blocks(chart);
        long merges = chart.ops().stream().filter(chart::isMerge).count();
        Optional<String> sure =
                blocks.fewerThanTheirLike(true).or(blocks::normWithoutReturn).or(blocks::namedButNone);
        Optional<String> missing = sure.or(() -> blocks.fewerThanTheirLike(false));
        if (merges == 0 && missing.isEmpty()) {
            throw new CouldNotJudge("the net has no residual anywhere, and none of its layers is named after one");
        }
        Finding.Draft draft = finding()
                .measured("%s", missing.orElse(merges + " residuals, as many in each block as in those built alike"))
                .expected("out = x + f(x) in every block that is built like the others")
                .cause(missing.isPresent() ? "a block doesn't add its input back" : "")
                .fix("return x.add(f.forward(x))");
        return sure.isPresent() ? draft.failIf(true) : draft.warnIf(missing.isPresent());
    }

    /** The blocks of a net, as its names and its operations show them. */
    private record Blocks(Chart chart) {
        /** @param ofOneList whether its like must be in the same list: an encoder and a step may be built alike, too */
        Optional<String> fewerThanTheirLike(boolean ofOneList) {
            for (List<BlockSpan> alike : BlockSpan.alike(chart)) {
                long most = alike.stream()
                        .mapToLong(block -> block.mergesPerCall(chart))
                        .max()
                        .orElse(0);
                Optional<BlockSpan> fewer = alike.stream()
                        .filter(block -> block.mergesPerCall(chart) < most && block.keepsShape(chart))
                        .filter(block -> !ofOneList
                                || alike.stream()
                                        .anyMatch(other -> other.family().equals(block.family())
                                                && other.mergesPerCall(chart) == most))
                        .findFirst();
                if (fewer.isPresent()) {
                    return Optional.of("%s adds up %d times, others like it %d times"
                            .formatted(fewer.get().name(), fewer.get().mergesPerCall(chart), most));
                }
            }
            return Optional.empty();
        }

        /** A LayerNorm before a block, as in GPT, while the block's result never meets the stream again. */
        Optional<String> normWithoutReturn() {
            List<Op> norms =
                    chart.ops().stream().filter(op -> op.is("layerNorm")).toList();
            Optional<Op> model = norms.stream().filter(this::streamGoesOn).findFirst();
            if (model.isEmpty()) {
                return Optional.empty();
            }
            Set<String> places =
                    norms.stream().filter(this::streamGoesOn).map(this::placeOf).collect(Collectors.toSet());
            return norms.subList(0, norms.size() - 1).stream()
                    .filter(norm -> norm.shape().equals(model.get().shape()) && places.contains(placeOf(norm)))
                    .filter(norm -> isOnAStream(norm) && !streamGoesOn(norm) && runsIntoANorm(norm))
                    .map(norm -> "what " + nameOf(norm) + " takes never comes back to the stream")
                    .findFirst();
        }

        /** The layer that the norm is in, without its number. A norm before a head isn't where those of the blocks are. */
        private String placeOf(Op norm) {
            String name = nameOf(norm);
            return BlockSpan.family(name.substring(0, Math.max(0, name.lastIndexOf('.'))));
        }

        /** Whether it takes what layers have made, and layers take what it gives; norms before an activation end a layer. */
        private boolean isOnAStream(Op norm) {
            boolean made = chart.before(norm)
                    .filter(x -> chart.ancestors(x).stream().anyMatch(index -> chart.op(index).sources().stream()
                            .anyMatch(Source::isParameter)))
                    .isPresent();
            List<Op> next = chart.after(norm);
            while (next.size() == 1 && chart.isShaping(next.get(0))) {
                next = chart.after(next.get(0));
            }
            return made && next.stream().anyMatch(op -> op.is("linear", "conv2d", "matmul", "lstm"));
        }

        /** Whether what the norm takes is also taken by a sum. */
        private boolean streamGoesOn(Op norm) {
            return chart.before(norm)
                    .filter(x -> chart.after(x).stream().anyMatch(chart::isMerge))
                    .isPresent();
        }

        /**
         * Whether the result of the norm, through layers, arrives at another norm before it is added to anything but what comes of it
         * there: the next block takes it for the stream.
         */
        private boolean runsIntoANorm(Op norm) {
            Optional<Op> at = Optional.of(norm);
            int layers = 0;
            while (at.isPresent()) {
                List<Op> next = chart.after(at.get());
                Op here = at.get();
                if (next.isEmpty() || next.stream().anyMatch(op -> chart.isMerge(op) && !isOfItself(op, here))) {
                    return false;
                }
                if (layers >= FEWEST_LAYERS && next.get(0).is("layerNorm")) {
                    return true;
                }
                if (next.stream().anyMatch(chart::isMerge)) {
                    return false;
                }
                Op last = next.get(next.size() - 1);
                if (last.is("layerNorm")) {
                    return layers >= FEWEST_LAYERS;
                }
                layers += last.is(WEIGHING) ? 1 : 0;
                at = Optional.of(last);
            }
            return false;
        }

        /** Whether what {@code merge} adds to {@code op} was made of it. */
        private boolean isOfItself(Op merge, Op op) {
            return merge.sources().stream()
                    .filter(Source::isResult)
                    .allMatch(source -> chart.ancestors(chart.op(source.op())).contains(op.index()));
        }

        private String nameOf(Op norm) {
            return norm.sources().stream()
                    .filter(Source::isParameter)
                    .map(source ->
                            source.name().substring(0, Math.max(0, source.name().lastIndexOf('.'))))
                    .findFirst()
                    .orElse("a LayerNorm");
        }

        /** A class that calls itself residual, and adds nothing. */
        Optional<String> namedButNone() {
            return BlockSpan.all(chart).stream()
                    .filter(block -> block.className().toLowerCase(Locale.ROOT).contains("resid")
                            || block.className().toLowerCase(Locale.ROOT).contains("resblock"))
                    .filter(block -> block.merges(chart) == 0 && !block.subtracts(chart) && block.keepsShape(chart))
                    .map(block -> "%s is a %s and adds up nothing".formatted(block.name(), block.className()))
                    .findFirst();
        }
    }
}
