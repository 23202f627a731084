package io.souschef.gallery.tenants;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import java.util.List;

/** Programs with targets, batches and streams of their own. */
final class TenantsOfTargets {
    private TenantsOfTargets() {}

    static List<Trap> traps() {
        return List.of();
    }

    static List<Healthy> healthy() {
        return List.of();
    }
}
