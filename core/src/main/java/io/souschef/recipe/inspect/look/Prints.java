package io.souschef.recipe.inspect.look;

import io.souschef.data.Images;
import io.souschef.data.summary.Mosaic;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.RunDirectory;
import io.souschef.files.AtomicFile;
import java.nio.file.Path;

/** Puts pictures of examples into the run directory, large enough to see their pixels. */
public record Prints(RunDirectory run) {
    /** Pixels of the longer side of an example that is shown alone. */
    private static final int ALONE = 112;

    /** Pixels of one in a sheet of many, and of the sheet: half of a page. */
    private static final int IN_SHEET = 56, SHEET = 472;

    /** One example. */
    public Evidence.Picture one(String name, Images images, int id, String caption) {
        return print(name, Mosaic.of(images).enlarged(ALONE).png(id), caption);
    }

    /** Two examples side by side. */
    public Evidence.Picture pair(String name, Images images, int first, int second, String caption) {
        return print(name, Mosaic.of(images).enlarged(ALONE / 2 + ALONE / 4).png(first, second), caption);
    }

    /** Many examples, as many in a row as {@link #perRow} says. */
    public Evidence.Picture sheet(String name, Images images, int[] ids, String caption) {
        return print(name, mosaic(images).png(ids), caption);
    }

    /** How many examples a sheet has in a row. */
    public int perRow(Images images) {
        return mosaic(images).columns();
    }

    private static Mosaic mosaic(Images images) {
        return Mosaic.of(images).enlarged(IN_SHEET).within(SHEET);
    }

    /** @param name of the file without ".png": letters, digits and hyphens, never from the data */
    public Evidence.Picture print(String name, byte[] png, String caption) {
        Path file = run.pictures().resolve("inspect-" + name + ".png");
        AtomicFile.write(file, png);
        return new Evidence.Picture(run.nameOf(file), caption);
    }
}
