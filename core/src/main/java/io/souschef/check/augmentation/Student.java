package io.souschef.check.augmentation;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.data.Example;
import io.souschef.check.data.Pass;
import io.souschef.check.data.Pupil;
import io.souschef.check.data.Reading;
import io.souschef.check.data.Turn;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The program's own net, trained by its own step on one half of the evaluation split, which nothing augments, and asked about the
 * other half and its mirror images. For pictures that a simpler predictor can't tell apart.
 */
public record Student() implements Probe<Student.View> {
    private static final int STEPS = 150, BATCH = 32, LEAST = 60, MOST = 256;

    /**
     * Classes of the other half, and what is predicted for each, for its mirror image left to right and top to bottom; and the classes
     * of some training examples, with what is predicted for them as they are fed.
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
    public record View(
            int classes,
            double[] held,
            double[] heldOut,
            double[] mirrored,
            double[] upsideDown,
            double[] training,
            double[] byHeld) {
        /** As a predictor that has learnt from the evaluation split alone. */
        Pupil.View pupil() {
            double[] none = new double[0];
            return new Pupil.View(classes, held, heldOut, mirrored, upsideDown, training, byHeld, none);
        }
    }

    @Override
    public View measure(Subject subject) {
        Pass pass = subject.measured(new Reading()).evaluation();
        return subject.fresh(program -> {
            if (!(program.task() instanceof Task.Classification task) || !pass.ofImages()) {
                throw new CouldNotJudge("it needs images and one class for each");
            }
            List<Example> known = labelled(pass, task);
            List<Example> study = half(known, 0);
            List<Example> exam = half(known, 1);
            if (study.size() + exam.size() < LEAST) {
                throw new CouldNotJudge(
                        "it needs %d evaluation examples, there are %d", LEAST, study.size() + exam.size());
            }
            List<Example> fed =
                    Pupil.spread(labelled(subject.measured(new Reading()).first(), task), MOST);
            RandomStream stream = RandomStream.of(subject.seed(), "student");
            for (int step = 0; step < STEPS; step++) {
                int[] order = stream.at(step).permutation(study.size());
                List<Example> few = new ArrayList<>();
                for (int i = 0; i < Math.min(BATCH, order.length); i++) {
                    few.add(study.get(order[i]));
                }
                try (Batch batch = batch(pass, few, Turn.NONE)) {
                    program.step(batch);
                }
            }
            return new View(
                    task.classes(),
                    exam.stream().mapToDouble(Example::label).toArray(),
                    predicted(program, pass, exam, task, Turn.NONE),
                    predicted(program, pass, exam, task, Turn.LEFT_TO_RIGHT),
                    predicted(program, pass, exam, task, Turn.TOP_TO_BOTTOM),
                    fed.stream().mapToDouble(Example::label).toArray(),
                    predicted(program, pass, fed, task, Turn.NONE));
        });
    }

    /** Those of one class; a label that nobody knows is none. */
    private static List<Example> labelled(Pass pass, Task.Classification task) {
        return pass.kept().stream()
                .filter(example ->
                        example.target().length == 1 && example.label() >= 0 && example.label() < task.classes())
                .toList();
    }

    private static List<Example> half(List<Example> all, int which) {
        List<Example> some = Pupil.spread(all, 2 * MOST);
        return IntStream.range(0, some.size())
                .filter(i -> i % 2 == which)
                .mapToObj(some::get)
                .toList();
    }

    private static double[] predicted(
            TrainingProgram program, Pass pass, List<Example> examples, Task.Classification task, Turn turn) {
        program.net().eval();
        try (Batch batch = batch(pass, examples, turn);
                NoGrad off = NoGrad.open()) {
            float[] outputs = program.forward(batch).toFloats();
            double[] classes = new double[examples.size()];
            for (int i = 0; i < classes.length; i++) {
                classes[i] = Math.max(0, task.predicted(outputs, i));
            }
            return classes;
        }
    }

    private static Batch batch(Pass pass, List<Example> examples, Turn turn) {
        return Batch.open("student", () -> {
            int h = pass.side(1);
            int w = pass.side(2);
            int each = pass.side(0) * h * w;
            float[] inputs = new float[examples.size() * each];
            for (int i = 0; i < examples.size(); i++) {
                System.arraycopy(turn.of(examples.get(i).input(), h, w), 0, inputs, i * each, each);
            }
            return new Batch.Content(
                    Map.of(pass.inputs().get(0).name(), Tensor.of(inputs, examples.size(), pass.side(0), h, w)),
                    Tensor.of(examples.stream().mapToLong(Example::label).toArray(), examples.size()),
                    examples.stream().mapToLong(Example::id).toArray());
        });
    }
}
