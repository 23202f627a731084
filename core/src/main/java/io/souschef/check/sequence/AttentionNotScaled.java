package io.souschef.check.sequence;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Chart;
import io.souschef.check.wiring.Op;
import io.souschef.check.wiring.Source;
import io.souschef.check.wiring.Wiring;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.Optional;

/**
 * Dot products of queries and keys grow with √d; without the division by it the softmax saturates and learns slowly. So between
 * the projections and the softmax there should be a factor, on the scores or on either side.
 *
 * @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. 2017, section 3.2.1</a>
 */
public final class AttentionNotScaled implements Check {
    private static final int WIDE = 4;

    /** A factor of 1 / √4 is the largest that is right, for so few numbers as are looked at; reasoned: anything above this is none. */
    private static final double NONE = 0.75;

    /**
     * A sharper softmax may be meant, by so many times what 1 / √d makes of it at most; beyond that something else was divided by, as the
     * number of heads. Reasoned: with d = 64 and two heads it is 5.7 times, with eight heads 2.8.
     */
    private static final double SHARPER = 2.5;

    /** One side's weights may be drawn smaller, by 1 / √d as T5's are, or nearly: so many times that. Reasoned. */
    private static final double NEARLY = 1.3;

    /** The factor between projections and softmax, and the width of the queries. */
    private record Scaling(double factor, long width) {
        boolean none() {
            return factor > NONE;
        }

        boolean another() {
            return !none() && factor > SHARPER / Math.sqrt((double) width);
        }
    }

    /** An operation, and the product of the factors on the way to it. */
    private record Step(Op op, double factor) {}

    @Override
    public String name() {
        return "attention is scaled by 1 / √d";
    }

    @Override
    public String code() {
        return "attention-not-scaled";
    }

    @Override
    public Finding run(Subject subject) {
        Chart chart = subject.measured(new Wiring());
        List<Scaling> scalings = chart.ops().stream()
                .filter(op -> op.is("softmax"))
                .flatMap(softmax -> scaling(chart, softmax).stream())
                .filter(scaling -> scaling.width() >= WIDE)
                .toList();
        if (scalings.isEmpty()) {
            throw new CouldNotJudge("no softmax over products of projected queries and keys is written out");
        }
        Scaling shown = scalings.stream()
                .filter(Scaling::none)
                .findFirst()
                .or(() -> scalings.stream().filter(Scaling::another).findFirst())
                .orElse(scalings.get(0));
        Finding.Draft finding = finding()
                .measured("scores are q · k times %.4g, with d = %d", shown.factor(), shown.width())
                .expected("times 1 / √%d = %.4g", shown.width(), 1 / Math.sqrt((double) shown.width()))
                .cause("%s", cause(shown))
                .fix("q.matmul(k.transpose(-2, -1)).mul(1 / Math.sqrt(d)), or Functional.scaledDotProductAttention");
        return shown.none() ? finding.okIf(false) : finding.warnIf(shown.another());
    }

    private static String cause(Scaling scaling) {
        if (scaling.none()) {
            return "the scores are not divided by √d";
        }
        return scaling.another()
                ? "the scores are divided by %.4g, not by √%d = %.4g: by the root of another size?"
                        .formatted(1 / scaling.factor(), scaling.width(), Math.sqrt((double) scaling.width()))
                : "";
    }

    private static Optional<Scaling> scaling(Chart chart, Op softmax) {
        return back(chart, new Step(softmax, 1), "matmul").flatMap(product -> product(chart, product));
    }

    private static Optional<Scaling> product(Chart chart, Step product) {
        List<Source> sides =
                product.op().sources().stream().filter(Source::isResult).toList();
        if (sides.size() != 2) {
            return Optional.empty();
        }
        Optional<Step> q = back(chart, at(chart, sides.get(0)), "linear");
        Optional<Step> k = back(chart, at(chart, sides.get(1)), "linear");
        if (q.isEmpty() || k.isEmpty()) {
            return Optional.empty();
        }
        List<Long> shape = sides.get(0).shape();
        long width = shape.get(shape.size() - 1);
        double drawn = gain(chart, q.get().op()) / gain(chart, k.get().op());
        double smaller = Math.min(drawn, 1 / drawn);
        return Optional.of(new Scaling(
                Math.abs(product.factor() * q.get().factor() * k.get().factor())
                        * (smaller < NEARLY / Math.sqrt((double) width) ? smaller : 1),
                width));
    }

    /** How much a projection makes of numbers about one; 1 where it can't be known. */
    private static double gain(Chart chart, Op linear) {
        return linear.weight()
                .flatMap(source -> chart.weight(source.name())
                        .map(weight -> weight.rms()
                                * Math.sqrt((double)
                                        source.shape().get(source.shape().size() - 1))))
                .filter(gain -> gain > 0)
                .orElse(1.0);
    }

    private static Step at(Chart chart, Source source) {
        Op op = chart.op(source.op());
        return new Step(op, factor(op));
    }

    private static double factor(Op op) {
        return Double.isNaN(op.factor()) ? 1 : op.factor();
    }

    /** Back along first results, past shaping, numbers and masks, to an operation of this kind. */
    private static Optional<Step> back(Chart chart, Step from, String kind) {
        Op op = from.op();
        double factor = from.factor();
        while (!op.is(kind)) {
            boolean passes = op.index() == from.op().index() || chart.isShaping(op) || passes(op) || turns(chart, op);
            Optional<Op> before = passes ? chart.before(op) : Optional.empty();
            if (before.isEmpty()) {
                return Optional.empty();
            }
            op = before.get();
            factor *= factor(op);
        }
        return Optional.of(new Step(op, factor));
    }

    /** Whether it multiplies with a table that neither input nor weights go into: the cosines and sines of rotary positions. */
    private static boolean turns(Chart chart, Op op) {
        return op.is("mul")
                && op.sources().size() == 2
                && op.sources().get(0).isResult()
                && op.sources().get(1).shape().size() >= 2
                && isTable(chart, op.sources().get(1));
    }

    private static boolean isTable(Chart chart, Source source) {
        return source.isResult()
                ? chart.ancestors(chart.op(source.op())).stream()
                        .flatMap(index -> chart.op(index).sources().stream())
                        .allMatch(from -> from.isResult() || isNumbers(from))
                : isNumbers(source);
    }

    private static boolean isNumbers(Source source) {
        return source.kind() == Source.Kind.CONSTANT || source.kind() == Source.Kind.BUFFER;
    }

    /** Masks and numbers; what is divided by its own norm needs no factor. */
    private static boolean passes(Op op) {
        return op.is("mul", "div")
                ? !Double.isNaN(op.factor())
                : op.is("add", "sub", "where", "addInPlace", "maximum", "clamp", "neg");
    }
}
