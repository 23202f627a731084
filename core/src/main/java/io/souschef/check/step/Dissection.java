package io.souschef.check.step;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.nn.Layer;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Optimizer;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes a few updates of the program's own, and from the same places those of the standard step and its variations, until one
 * agrees. The last update starts with the head's weights blown up, so that clipping has something to do.
 */
record Dissection() implements Probe<Anatomy> {
    private static final int UPDATES = 4;
    private static final double STRAIN = 30;

    /** By how much a decay of every parameter must explain more than one of matrices, and what of it rounding may leave. */
    private static final double CLEARLY = 5, ROUNDED = 1e-5;

    private static final Rule OWN = new Rule("the program's optimiser", "", (size, matrix) -> (i, g, w, t) -> g);

    @Override
    public Anatomy measure(Subject subject) {
        Rhythm rhythm = subject.measured(new Rhythm.Heard());
        return subject.fresh(mine -> subject.fresh(standard -> new Bench(mine, standard, rhythm).taken()));
    }

    /** The program that trains its own way beside the one on which the standard step is taken. */
    private static final class Bench {
        private final TrainingProgram mine;
        private final TrainingProgram standard;
        private final Rhythm rhythm;
        private final List<Snapshot> starts = new ArrayList<>();
        private final List<Weights> before = new ArrayList<>();
        private final List<Weights> updates = new ArrayList<>();
        private final List<Anatomy.Cycle> cycles = new ArrayList<>();
        private final Set<String> felt = new LinkedHashSet<>();
        private Set<String> moving = Set.of();

        Bench(TrainingProgram mine, TrainingProgram standard, Rhythm rhythm) {
            this.mine = mine;
            this.standard = standard;
            this.rhythm = rhythm;
        }

        Anatomy taken() {
            try {
                for (int call = 0; call < rhythm.offset(); call++) {
                    step(call);
                }
                for (int update = 0; update < UPDATES; update++) {
                    if (update == UPDATES - 1) {
                        strain();
                    }
                    update(update);
                }
                return explained();
            } finally {
                starts.forEach(Snapshot::close);
            }
        }

        private void step(int call) {
            try (Batch batch = Feeder.open(mine, call)) {
                mine.step(batch);
            }
        }

        private void update(int update) {
            starts.add(Snapshot.of(mine));
            Weights start = Weights.of(mine.net());
            double rate = mine.learningRate().orElse(Double.NaN);
            long steps = mine.optimizer().map(Optimizer::steps).orElse(0L);
            for (int i = 0; i < rhythm.batches(); i++) {
                step(first(update) + i);
            }
            Weights change = Weights.of(mine.net()).minus(start);
            before.add(start);
            updates.add(change);
            cycles.add(new Anatomy.Cycle(
                    rate,
                    mine.learningRate().orElse(Double.NaN),
                    mine.optimizer().map(Optimizer::steps).orElse(0L) - steps,
                    change.norm(),
                    !gradientsLeft(mine).isEmpty(),
                    Weights.gradients(mine.net()).norm(),
                    normOfPart(mine.net()),
                    start.norm()));
            felt.addAll(gradientsLeft(mine));
        }

        /** The largest norm of the gradients that a child of the net, an encoder say, or a critic, has; of the net itself where some have no child. */
        private static double normOfPart(Layer net) {
            Collection<Layer> parts = net.children().values();
            if (parts.stream().mapToLong(Layer::parameterCount).sum() != net.parameterCount()) {
                return Weights.gradients(net).norm();
            }
            if (parts.size() == 1) {
                return normOfPart(parts.iterator().next()); // of what is only wrapped
            }
            return parts.stream()
                    .mapToDouble(part -> Weights.gradients(part).norm())
                    .max()
                    .orElse(0);
        }

        /** Names of the parameters that have a gradient. */
        private static Set<String> gradientsLeft(TrainingProgram program) {
            Set<String> names = new LinkedHashSet<>();
            try (Scope scope = Scope.open("gradients left")) {
                program.net().parameters().forEach((name, weight) -> weight.grad()
                        .filter(g -> g.norm().item() > 0)
                        .ifPresent(g -> names.add(name)));
            }
            return names;
        }

        private int first(int update) {
            return rhythm.offset() + update * rhythm.batches();
        }

        /** Outputs thirty times as large: losses, and gradients, far beyond any clipping. */
        private void strain() {
            try (Scope scope = Scope.open("strain");
                    NoGrad off = NoGrad.open()) {
                Tensor head = null;
                for (Tensor weight : mine.net().parameters().values()) {
                    head = weight.dim() >= 2 ? weight : head;
                }
                if (head != null) {
                    head.mulInPlace(STRAIN);
                }
            }
        }

        private Anatomy explained() {
            boolean owned = standard.optimizer().isPresent();
            moving = moving();
            List<Anatomy.Match> matches = new ArrayList<>();
            List<Weights> gradients = new ArrayList<>();
            List<Double> norms = new ArrayList<>();
            for (Variation variation : Variation.values()) {
                boolean first = variation == Variation.STANDARD;
                if (!first && (moving.isEmpty() || enough(matches) || !variation.applies(standard, rhythm.batches()))) {
                    continue;
                }
                List<Weights> own = new ArrayList<>();
                List<Weights> direct = varied(variation, variation == Variation.TWICE ? 2 : 1, own);
                if (first) {
                    gradients.addAll(own);
                    own.forEach(gradient -> norms.add(gradient.norm()));
                }
                if (!moving.isEmpty()) {
                    matches.addAll(
                            owned ? List.of(match(variation, Variation.STANDARD, OWN, direct)) : ruled(variation, own));
                }
            }
            if (owned && !moving.isEmpty() && twoSteps() && !isExplained(matches)) {
                matches.addAll(twice());
            }
            return new Anatomy(rhythm, owned, cycles, matches, still(gradients), norms);
        }

        /** Two steps of the optimiser in each update, of which it counts as many, beside what is sound: a clipping that isn't declared, say. */
        private List<Anatomy.Match> twice() {
            List<Anatomy.Match> all = new ArrayList<>();
            for (Variation beside : Variation.values()) {
                if (beside != Variation.STANDARD && beside.sound() && beside.applies(standard, rhythm.batches())) {
                    List<Weights> direct = varied(beside, 2, new ArrayList<>());
                    all.add(match(Variation.TWICE, beside, OWN, direct));
                }
            }
            return all;
        }

        private boolean twoSteps() {
            return cycles.stream().allMatch(cycle -> cycle.stepsTaken() == 2);
        }

        private boolean isExplained(List<Anatomy.Match> matches) {
            return new Anatomy(rhythm, true, cycles, matches, Map.of(), List.of())
                    .explained()
                    .isPresent();
        }

        private boolean enough(List<Anatomy.Match> matches) {
            return new Anatomy(rhythm, true, cycles, matches, Map.of(), List.of()).settled();
        }

        private Set<String> moving() {
            Set<String> names = new LinkedHashSet<>();
            for (Weights update : updates) {
                update.byName().keySet().forEach(name -> {
                    if (update.norm(name) > 0) {
                        names.add(name);
                    }
                });
            }
            return names;
        }

        private Map<String, Double> still(List<Weights> gradients) {
            Map<String, Double> still = new LinkedHashMap<>();
            for (String name : before.get(0).byName().keySet()) {
                double norm =
                        gradients.stream().mapToDouble(g -> g.norm(name)).max().orElse(0);
                if (!moving.contains(name) && (norm > 0 || felt.contains(name))) {
                    still.put(name, norm);
                }
            }
            return still;
        }

        /** The updates of one variation, each from where the program's own started; fills in the gradients. */
        private List<Weights> varied(Variation variation, int steps, List<Weights> gradients) {
            List<Weights> all = new ArrayList<>();
            for (int update = 0; update < UPDATES; update++) {
                starts.get(update).restore(standard);
                new StandardStep(standard, first(update), rhythm.batches(), variation).gradients();
                gradients.add(Weights.gradients(standard.net()));
                for (int times = 0; times < steps; times++) {
                    standard.optimizer().ifPresent(Optimizer::step);
                }
                all.add(Weights.of(standard.net()).minus(before.get(update)));
            }
            return all;
        }

        private List<Anatomy.Match> ruled(Variation variation, List<Weights> gradients) {
            List<Anatomy.Match> all = new ArrayList<>();
            for (Rule rule : Rule.all(standard.declares().weightDecay().orElse(0))) {
                Anatomy.Match match = match(variation, Variation.STANDARD, rule, rule.directions(gradients, before));
                if (rule.name().endsWith(Rule.EVERYWHERE)) {
                    match = better(all.remove(all.size() - 1), match);
                }
                all.add(match);
                boolean other = rule.decays() && !rule.name().endsWith(Rule.EVERYWHERE);
                if (!other && match.misfit() < Anatomy.EXACT && match.steady(cycles)) {
                    break;
                }
            }
            if (goesLikeAdam(all)) {
                for (Rule rule : Rule.miscorrected()) {
                    Anatomy.Match match =
                            match(variation, Variation.STANDARD, rule, rule.directions(gradients, before));
                    if (match.atRate(cycles)) { // without a rate that is told they are any schedule of Adam's
                        all.add(match);
                    }
                }
            }
            return all;
        }

        /** Whether the directions are Adam's, and neither its sizes nor those of another rule are right. */
        private boolean goesLikeAdam(List<Anatomy.Match> matches) {
            return matches.stream()
                            .anyMatch(match -> match.holds() && match.rule().isAdam())
                    && matches.stream().noneMatch(match -> match.misfit() < Anatomy.EXACT && match.steady(cycles));
        }

        /** Decay on biases, which are small at first, shows in what is left over only. */
        private static Anatomy.Match better(Anatomy.Match some, Anatomy.Match everything) {
            return everything.misfit() < some.misfit() / CLEARLY && some.misfit() > ROUNDED ? everything : some;
        }

        private Anatomy.Match match(Variation variation, Variation beside, Rule rule, List<Weights> directions) {
            List<Fit> plain = fits(directions, false);
            Anatomy.Match simple = new Anatomy.Match(variation, beside, rule, plain);
            return simple.holds() ? simple : new Anatomy.Match(variation, beside, rule, fits(directions, true));
        }

        private List<Fit> fits(List<Weights> directions, boolean pulled) {
            List<Fit> fits = new ArrayList<>();
            for (int update = 0; update < UPDATES; update++) {
                Weights change = updates.get(update);
                if (change.norm() > 0) {
                    Weights start = before.get(update);
                    Weights direction = directions.get(update);
                    fits.add(
                            pulled
                                    ? Fit.pulled(change, direction, start, moving)
                                    : Fit.plain(change, direction, start, moving));
                }
            }
            return fits;
        }
    }

    /** Whether two fresh programs take the same first steps; without that nothing here can be compared. */
    record Repeatable() implements Probe<Boolean> {
        @Override
        public Boolean measure(Subject subject) {
            Weights one = subject.fresh(Repeatable::after);
            Weights other = subject.fresh(Repeatable::after);
            double moved = one.norm();
            return one.minus(other).norm() <= 1e-6 * moved;
        }

        private static Weights after(TrainingProgram program) {
            for (int call = 0; call < 2; call++) {
                try (Batch batch = Feeder.open(program, call)) {
                    program.step(batch);
                }
            }
            return Weights.of(program.net());
        }
    }

    /** Measured, where it can be. */
    static Anatomy of(Subject subject) {
        if (!subject.measured(new Repeatable())) {
            throw new CouldNotJudge(
                    "two programs from the same seed take different first steps; fix the seed of whatever"
                            + " is random in it");
        }
        Anatomy anatomy = subject.measured(new Dissection());
        if (anatomy.cycles().isEmpty()) {
            throw new CouldNotJudge("no update could be taken");
        }
        return anatomy;
    }
}
