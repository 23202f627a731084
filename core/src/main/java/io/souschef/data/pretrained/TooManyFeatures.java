package io.souschef.data.pretrained;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;

/** More features than memory, or than can be made use of. */
public final class TooManyFeatures extends Problem {
    private TooManyFeatures(Message message) {
        super(message);
    }

    static TooManyFeatures wide(Path file, int width, int most) {
        return new TooManyFeatures(Message.of(file + " gives too many features")
                .got("%,d features of each picture".formatted(width))
                .expected("at most %,d".formatted(most))
                .fix("return maps as they are, [N, D, h, w]: they are averaged over h and w"));
    }

    static TooManyFeatures memory(Path file, long pictures, long width, long memory) {
        return new TooManyFeatures(Message.of("the features of " + file + " do not fit into memory")
                .got("%,d features of each of %,d pictures, %,d MB; %,d MB of memory for Java"
                        .formatted(width, pictures, (pictures * width * Float.BYTES) >> 20, memory >> 20))
                .expected("at most half of the memory")
                .fix("script a net that averages its maps or ends in fewer features, or give a larger -Xmx"));
    }
}
