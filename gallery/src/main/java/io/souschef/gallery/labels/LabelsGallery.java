package io.souschef.gallery.labels;

import io.souschef.gallery.Trap;
import java.util.List;

/** What can be wrong with what is to be predicted. */
public final class LabelsGallery {
    private LabelsGallery() {}

    public static List<Trap> traps() {
        return List.of(
                new Trap("NumberedFromOne", "labels-off-by-one", "C1", NumberedFromOne::wrong, NumberedFromOne::right),
                new Trap("LabelsDividedToo", "labels-scaled", "C3", LabelsDividedToo::wrong, LabelsDividedToo::right),
                new Trap(
                        "ClassesBecomeZero", "labels-scaled", "C3", ClassesBecomeZero::wrong, ClassesBecomeZero::right),
                new Trap(
                        "BackgroundIgnored",
                        "ignore-index-is-a-class",
                        "C4",
                        BackgroundIgnored::wrong,
                        BackgroundIgnored::right),
                new Trap(
                        "UnknownIsTheFirstClass",
                        "ignore-index-is-a-class",
                        "C4",
                        UnknownIsTheFirstClass::wrong,
                        UnknownIsTheFirstClass::right),
                new Trap("MaskOfZeros", "all-labels-masked", "C5", MaskOfZeros::wrong, MaskOfZeros::right),
                new Trap("OneShardScrambled", "labels-noisy", "C6", OneShardScrambled::wrong, OneShardScrambled::right),
                new Trap(
                        "NumberedBySplit",
                        "labels-numbered-differently",
                        "C2",
                        NumberedBySplit::wrong,
                        NumberedBySplit::right),
                new Trap("MajorityOnly", "class-imbalance-ignored", "C7", MajorityOnly::wrong, MajorityOnly::right),
                new Trap("PriceInDollars", "targets-unscaled", "C8", PriceInDollars::wrong, PriceInDollars::right));
    }
}
