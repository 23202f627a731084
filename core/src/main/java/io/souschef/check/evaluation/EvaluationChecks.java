package io.souschef.check.evaluation;

import io.souschef.check.Check;
import java.util.List;

/** The checks of evaluation, causes before symptoms. */
public final class EvaluationChecks {
    private EvaluationChecks() {}

    public static List<Check> all() {
        return List.of(
                new EvaluationInTrainingMode(),
                new EvaluationChangesTheNet(),
                new EvaluatesOnTrainingData(),
                new MeanOfBatchMeans(),
                new EvaluationOfSomeBatches(),
                new LabelSmoothingInEvaluation(),
                new MetricOverWrongAxis(),
                new MetricWrong(),
                new MetricDisagreesWithLoss(),
                new ConstantPredictions());
    }
}
