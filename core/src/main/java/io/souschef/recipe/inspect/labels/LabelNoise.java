package io.souschef.recipe.inspect.labels;

import io.souschef.data.Labels;
import io.souschef.data.Table;
import io.souschef.data.Texts;
import io.souschef.data.noise.ConfidentLearning;
import io.souschef.data.noise.OutOfSample;
import io.souschef.data.noise.Suspicions;
import io.souschef.data.table.Column;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Excerpt;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.recipe.inspect.look.Reached;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which labels are probably wrong: those that others, who have not seen the label, contradict. One that is contradicted flatly is to be looked
 * at, be it the only one. How many are wrong, nobody knows who has not looked: where two classes overlap the same contradictions arise. The
 * suspects are shown, and a sheet of labels to judge is left ({@link LabelAudit}). Where the others tell no more labels than chance does,
 * they contradict nothing. Test labels are passed over; that split is opened once, at the end.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"how noisy are the labels", section 1 of the recipe</a>
 */
public final class LabelNoise implements Look {
    /** A contradiction is flat where another class has so much more probability than the given one. */
    private static final double FLAT = 0.8;

    /**
     * Share of labels that are contradicted flatly, from which on it is no longer a matter of single ones. As they are: digits 0.2 %,
     * Fashion-MNIST, of which some classes overlap much, 2.9 % with 136 features and 2.5 % with 1,170; with 10 % of them replaced at random: digits 6.8 %, Fashion-MNIST
     * 6.0 and 6.2 %. Since the sum is fitted a second time without what the first fit contradicts: 20,000 of Fashion-MNIST as they are 1.5 %,
     * 10 % replaced 6.6 %, 20 % replaced 9.9 %.
     */
    private static final double MANY = 0.035;

    private static final String KNOWN = "digits have 0.2 %, Fashion-MNIST, whose classes overlap, 1.5 %";

    private static final int SHOWN = 24, ROWS = 30, NAMED = 5, COLUMNS = 8, CONFUSIONS = 12, LETTERS = 200;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.labels().flatMap(labels -> seen.opinions().map(said -> finding(seen, labels, said)));
    }

    private static Finding finding(Inspection seen, Labels labels, OutOfSample said) {
        Finding.Draft draft = Finding.of("label noise", "label-noise");
        if (!isTold(said)) {
            new LabelAudit(seen.prints().run()).prepare(seen).ifPresent(draft::evidence);
            return unjudged(draft, said);
        }
        ConfidentLearning learning = new ConfidentLearning(said.labels(), said.probabilities());
        int[] suspects = learning.suspects();
        int[] flat = IntStream.of(suspects)
                .filter(i -> lead(said, learning.guess(i), i) > FLAT)
                .toArray();
        int known =
                seen.dataset().split().train().length + seen.dataset().split().validation().length;
        double share = (double) flat.length / said.ids().length;
        if (suspects.length > 0) {
            draft.evidence(shown(seen, labels, said, learning, suspects));
            matrix(labels, said, learning).ifPresent(draft::evidence);
        }
        new LabelAudit(seen.prints().run()).prepare(seen).ifPresent(draft::evidence);
        draft.measured(
                        "%s contradicted, %,d of them flatly (%s of %,d%s)",
                        Phrases.count(suspects.length, "label is", "labels are"),
                        flat.length,
                        Phrases.percent(share),
                        said.ids().length,
                        said.ids().length < known
                                ? " that were judged; train and validation have %,d".formatted(known)
                                : "")
                .expected("none contradicted flatly; as they are, %s", KNOWN);
        if (flat.length == 0) {
            return draft.okIf(true);
        }
        draft.fix(
                "look at them, correct what is wrong; how many are wrong in all, %s tells once it is filled in",
                LabelAudit.FILE);
        return share > MANY
                ? draft.needsEyes(
                        "are these labels wrong, or do the classes overlap? Confident learning puts the wrong ones at %s, which counts overlap as noise",
                        Phrases.percent(learning.estimate()))
                : draft.needsEyes(
                        "%s: %s",
                        flat.length == 1 ? "is this label wrong" : "are these labels wrong",
                        Phrases.some(
                                IntStream.of(flat)
                                        .mapToObj(i -> "%s (%s, or %s?)"
                                                .formatted(
                                                        seen.nameOf(said.ids()[i]),
                                                        seen.targetOf(said.ids()[i]),
                                                        likelier(labels, said, learning, i)))
                                        .toList(),
                                NAMED));
    }

    /** What is held against every label, for {@code examples.parquet}; empty where nobody was asked, or they tell no more than luck does. */
    public static Optional<Suspicions> suspicions(Inspection seen) {
        return seen.opinions()
                .filter(LabelNoise::isTold)
                .map(said -> Suspicions.of(said, seen.dataset().size()));
    }

    /** Whether those who were asked tell more labels than luck does. */
    private static boolean isTold(OutOfSample said) {
        return told(said).isAbove(said.chance());
    }

    private static Reached told(OutOfSample said) {
        return new Reached("labels told", said.right());
    }

    private static String sentence(OutOfSample said, int shown, int suspects) {
        return "Given label, and the likelier one according to %s; the most contradicted first%s"
                .formatted(
                        said.how(),
                        shown >= suspects
                                ? "."
                                : (". These are %,d of %,d; all of them: SELECT name, label, likelier, label_suspicion FROM 'examples.parquet'"
                                                + " WHERE suspect ORDER BY label_suspicion DESC")
                                        .formatted(shown, suspects));
    }

    private static Finding unjudged(Finding.Draft draft, OutOfSample said) {
        Reached told = told(said);
        return draft.measured(
                        "of %,d labels those who have not seen them tell %s right, luck up to %s",
                        told.right().length,
                        Phrases.percent(told.accuracy()),
                        Phrases.percent(told.luck(said.chance())))
                .expected("more labels told right than chance tells: without that a contradiction means nothing")
                .fix(
                        "judge labels yourself, in %s; if few, collect more examples; for pictures a trained net may tell more: --features net.pt",
                        LabelAudit.FILE)
                .skip("can't be judged: the learner is at chance");
    }

    private static Evidence shown(
            Inspection seen, Labels labels, OutOfSample said, ConfidentLearning learning, int[] suspects) {
        if (seen.images().isPresent()) {
            return pictures(seen, labels, said, learning, suspects);
        }
        return seen.texts()
                .map(texts -> texts(seen, texts, labels, said, learning, suspects))
                .orElseGet(() -> rows(seen, labels, said, learning, suspects));
    }

    /** How much likelier the other class is than the given one. */
    private static double lead(OutOfSample said, int guess, int place) {
        float[] p = said.probabilities()[place];
        return p[guess] - p[said.labels()[place]];
    }

    private static String likelier(Labels labels, OutOfSample said, ConfidentLearning learning, int place) {
        return labels.classes().get(said.classOf(learning.guess(place)));
    }

    private static Evidence pictures(
            Inspection seen, Labels labels, OutOfSample said, ConfidentLearning learning, int[] suspects) {
        List<Evidence.Picture> pictures = IntStream.range(0, Math.min(SHOWN, suspects.length))
                .parallel() // to wait for the disk at the same time
                .mapToObj(s -> {
                    int id = said.ids()[suspects[s]];
                    String caption = "%s; likelier %s\n%s"
                            .formatted(
                                    seen.targetOf(id), likelier(labels, said, learning, suspects[s]), seen.nameOf(id));
                    return seen.prints().one("suspect-" + s, seen.images().orElseThrow(), id, caption);
                })
                .toList();
        return new Evidence.Pictures("Labels most contradicted", sentence(said, SHOWN, suspects.length), pictures, 8);
    }

    private static Evidence texts(
            Inspection seen, Texts texts, Labels labels, OutOfSample said, ConfidentLearning learning, int[] suspects) {
        List<List<String>> rows = IntStream.of(suspects)
                .limit(ROWS)
                .mapToObj(place -> {
                    int id = said.ids()[place];
                    return List.of(
                            seen.nameOf(id),
                            seen.targetOf(id),
                            likelier(labels, said, learning, place),
                            Excerpt.beginning(texts.get(id), LETTERS));
                })
                .toList();
        return new Evidence.Grid(
                "Labels most contradicted",
                sentence(said, ROWS, suspects.length),
                List.of("", labels.name(), "likelier", "how it begins"),
                rows,
                "llll");
    }

    private static Evidence rows(
            Inspection seen, Labels labels, OutOfSample said, ConfidentLearning learning, int[] suspects) {
        Table table = seen.table().orElseThrow();
        List<Column> columns =
                table.columns().subList(0, Math.min(COLUMNS, table.columns().size()));
        List<String> header = new ArrayList<>(List.of("", labels.name(), "likelier"));
        columns.forEach(column -> header.add(column.name()));
        List<List<String>> rows = IntStream.of(suspects)
                .limit(ROWS)
                .mapToObj(place -> {
                    int id = said.ids()[place];
                    List<String> row = new ArrayList<>(
                            List.of(seen.nameOf(id), seen.targetOf(id), likelier(labels, said, learning, place)));
                    columns.forEach(column -> row.add(Excerpt.cut(column.text(id), LETTERS)));
                    return row;
                })
                .toList();
        return new Evidence.Grid(
                "Labels most contradicted",
                sentence(said, ROWS, suspects.length),
                header,
                rows,
                "l".repeat(header.size()));
    }

    /** The noise matrix off its diagonal, as a list: what is called what. */
    private static Optional<Evidence> matrix(Labels labels, OutOfSample said, ConfidentLearning learning) {
        double[][] shares = learning.noiseMatrix();
        record Confusion(int given, int likelier, double share) {}
        List<Confusion> confusions = new ArrayList<>();
        for (int given = 0; given < shares.length; given++) {
            for (int likelier = 0; likelier < shares.length; likelier++) {
                if (given != likelier && shares[given][likelier] > 0) {
                    confusions.add(new Confusion(given, likelier, shares[given][likelier]));
                }
            }
        }
        List<List<String>> rows = confusions.stream()
                .sorted(Comparator.comparingDouble((Confusion c) -> -c.share))
                .limit(CONFUSIONS)
                .map(c -> List.of(
                        labels.classes().get(said.classOf(c.given)),
                        labels.classes().get(said.classOf(c.likelier)),
                        Phrases.percent(c.share)))
                .toList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Evidence.Grid(
                "What is called what",
                "The noise matrix of confident learning, its largest entries off the diagonal, in shares of all examples. "
                        + "Pairs that stand in both directions are classes that overlap.",
                List.of("labelled", "likelier", "share"),
                rows,
                "llr"));
    }
}
