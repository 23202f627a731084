package io.souschef.check.wiring;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import java.util.List;
import java.util.Set;

/**
 * Weights that ask for gradients, get none from the loss, and don't move by the user's own steps, or merely towards zero by a penalty in
 * them, nor are brought up to date or join in later: never called, or cut off.
 * Those that are declared frozen are not among them.
 */
record Unreached() implements Probe<Unreached.Weights> {
    /**
     * The names.
     *
     * @param neverCalled no operation took them, in training or in evaluation
     * @param thrownAway operations took them, and neither the output nor the loss is made from what they gave
     * @param cutOff operations took them, but the loss doesn't know
     * @param all every trainable weight that isn't declared frozen
     */
    record Weights(List<String> neverCalled, List<String> thrownAway, List<String> cutOff, List<String> all) {
        Weights {
            neverCalled = List.copyOf(neverCalled);
            thrownAway = List.copyOf(thrownAway);
            cutOff = List.copyOf(cutOff);
            all = List.copyOf(all);
        }
    }

    @Override
    public Weights measure(Subject subject) {
        Chart chart = subject.measured(new Wiring());
        Set<String> frozen = subject.measured(new Statement()).declared().frozen();
        List<Weight> trainable = chart.weights().stream()
                .filter(weight -> weight.trainable() && !Names.under(weight.name(), frozen))
                .toList();
        List<String> all = trainable.stream().map(Weight::name).toList();
        if (trainable.stream().allMatch(Weight::reached)) {
            return new Weights(List.of(), List.of(), List.of(), all);
        }
        Movement.Moved moved = subject.measured(new Movement());
        List<String> unreached = trainable.stream()
                .filter(weight -> !weight.reached())
                .map(Weight::name)
                .toList();
        List<String> moving = unreached.stream().filter(moved::moved).toList();
        boolean shrunk = !moving.isEmpty() && BesideTheData.isAllThatPullsAt(moving, subject);
        List<String> atFirst =
                unreached.stream().filter(name -> shrunk || !moved.moved(name)).toList();
        Set<String> later =
                shrunk || atFirst.isEmpty() ? Set.of() : subject.measured(MovedLater.of(atFirst, moved.taken()));
        List<String> still =
                atFirst.stream().filter(name -> !later.contains(name)).toList();
        List<String> called = still.stream().filter(moved.taken()::contains).toList();
        List<String> thrownAway =
                called.isEmpty() || called.equals(all) ? List.of() : Influence.without(subject, chart, called);
        return new Weights(
                still.stream().filter(name -> !moved.taken().contains(name)).toList(),
                thrownAway,
                called.stream().filter(name -> !thrownAway.contains(name)).toList(),
                all);
    }
}
