package io.souschef.data;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;

/** The file that says how a model's inputs are prepared can't be understood. */
public final class BadPreparation extends Problem {
    BadPreparation(Path file, String got) {
        super(Message.of("can't understand " + file)
                .got(got)
                .expected("the preparation that 'souschef run' wrote beside a model")
                .fix("run 'souschef run DATA' again with another --out"));
    }
}
