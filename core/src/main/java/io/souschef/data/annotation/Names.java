package io.souschef.data.annotation;

import io.souschef.data.Images;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Pictures by their name: the whole one below the folder, or the file's alone where there is only one of it. */
final class Names {
    private static final int SEVERAL = -1;

    private final Images images;
    private final Map<String, Integer> whole = new HashMap<>();
    private final Map<String, Integer> last = new HashMap<>();

    Names(Images images) {
        this.images = images;
        for (int id = 0; id < images.size(); id++) {
            String name = images.nameOf(id).replace('\\', '/');
            whole.put(name, id);
            last.merge(name.substring(name.lastIndexOf('/') + 1), id, (a, b) -> SEVERAL);
        }
    }

    Optional<Integer> find(String name) {
        String plain = name.replace('\\', '/').replaceFirst("^(\\./)+", "");
        Integer id = whole.get(plain);
        if (id == null) {
            id = last.get(plain.substring(plain.lastIndexOf('/') + 1));
        }
        return id == null || id == SEVERAL ? Optional.empty() : Optional.of(id);
    }

    String name(int id) {
        return images.nameOf(id);
    }

    /** Pixels of the picture as it was. */
    double width(int id) {
        return images.originalWidths()[id];
    }

    double height(int id) {
        return images.originalHeights()[id];
    }
}
