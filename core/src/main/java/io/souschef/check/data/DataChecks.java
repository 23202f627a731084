package io.souschef.check.data;

import io.souschef.check.Check;
import java.util.List;

/** The checks of the data, causes before symptoms. */
public final class DataChecks {
    private DataChecks() {}

    public static List<Check> all() {
        return List.of(
                new NanInInputs(),
                new ConstantInputs(),
                new MissingValuesAsNumbers(),
                new ChannelOrder(),
                new PretrainedMeanNotUsed(),
                new InputsNotNormalised(),
                new InputsNormalisedTwice(),
                new EvaluationNormalisedDifferently(),
                new ScalerFittedOnAllData(),
                new TrainInValidation(),
                new TargetInInput(),
                new ConflictingLabels(),
                new DuplicateExamples(),
                new LabelsShuffled(),
                new NotShuffled(),
                new SameOrderEveryEpoch(),
                new ExamplesDropped(),
                new ExamplesRepeated());
    }
}
