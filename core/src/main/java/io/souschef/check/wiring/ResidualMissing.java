package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A block that forgets to add its input back trains, but depth begins to hurt. A net that has residuals elsewhere shows where one
 * is missing: blocks that are built alike should add as often as each other, and what a LayerNorm before a block takes off the
 * stream should come back to it.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">verify decreasing training loss</a>
 */
public final class ResidualMissing implements Check {
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
        Optional<String> missing =
                blocks.fewerThanTheirLike().or(blocks::normWithoutReturn).or(blocks::namedButNone);
        if (merges == 0 && missing.isEmpty()) {
            throw new CouldNotJudge("the net has no residual anywhere, and none of its layers is named after one");
        }
        return finding()
                .measured("%s", missing.orElse(merges + " residuals, as many in each block as in those built alike"))
                .expected("out = x + f(x) in every block that is built like the others")
                .cause(missing.isPresent() ? "a block doesn't add its input back" : "")
                .fix("return x.add(f.forward(x))")
                .okIf(missing.isEmpty());
    }

    /** The blocks of a net, as its names and its operations show them. */
    private record Blocks(Chart chart) {
        Optional<String> fewerThanTheirLike() {
            for (List<BlockSpan> alike : BlockSpan.alike(chart)) {
                long most = alike.stream()
                        .mapToLong(block -> block.mergesPerCall(chart))
                        .max()
                        .orElse(0);
                Optional<BlockSpan> fewer = alike.stream()
                        .filter(block -> block.mergesPerCall(chart) < most)
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
            return norms.subList(0, norms.size() - 1).stream()
                    .filter(norm -> norm.shape().equals(model.get().shape()))
                    .filter(norm -> !streamGoesOn(norm) && runsIntoANorm(norm))
                    .map(norm -> "what " + nameOf(norm) + " takes never comes back to the stream")
                    .findFirst();
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
                if (layers > 0 && next.get(0).is("layerNorm")) {
                    return true;
                }
                if (next.stream().anyMatch(chart::isMerge)) {
                    return false;
                }
                Op last = next.get(next.size() - 1);
                if (last.is("layerNorm")) {
                    return layers > 0;
                }
                layers += last.multiplies() ? 1 : 0;
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
                    .filter(block -> block.merges(chart) == 0)
                    .map(block -> "%s is a %s and adds up nothing".formatted(block.name(), block.className()))
                    .findFirst();
        }
    }
}
