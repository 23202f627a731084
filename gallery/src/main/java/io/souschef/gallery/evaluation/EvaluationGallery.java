package io.souschef.gallery.evaluation;

import io.souschef.gallery.Trap;
import java.util.List;

/** What can be wrong with the evaluation. */
public final class EvaluationGallery {
    private EvaluationGallery() {}

    public static List<Trap> traps() {
        return List.of(
                new Trap(
                        "ModeForgotten",
                        "evaluation-in-training-mode",
                        "I1",
                        ModeForgotten::wrong,
                        ModeForgotten::right),
                new Trap(
                        "BatchMeansAveraged",
                        "mean-of-batch-means",
                        "I2",
                        BatchMeansAveraged::wrong,
                        BatchMeansAveraged::right),
                new Trap("FirstBatchOnly", "evaluation-on-part", "I3", FirstBatchOnly::wrong, FirstBatchOnly::right),
                new Trap(
                        "LastBatchReported",
                        "evaluation-of-some-batches",
                        "I3",
                        LastBatchReported::wrong,
                        LastBatchReported::right),
                new Trap(
                        "StepInEvaluation",
                        "evaluation-changes-the-net",
                        "I4",
                        StepInEvaluation::wrong,
                        StepInEvaluation::right),
                new Trap("ThresholdOnLogits", "metric-wrong", "I5", ThresholdOnLogits::wrong, ThresholdOnLogits::right),
                new Trap("DecodedInReverse", "metric-wrong", "I5", DecodedInReverse::wrong, DecodedInReverse::right),
                new Trap(
                        "ArgmaxOverExamples",
                        "metric-over-wrong-axis",
                        "C2",
                        ArgmaxOverExamples::wrong,
                        ArgmaxOverExamples::right),
                new Trap(
                        "EvaluatesTraining",
                        "evaluates-on-training-data",
                        "I6",
                        EvaluatesTraining::wrong,
                        EvaluatesTraining::right),
                new Trap(
                        "SplitIsTraining",
                        "evaluates-on-training-data",
                        "I6",
                        SplitIsTraining::wrong,
                        SplitIsTraining::right),
                new Trap(
                        "OppositeLabels",
                        "metric-disagrees-with-loss",
                        "I8",
                        OppositeLabels::wrong,
                        OppositeLabels::right),
                new Trap("SaysTheSame", "constant-predictions", "I9", SaysTheSame::wrong, SaysTheSame::right),
                new Trap(
                        "SmoothedInEvaluation",
                        "label-smoothing-in-evaluation",
                        "J8",
                        SmoothedInEvaluation::wrong,
                        SmoothedInEvaluation::right));
    }
}
