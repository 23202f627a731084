package io.souschef.gallery.data;

import io.souschef.gallery.Trap;
import java.util.List;

/** What can be wrong with the data. */
public final class DataGallery {
    private DataGallery() {}

    public static List<Trap> traps() {
        return List.of(
                new Trap(
                        "BytesIntoTheNet",
                        "inputs-not-normalised",
                        "A1",
                        BytesIntoTheNet::wrong,
                        BytesIntoTheNet::right),
                new Trap(
                        "MillimetresIntoTheNet",
                        "inputs-not-normalised",
                        "A1",
                        MillimetresIntoTheNet::wrong,
                        MillimetresIntoTheNet::right),
                new Trap("DividedTwice", "inputs-normalised-twice", "A2", DividedTwice::wrong, DividedTwice::right),
                new Trap(
                        "StandardisedTwice",
                        "inputs-normalised-twice",
                        "A2",
                        StandardisedTwice::wrong,
                        StandardisedTwice::right),
                new Trap(
                        "EvaluationLeftRaw",
                        "evaluation-normalised-differently",
                        "A3",
                        EvaluationLeftRaw::wrong,
                        EvaluationLeftRaw::right),
                new Trap(
                        "EvaluationFittedOnItself",
                        "evaluation-normalised-differently",
                        "A3",
                        EvaluationFittedOnItself::wrong,
                        EvaluationFittedOnItself::right),
                new Trap(
                        "NotThePretrainedMean",
                        "pretrained-mean-not-used",
                        "A3",
                        NotThePretrainedMean::wrong,
                        NotThePretrainedMean::right),
                new Trap("BlueForRed", "channel-order-mixed-up", "A4", BlueForRed::wrong, BlueForRed::right),
                new Trap(
                        "ReshapeForPermute",
                        "channel-order-mixed-up",
                        "A4",
                        ReshapeForPermute::wrong,
                        ReshapeForPermute::right),
                new Trap(
                        "ShuffledApart",
                        "labels-shuffled-against-inputs",
                        "A5",
                        ShuffledApart::wrong,
                        ShuffledApart::right),
                new Trap(
                        "LabelsInAnotherOrder",
                        "labels-shuffled-against-inputs",
                        "A5",
                        LabelsInAnotherOrder::wrong,
                        LabelsInAnotherOrder::right),
                new Trap(
                        "EqualInputsOtherLabels",
                        "conflicting-labels",
                        "A6",
                        EqualInputsOtherLabels::wrong,
                        EqualInputsOtherLabels::right),
                new Trap("CopiesInTheFile", "duplicate-examples", "A6", CopiesInTheFile::wrong, CopiesInTheFile::right),
                new Trap("SplitsOverlap", "train-in-validation", "A7", SplitsOverlap::wrong, SplitsOverlap::right),
                new Trap(
                        "ScalerSawEverything",
                        "scaler-fitted-on-all-data",
                        "A8",
                        ScalerSawEverything::wrong,
                        ScalerSawEverything::right),
                new Trap("SortedByClass", "not-shuffled", "A9", SortedByClass::wrong, SortedByClass::right),
                new Trap(
                        "OnlyBatchesShuffled",
                        "not-shuffled",
                        "A9",
                        OnlyBatchesShuffled::wrong,
                        OnlyBatchesShuffled::right),
                new Trap(
                        "EpochNotPassedOn",
                        "same-order-every-epoch",
                        "A10",
                        EpochNotPassedOn::wrong,
                        EpochNotPassedOn::right),
                new Trap(
                        "SliceEndsOneEarly",
                        "examples-dropped",
                        "A12",
                        SliceEndsOneEarly::wrong,
                        SliceEndsOneEarly::right),
                new Trap("SlicesOverlap", "examples-repeated", "A12", SlicesOverlap::wrong, SlicesOverlap::right),
                new Trap(
                        "LabelAmongTheColumns",
                        "target-in-input",
                        "A13",
                        LabelAmongTheColumns::wrong,
                        LabelAmongTheColumns::right),
                new Trap("PriceInEuros", "target-in-input", "A13", PriceInEuros::wrong, PriceInEuros::right),
                new Trap("LogOfZero", "nan-in-inputs", "A14", LogOfZero::wrong, LogOfZero::right),
                new Trap(
                        "DividedAsWholeNumbers",
                        "inputs-constant",
                        "A14",
                        DividedAsWholeNumbers::wrong,
                        DividedAsWholeNumbers::right),
                new Trap(
                        "UnknownIsMinus999",
                        "missing-values-as-numbers",
                        "A14",
                        UnknownIsMinus999::wrong,
                        UnknownIsMinus999::right));
    }
}
