package io.souschef.recipe.squeeze;

import io.souschef.experiment.Finding;
import io.souschef.experiment.Hypothesis;
import io.souschef.experiment.Verdict;
import io.souschef.recipe.Attempt;
import io.souschef.recipe.Chosen;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Lab;
import io.souschef.recipe.Pace;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Stage;
import io.souschef.recipe.Trial;
import io.souschef.recipe.Tried;
import io.souschef.recipe.tune.Tune;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * The long trainings of the last stage: as many as the time pays for, each with another seed and all as long as is best ({@link Length}); then
 * the best of them is left training.
 */
final class Members {
    /** The recipe: an ensemble "tops out after ~5 models". */
    private static final int MOST_MEMBERS = 5;

    /** A further member is worth it when each still sees the data so many times; else one long training is better. */
    private static final double EPOCHS = 20;

    /**
     * Kept back for votes, the test split and for writing the model: a share of the time, and seconds at least; on digits they take 2.6 beside
     * other programs.
     */
    private static final double RESERVE = 0.04, LEAST_RESERVE = 2;

    /** The share of the time in which the best net is left training. */
    private static final double LEFT_TRAINING = 0.06;

    /** The best net is left training for no less, in seconds. */
    private static final double LEAST = 0.5;

    /** Its rate is lower than the first time: it is near a minimum that is worth keeping. */
    private static final double RESTART = 0.1;

    /**
     * The rate of the long trainings after one that was thrown off. Of five on a table of the trains of Chicago, two were with a rate of 0.013,
     * none with 0.004.
     */
    private static final double LOWER = 0.3;

    private static final String LEAVE_IT = "leave it training";

    private final Kitchen kitchen;
    private final Stage stage;
    private final Lab lab;
    private final Pace pace;
    private final Settings tuned;
    private final double seconds;
    private final int count;
    private final long most;
    private final Soundness soundness;
    private final Length length;

    /** Those that were trained from the beginning, and are sound. */
    private final List<Trial> members = new ArrayList<>();

    Members(Kitchen kitchen, Stage stage) {
        this.kitchen = kitchen;
        this.stage = stage;
        this.lab = new Lab(kitchen, stage);
        int all = kitchen.dataset().split().train().length;
        SortedMap<String, Object> decided = kitchen.decided(Tune.DECISION);
        Settings trial = Chosen.settings(decided);
        Settings settings = trial.withExamples(all);
        this.pace = new Pace(kitchen, stage);
        double each = settings.batchSize() / (double) all; // epochs of a step
        double time = Math.max(kitchen.leastSeconds(), kitchen.seconds(stage) - reserved());
        double affordable = pace.steps(settings, time) * each;
        this.count = (int) Math.max(1, Math.min(MOST_MEMBERS, affordable / EPOCHS));
        this.seconds = time / count;
        long steps = pace.steps(settings, seconds);
        this.most = (long) (LongEnough.epochs(kitchen, decided, trial) / each);
        this.tuned = settings.withSteps(Math.max(1, Math.min(steps, most)));
        this.soundness = new Soundness(kitchen);
        this.length = new Length(kitchen, decided);
    }

    /** The trained nets that are sound; none if all diverged. */
    List<Trial> run() {
        lab.ahead(IntStream.range(0, count).mapToObj(member -> member(member, tuned, seconds)));
        List<Tried> tried = new ArrayList<>();
        Settings settings = tuned;
        int wanted = count;
        boolean learnt = false;
        for (int member = 0; member < wanted || (member == wanted && none(tried)); member++) {
            // what an earlier member didn't need, or needed too much, is shared by the rest
            double left = left() / Math.max(1, wanted - member);
            boolean needed = none(tried);
            Attempt next = member(member, settings, needed ? Math.max(left, kitchen.leastSeconds()) : left);
            if (!needed && left <= planned(settings) / 2 && !lab.knows(next.name())) {
                continue;
            }
            Tried fresh = lab.run(next);
            if (!soundness.learnt(fresh)) {
                lab.giveUp(); // what was begun ahead has the rate that was too high
                settings = settings.withLearningRate(LOWER * settings.learningRate());
            } else if (!learnt) {
                learnt = true;
                fresh = ofTheBestLength(fresh, member);
                if (fresh.settings().steps() != settings.steps()) {
                    settings = fresh.settings();
                    wanted = MOST_MEMBERS;
                    begin(member + 1, settings);
                }
            }
            tried.add(fresh);
        }
        List<Trial> trained =
                tried.stream().flatMap(each -> each.trials().stream()).toList();
        members.addAll(soundness.sound(trained));
        soundness.finding(tried, trained, members).ifPresent(finding -> kitchen.add(stage, finding));
        List<Trial> trials = new ArrayList<>(members);
        if (!trials.isEmpty()) {
            leaveTraining(trials);
        }
        return trials;
    }

    /** Seconds for all the trainings that are still to come. */
    private double left() {
        return Math.min(kitchen.left(stage) - reserved(), seconds * count);
    }

    private double planned(Settings settings) {
        return settings.steps() == tuned.steps() ? seconds : pace.seconds(settings);
    }

    /** The first training that has learnt something; where it was too long, shorter ones are tried, and it is the best of them. */
    private Tried ofTheBestLength(Tried first, int member) {
        Optional<Settings> shorter = length.shorterThan(first);
        if (shorter.isPresent()) {
            lab.giveUp(); // what was begun ahead is too long
        }
        while (shorter.isPresent()) {
            Attempt next = member(member, shorter.get(), left());
            if (planned(shorter.get()) >= left() && !lab.knows(next.name())) {
                break;
            }
            shorter = length.shorterThan(lab.run(next));
        }
        length.finding().ifPresent(finding -> kitchen.add(stage, finding));
        return length.best();
    }

    private void begin(int from, Settings settings) {
        lab.ahead(IntStream.range(from, MOST_MEMBERS).mapToObj(member -> member(member, settings, planned(settings))));
    }

    /** Those that were trained from the beginning, and are sound. */
    List<Trial> fromTheBeginning() {
        return List.copyOf(members);
    }

    /** Whether no training has come to its end yet. */
    private static boolean none(List<Tried> tried) {
        return tried.stream().allMatch(each -> each.trials().isEmpty());
    }

    private double reserved() {
        return kitchen.seconds(stage) * LEFT_TRAINING + kept();
    }

    /** For what comes after the trainings. A run without a budget is not hurried. */
    private double kept() {
        double share = kitchen.seconds(stage) * RESERVE;
        return kitchen.budget().isPresent() ? Math.max(LEAST_RESERVE, share) : share;
    }

    private Attempt member(int member, Settings settings, double time) {
        boolean shorter = settings.steps() != tuned.steps();
        Attempt attempt = Attempt.of(
                        shorter
                                ? "%s, member %d".formatted(epochs(settings), member + 1)
                                : "long training, member " + (member + 1),
                        shorter ? shorter(settings) : longest(settings),
                        settings,
                        kitchen.seed() + member)
                .following();
        return shorter ? attempt.within(time) : attempt.fillingSeconds(time, most);
    }

    private Hypothesis longest(Settings settings) {
        boolean lower = settings.learningRate() < tuned.learningRate();
        return new Hypothesis(
                "All the data and a long training beat the short ones.",
                "%,d steps on %,d examples%s"
                        .formatted(
                                settings.steps(),
                                settings.examples(),
                                lower ? ", with a lower rate, for one before was thrown off" : ""),
                "a better %s than every trial of stage 5"
                        .formatted(kitchen.task().metric()));
    }

    private Hypothesis shorter(Settings settings) {
        return new Hypothesis(
                "The long training has learnt its examples by heart; a shorter one comes to its end before that.",
                "%,d steps on %,d examples, %s".formatted(settings.steps(), settings.examples(), epochs(settings)),
                "a lower validation loss than the longer one");
    }

    private static String epochs(Settings settings) {
        return "%.0f epochs".formatted((double) settings.steps() * settings.batchSize() / settings.examples());
    }

    /** The nets of the model. */
    List<Trial> withEverything(List<Trial> voters) {
        return new Everything(kitchen, stage, lab).of(members, voters, kitchen.left(stage) - kept());
    }

    /** Goes on from the best net, with a smaller cycle; what comes of it replaces that net if it is better. */
    private void leaveTraining(List<Trial> trials) {
        Trial best = trials.stream()
                .min(Comparator.comparingDouble(trial -> trial.validation().loss()))
                .orElseThrow();
        double planned = kitchen.seconds(stage);
        double time = Math.min(2 * LEFT_TRAINING * planned, kitchen.left(stage) - kept());
        Settings trained = best.settings();
        long steps = (long) (trained.steps() * members.size() * LEFT_TRAINING / (1 - RESERVE - LEFT_TRAINING));
        if ((time < LEAST && !lab.knows(LEAVE_IT)) || !pace.tells(trained.withSteps(steps))) {
            return;
        }
        Settings settings = best.settings()
                .withLearningRate(best.settings().learningRate() * RESTART)
                .withSteps(Math.min(steps, trained.steps()));
        Hypothesis hypothesis = new Hypothesis(
                "Networks keep training for unintuitively long time.",
                "%,d steps more from the best weights, with %.0f %% of the rate"
                        .formatted(settings.steps(), 100 * RESTART),
                "a lower validation loss than before");
        Tried more = lab.run(Attempt.of(LEAVE_IT, hypothesis, settings, best.seed())
                .from(best)
                .fillingSeconds(time, trained.steps()));
        replace(trials, best, more);
    }

    private void replace(List<Trial> trials, Trial best, Tried more) {
        if (!more.feasible()) {
            return;
        }
        Trial longer = more.first();
        Verdict verdict = Vote.verdict(kitchen.task(), best.validation(), longer.validation());
        boolean better = Vote.better(longer.validation(), best.validation());
        kitchen.add(
                stage,
                Finding.of(LEAVE_IT, "leave-it-training")
                        .measured(
                                "%s %s after %,d more steps, %s before; %s",
                                kitchen.task().metric(),
                                Vote.shown(kitchen.task(), longer.validation().metric()),
                                more.settings().steps(),
                                Vote.shown(kitchen.task(), best.validation().metric()),
                                verdict.sentence())
                        .expected("a lower validation loss than before")
                        .cause(better ? "" : "the first training had come to its end")
                        .fix(
                                better
                                        ? "leave it training for longer: a larger --budget"
                                        : "the weights from before are used")
                        .okIf(true));
        if (better) {
            trials.set(trials.indexOf(best), longer);
        }
    }
}
