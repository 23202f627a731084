package io.souschef.check.loop;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.step.Weights;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Schedule;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The learning rate over the planned steps, from a dry run of the program's own loop on a few examples a step.
 *
 * @param rates in each step
 * @param planned steps
 * @param perEpoch batches in an epoch
 * @param declared the schedule that is declared, if any
 * @param base the learning rate that is declared; NaN if none is
 * @param told whether the program says rates that its optimiser, which takes the steps, is never set to
 * @param idle whether the weights move although the optimiser that the rate is read from takes no step
 */
record RateCurve(
        List<Double> rates,
        long planned,
        int perEpoch,
        Optional<Schedule> declared,
        double base,
        boolean told,
        boolean idle) {
    /** Examples per step of the dry run: enough for BatchNorm. */
    private static final int EXAMPLES = 4;

    /** Of the dry run: who judges a plan of which it saw a part says so. */
    private static final double SECONDS = 6;

    /** Whether each of them is a number. */
    boolean known() {
        return rates.stream().allMatch(Double::isFinite);
    }

    /** What a check says that would compare them, where one is none. */
    Finding unknown(Finding.Draft draft) {
        int first = 0;
        while (Double.isFinite(rates.get(first))) {
            first++;
        }
        return draft.error("learningRate() is %s at step %,d", rates.get(first), first + 1);
    }

    double peak() {
        return rates.stream().mapToDouble(rate -> rate).max().orElse(0);
    }

    /** What is said of a plan of which not all was seen. */
    String cutShort() {
        return "the dry run got to step %d of %d in its time".formatted(rates.size(), planned);
    }

    /**
     * Whether the rate takes another course where the weights never move: who waits for a plateau, or measures how far to go, sets it by what
     * comes out, and a dry run on a few examples says nothing of that.
     */
    static boolean followsResults(Subject subject, RateCurve curve) {
        List<Double> still = subject.measured(new Undone.Dry()).rates();
        int n = Math.min(still.size(), curve.rates().size());
        for (int i = 0; i < n; i++) {
            if (Math.abs(still.get(i) - curve.rates().get(i)) > 1e-9 * curve.peak()) {
                return true;
            }
        }
        return false;
    }

    /** Whether the dry run got to the end. */
    boolean whole() {
        return rates.size() >= planned;
    }

    boolean constant() {
        return same(rates);
    }

    private static boolean same(List<Double> rates) {
        return rates.stream().allMatch(rate -> Math.abs(rate - rates.get(0)) <= 1e-9 * Math.abs(rates.get(0)));
    }

    /** The last step whose rate is another than that of the step before; 0 where none is. */
    int lastChange() {
        int last = rates.size() - 1;
        while (last > 0 && rates.get(last).equals(rates.get(last - 1))) {
            last--;
        }
        return Math.max(0, last);
    }

    /** Whether the rate is the same all through each epoch. */
    boolean changesBetweenEpochs() {
        return IntStream.range(1, rates.size())
                .filter(step -> step % perEpoch != 0)
                .allMatch(step -> rates.get(step).equals(rates.get(step - 1)));
    }

    /** The share of the plan after which the rate stays below one percent of its peak; 1 where it doesn't. */
    double spent() {
        int last = rates.size();
        while (last > 0 && rates.get(last - 1) < 0.01 * peak()) {
            last--;
        }
        return last == rates.size() ? 1 : (double) last / planned;
    }

    /** The rate over the steps, beside the declared one where that is known. */
    Evidence drawn() {
        List<Evidence.Line> lines = new ArrayList<>();
        lines.add(Evidence.Line.of(
                "measured", rates.stream().mapToDouble(rate -> rate).toArray()));
        double scale = Double.isNaN(base) ? peak() : base;
        declared.ifPresent(schedule -> lines.add(Evidence.Line.of(
                "declared",
                IntStream.range(0, rates.size())
                        .mapToDouble(step -> scale * schedule.at((double) step / planned))
                        .toArray())));
        return Evidence.Curves.of(
                "The learning rate",
                "step",
                "learning rate",
                "%,d of the %,d planned steps, taken with a few examples each; an epoch has %,d."
                        .formatted(rates.size(), planned, perEpoch),
                lines.toArray(Evidence.Line[]::new));
    }

    /** Measures it. */
    record Dry() implements Probe<RateCurve> {
        @Override
        public RateCurve measure(Subject subject) {
            boolean earlier = subject.measured(new FromBefore());
            return subject.fresh(program -> run(program, earlier));
        }

        private static RateCurve run(TrainingProgram program, boolean earlier) {
            Declared declared = program.declares();
            long planned = declared.plannedSteps()
                    .orElseThrow(() -> new CouldNotJudge("the number of steps isn't declared: withPlannedSteps(1000)"));
            if (program.learningRate().isEmpty()) {
                throw new CouldNotJudge("the learning rate can't be read: learningRate()");
            }
            List<Double> set = new ArrayList<>();
            double before = norm(program);
            int perEpoch = program.training(0).count();
            List<Double> rates = rates(program, planned, SECONDS, earlier, () -> program.optimizer()
                    .ifPresent(o -> set.add(o.learningRate())));
            return curve(program, rates, set, planned, perEpoch, before);
        }

        /** The rates of so many steps, as far as there is time; what is to be done after each is done. */
        static List<Double> rates(
                TrainingProgram program, long steps, double seconds, boolean earlier, Runnable after) {
            List<Double> rates = new ArrayList<>();
            long started = System.nanoTime();
            for (int epoch = 0; rates.size() < steps; epoch++) {
                Batches batches = program.training(epoch);
                if (batches.count() == 0) {
                    throw new CouldNotJudge("training(%d) has no batches", epoch);
                }
                for (int i = 0; i < batches.count() && rates.size() < steps; i++) {
                    rates.add(step(program, batches, i, earlier));
                    after.run();
                    if ((System.nanoTime() - started) / 1e9 > seconds) {
                        return rates;
                    }
                }
                program.epochEnded(epoch);
            }
            return rates;
        }

        private static RateCurve curve(
                TrainingProgram program,
                List<Double> rates,
                List<Double> set,
                long planned,
                int perEpoch,
                double before) {
            Declared declared = program.declares();
            boolean idle = program.optimizer().filter(o -> o.steps() == 0).isPresent() && norm(program) != before;
            return new RateCurve(
                    rates,
                    planned,
                    perEpoch,
                    declared.schedule(),
                    declared.learningRate().orElse(Double.NaN),
                    program.optimizer().filter(o -> o.steps() > 0).isPresent() && same(set) && !same(rates),
                    idle);
        }

        private static double norm(TrainingProgram program) {
            return Weights.of(program.net()).norm();
        }

        /** Takes a step on a few examples; returns its rate. */
        static double step(TrainingProgram program, Batches batches, int index, boolean earlier) {
            double before = program.learningRate().orElse(Double.NaN);
            try (Batch whole = batches.open(index)) {
                int n = Math.min(EXAMPLES, whole.size());
                Map<String, Tensor> inputs = new LinkedHashMap<>();
                whole.inputs()
                        .forEach((name, input) ->
                                inputs.put(name, input.narrow(0, 0, n).contiguous()));
                Tensor target = whole.target().narrow(0, 0, n).contiguous();
                try (Batch few =
                        Batch.open("few", () -> new Batch.Content(inputs, target, Arrays.copyOf(whole.ids(), n)))) {
                    program.step(few);
                }
            }
            return earlier ? before : program.learningRate().orElse(Double.NaN);
        }
    }

    /** Whether the first step is twice as long when the rate is doubled before it; else the step sets its rate itself. */
    private record FromBefore() implements Probe<Boolean> {
        @Override
        public Boolean measure(Subject subject) {
            Weights start = subject.fresh(program -> Weights.of(program.net()));
            double once = subject.fresh(program -> moved(program, 1, start));
            double twice = subject.fresh(program -> moved(program, 2, start));
            return once > 0 && twice > 1.5 * once;
        }

        private static double moved(TrainingProgram program, double factor, Weights start) {
            program.optimizer().ifPresent(o -> o.learningRate(factor * o.learningRate()));
            RateCurve.Dry.step(program, program.training(0), 0, true);
            return Weights.of(program.net()).minus(start).norm();
        }
    }

    /**
     * The same where every step is undone, so that nothing is learnt; of as many steps as {@link RateCurve.Dry} took, however long that takes.
     *
     * @param rates in each step
     * @param moves how far the weights move in it
     */
    record Undone(List<Double> rates, List<Double> moves) {
        /** Measures it. */
        record Dry() implements Probe<Undone> {
            @Override
            public Undone measure(Subject subject) {
                boolean earlier = subject.measured(new FromBefore());
                int steps = subject.measured(new RateCurve.Dry()).rates().size();
                return subject.fresh(program -> of(program, steps, earlier));
            }

            private static Undone of(TrainingProgram program, int steps, boolean earlier) {
                List<Double> moves = new ArrayList<>();
                try (Scope scope = Scope.open("weights")) {
                    Map<String, Tensor> state = new LinkedHashMap<>();
                    program.net()
                            .state()
                            .forEach((name, tensor) ->
                                    state.put(name, tensor.detach().copy()));
                    Weights start = Weights.of(program.net());
                    List<Double> rates = RateCurve.Dry.rates(program, steps, Double.POSITIVE_INFINITY, earlier, () -> {
                        moves.add(Weights.of(program.net()).minus(start).norm());
                        program.net().load(state);
                    });
                    return new Undone(rates, moves);
                }
            }
        }
    }
}
