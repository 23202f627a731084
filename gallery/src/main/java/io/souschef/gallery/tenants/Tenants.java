package io.souschef.gallery.tenants;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import java.util.List;
import java.util.stream.Stream;

/** What the eleventh round of programs, written blindly, has shown. */
public final class Tenants {
    private Tenants() {}

    /** The planted bugs. */
    public static List<Trap> traps() {
        return Stream.of(
                        TenantsOfMetrics.traps(),
                        TenantsOfLosses.traps(),
                        TenantsOfSentences.traps(),
                        TenantsOfRows.traps(),
                        TenantsOfNets.traps())
                .flatMap(List::stream)
                .toList();
    }

    /** Healthy programs that look as if they had one. */
    public static List<Healthy> healthy() {
        return Stream.of(
                        TenantsOfMetrics.healthy(),
                        TenantsOfSpeech.healthy(),
                        TenantsOfEvaluations.healthy(),
                        TenantsOfLosses.healthy(),
                        TenantsOfTargets.healthy(),
                        TenantsOfSentences.healthy(),
                        TenantsOfRows.healthy(),
                        TenantsOfNets.healthy())
                .flatMap(List::stream)
                .toList();
    }
}
