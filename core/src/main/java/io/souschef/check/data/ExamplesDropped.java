package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.Task;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A slice that ends one too early, a last batch that never comes: some examples are never trained on. The ids of three epochs, and of
 * later ones where some are missing, are held against what the stream promises, against their own gaps, against the number of batches, and against the classes of evaluation. A last batch that is left
 * out of a new order each time loses nothing and passes. It can't see examples that were lost before ids were given.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">become one with the data</a>
 */
public final class ExamplesDropped implements Check {
    /** Gaps in the ids at equal distances, as an off-by-one in every batch leaves them; that many don't by chance. */
    private static final int GAPS = 3;

    @Override
    public String name() {
        return "every example is trained on";
    }

    @Override
    public String code() {
        return "examples-dropped";
    }

    @Override
    public Finding run(Subject subject) {
        Streams streams = subject.measured(new Reading());
        Pass first = streams.first();
        if (!first.whole()) {
            throw new CouldNotJudge("an epoch has more than %d examples", first.size());
        }
        if (first.idsArePlaces()) {
            throw new CouldNotJudge("ids number the places in a batch, not the examples");
        }
        TreeSet<Long> seen = streams.training().stream()
                .flatMap(pass -> pass.examples().stream())
                .map(Example::id)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<Long> once = first.byId().keySet();
        boolean resampled = once.size() < 0.97 * first.size();
        boolean declared = subject.fresh(program -> program.declares().feeding().dropsLast());
        boolean fewer = !resampled && !declared && seen.size() < first.promised();
        if (fewer) { // a curriculum may begin with those that are easy
            subject.measured(new LaterEpochs())
                    .later()
                    .forEach(later -> seen.addAll(later.byId().keySet()));
        }
        long missing = fewer ? Math.max(0, first.promised() - seen.size()) : 0;
        List<Long> gaps = gaps(streams, seen);
        List<Integer> classes = classes(subject, streams);
        boolean sliced = !resampled && !declared && gaps.isEmpty() && eachIsShort(streams, seen);
        boolean broken = sliced || missing > 0 || !gaps.isEmpty() || !classes.isEmpty();
        return finding()
                .measured(
                        "%d examples in %s, the stream promises %d%s%s%s",
                        seen.size(),
                        fewer ? "three epochs and later ones" : "three epochs",
                        first.promised(),
                        sliced ? " in " + first.sizes().size() + " batches, one of each is missing" : "",
                        gaps.isEmpty() ? "" : "; ids missing at equal distances: " + some(gaps),
                        classes.isEmpty() ? "" : "; classes of evaluation that training never shows: " + some(classes))
                .expected("every example at least once")
                .cause("%s", broken ? cause(!classes.isEmpty(), sliced || !gaps.isEmpty()) : "")
                .fix("cut batches as [b · size, min(n, (b + 1) · size)), with the end left out, ⌈n / size⌉ of them")
                .failIf(broken);
    }

    private static String cause(boolean classes, boolean batches) {
        if (classes) {
            return "training leaves out whole classes";
        }
        return batches
                ? "each batch leaves out an example: an off-by-one in the slice"
                : "the same examples are left out of every epoch";
    }

    /**
     * Whether each epoch has one example fewer for each of its batches than there are, and more are lost by that than a last batch would
     * have: batches of one more would have been just as many.
     */
    private static boolean eachIsShort(Streams streams, NavigableSet<Long> seen) {
        long span = seen.last() - seen.first() + 1;
        long all = span <= 1.01 * seen.size() ? span : seen.size();
        return streams.training().stream().allMatch(epoch -> {
            long batches = epoch.sizes().size();
            long size = epoch.sizes().get(0);
            return epoch.whole()
                    && epoch.examples().size() == all - batches
                    && batches >= size
                    && batches == (all + size) / (size + 1);
        });
    }

    private static String some(List<?> values) {
        return values.subList(0, Math.min(5, values.size())).stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "))
                + (values.size() > 5 ? " …" : "");
    }

    /**
     * Ids between the lowest and the highest that never come, where they are equally far apart and not in evaluation. Where evaluation has none at
     * these distances either, every fifth may have been put by for a test.
     */
    private static List<Long> gaps(Streams streams, NavigableSet<Long> seen) {
        if ((double) seen.last() - seen.first()
                > 3.0 * seen.size()) { // by whole numbers it may be too far: ids may be hashes
            return List.of();
        }
        Set<Long> evaluation = streams.evaluation().byId().keySet();
        List<Long> gaps = LongStream.range(seen.first(), seen.last())
                .filter(id -> !seen.contains(id) && !evaluation.contains(id))
                .boxed()
                .toList();
        if (gaps.size() < GAPS) {
            return List.of();
        }
        long step = gaps.get(1) - gaps.get(0);
        for (int i = 1; i < gaps.size(); i++) {
            if (gaps.get(i) - gaps.get(i - 1) != step) {
                return List.of();
            }
        }
        boolean putBy = evaluation.stream().noneMatch(id -> (id - gaps.get(0)) % step == 0);
        return step > 3 && !putBy ? gaps : List.of();
    }

    private static List<Integer> classes(Subject subject, Streams streams) {
        if (!(subject.fresh(program -> program.task()) instanceof Task.Classification)
                || !streams.first().wholeTargets()
                || streams.first().examples().get(0).target().length != 1) {
            return List.of();
        }
        Set<Integer> trained = streams.training().stream()
                .flatMap(pass -> pass.examples().stream())
                .map(Example::label)
                .collect(Collectors.toSet());
        List<Integer> never = untrained(streams, trained);
        if (!never.isEmpty()) { // a curriculum may begin with some of the classes
            subject.measured(new LaterEpochs()).later().forEach(later -> later.examples()
                    .forEach(example -> trained.add(example.label())));
            return untrained(streams, trained);
        }
        return never;
    }

    private static List<Integer> untrained(Streams streams, Set<Integer> trained) {
        return streams.evaluation().examples().stream()
                .collect(Collectors.groupingBy(Example::label, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue() >= 3 && !trained.contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
