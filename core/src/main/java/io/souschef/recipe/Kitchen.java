package io.souschef.recipe;

import io.souschef.data.Dataset;
import io.souschef.data.Feed;
import io.souschef.data.Labels;
import io.souschef.data.Preparation;
import io.souschef.experiment.Basis;
import io.souschef.experiment.Budget;
import io.souschef.experiment.Entry;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Notebook;
import io.souschef.train.Task;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;

/** What the stages share: the order, the data, the notebook, the time that is left, and who watches. */
public final class Kitchen {
    /** Examples; a run on fewer is planned for a minute. */
    private static final int SMALL = 5000;

    private final Order order;
    private final Feed feed;
    private final Task task;
    private final Notebook notebook;
    private final Optional<Budget> budget;
    private final Watcher watcher;
    private final double nominalSeconds;

    Kitchen(Order order, Dataset dataset, Notebook notebook, Optional<Budget> budget, Watcher watcher) {
        this(order, dataset, notebook, budget, watcher, dataset.size() <= SMALL ? 60 : 900);
    }

    /** @param nominalSeconds what a run without a budget is planned for */
    Kitchen(
            Order order,
            Dataset dataset,
            Notebook notebook,
            Optional<Budget> budget,
            Watcher watcher,
            double nominalSeconds) {
        this.order = order;
        this.feed = new Feed(dataset);
        this.task = task(feed.preparation());
        this.notebook = notebook;
        this.budget = budget;
        this.watcher = watcher;
        this.nominalSeconds = nominalSeconds;
    }

    /** What is predicted where examples are prepared like this. */
    static Task task(Preparation preparation) {
        return preparation.classifies()
                ? Task.classification(preparation.classes().size())
                : Task.regression(preparation.targetMean(), preparation.targetStd(), "");
    }

    public Order order() {
        return order;
    }

    public long seed() {
        return order.seed();
    }

    public Dataset dataset() {
        return feed.dataset();
    }

    public Feed feed() {
        return feed;
    }

    public Task task() {
        return task;
    }

    public Notebook notebook() {
        return notebook;
    }

    public Watcher watcher() {
        return watcher;
    }

    /** What experiments rest on: this data set and this version of the code. */
    public Basis basis() {
        return new Basis(dataset().source().version(), Version.TEXT);
    }

    /** Whether time is limited; if not, plans are made for a nominal machine. */
    public Optional<Budget> budget() {
        return budget;
    }

    /** Seconds that remain of the whole budget; of the nominal one, where there is none, all of it. */
    public double secondsLeft() {
        return budget.map(Budget::remaining)
                .map(Duration::toMillis)
                .map(millis -> millis / 1000.0)
                .orElseGet(() -> nominalSeconds());
    }

    /** What a run without a budget is planned for: a minute for small data, a quarter of an hour for others. */
    public double nominalSeconds() {
        return nominalSeconds;
    }

    /** The share for the first stage where it is all that was ordered, and the data are not small: no model has to be made in the rest. */
    private static final double INSPECTION = 1.0 / 3;

    /** The share of the whole time that each stage may take, 1 to 6: the last gets what the model is made in. */
    private static final double[] SHARES = {0.03, 0.09, 0.09, 0.18, 0.13, 0.48};

    /**
     * Seconds that {@code stage} may take: its share of what was left for it and the ordered stages after it when it began. Written down
     * then, so that the same plan is made after an interruption.
     */
    public double seconds(Stage stage) {
        if (budget.isPresent()) {
            return number(allowance(stage), "seconds");
        }
        boolean alone = order.stages().equals(Set.of(1)) && dataset().size() > SMALL;
        return nominalSeconds() * (alone ? INSPECTION : SHARES[stage.number() - 1]);
    }

    /** Seconds of these that are left now; without a budget, no end of them. Negative when the stage is late. */
    public double left(Stage stage) {
        return budget.isPresent() ? secondsLeft() - number(allowance(stage), "for the rest") : Double.POSITIVE_INFINITY;
    }

    private SortedMap<String, Object> allowance(Stage stage) {
        return decide(stage, "the time for stage " + stage.number(), "its share of what is left of the budget", () -> {
            double left = secondsLeft();
            double seconds = left * SHARES[stage.number() - 1] / rest(stage.number());
            return Map.of("seconds", seconds, "for the rest", left - seconds);
        });
    }

    /** What the last stage will have, seen from {@code stage}, when every stage takes its share; what a model is trained for in any case, at least. */
    public double lastSeconds(Stage stage) {
        double all = budget.isPresent()
                ? number(allowance(stage), "seconds") / SHARES[stage.number() - 1]
                : nominalSeconds();
        return Math.max(all * SHARES[SHARES.length - 1], leastSeconds());
    }

    /**
     * Seconds, and the share of the budget, that a model is trained for even when the budget is spent: something must come out. On 4,232 mails a
     * first net was right as often as the most frequent class after 66 steps, in 94 of 100 cases after 100.
     */
    static final double LEAST = 0.5, LEAST_SHARE = 0.1;

    /** Seconds that a model is trained for in the last stage even when the budget is spent. */
    public double leastSeconds() {
        double share = order.budget()
                .map(given -> LEAST_SHARE * given.toMillis() / 1000)
                .orElse(0.0);
        return Math.max(LEAST, share);
    }

    /** The shares of this stage and of those that are ordered to come after it. */
    private double rest(int from) {
        double rest = SHARES[from - 1];
        for (int s = from + 1; s <= SHARES.length; s++) {
            rest += order.stages().contains(s) ? SHARES[s - 1] : 0;
        }
        return rest;
    }

    private static double number(Map<String, Object> numbers, String name) {
        return ((Number) Objects.requireNonNull(numbers.get(name), name)).doubleValue();
    }

    /** The loss of a net that knows how the targets are distributed and nothing else: entropy in nats, or the variance, 1. */
    public double ignorantLoss() {
        if (!(feed.dataset().targets() instanceof Labels labels)) {
            return 1;
        }
        int[] train = feed.dataset().split().train();
        double entropy = 0;
        for (int count : labels.counts(train)) {
            double share = (double) count / train.length;
            entropy -= share > 0 ? share * Math.log(share) : 0;
        }
        return entropy;
    }

    /** Writes a finding down and shows it. */
    public void add(Stage stage, Finding finding) {
        notebook.add(stage.name(), finding);
        watcher.found(finding);
    }

    /** Writes a picture or table down that belongs to no finding. */
    public void show(Stage stage, Evidence evidence) {
        notebook.show(stage.name(), evidence);
    }

    /** The numbers of a decision that an earlier stage has made. */
    public SortedMap<String, Object> decided(String what) {
        return notebook.decisions().stream()
                .filter(d -> d.what().equals(what))
                .findFirst()
                .orElseThrow(() -> new StageMissing(what))
                .data();
    }

    /**
     * A decision that is made once per run: the second time, in the same process or after a kill, it is read from the
     * notebook.
     *
     * @param what the decision's name, unique in the run
     */
    public SortedMap<String, Object> decide(Stage stage, String what, String why, Supplier<Map<String, ?>> numbers) {
        Optional<Entry.Decision> made =
                notebook.decisions().stream().filter(d -> d.what().equals(what)).findFirst();
        if (made.isEmpty()) {
            notebook.decide(stage.name(), what, why, numbers.get());
            watcher.decided(what, why);
            made = notebook.decisions().stream()
                    .filter(d -> d.what().equals(what))
                    .findFirst();
        }
        return made.orElseThrow().data();
    }
}
