package io.souschef.gallery.tenants;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import java.util.List;

/** Programs with nets and steps of their own. */
final class TenantsOfNets {
    private TenantsOfNets() {}

    static List<Trap> traps() {
        return List.of();
    }

    static List<Healthy> healthy() {
        return List.of();
    }
}
