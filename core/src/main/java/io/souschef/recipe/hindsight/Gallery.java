package io.souschef.recipe.hindsight;

import io.souschef.data.Images;
import io.souschef.data.Inputs;
import io.souschef.data.Table;
import io.souschef.data.summary.Mosaic;
import io.souschef.data.table.Column;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.RunDirectory;
import io.souschef.files.AtomicFile;
import io.souschef.recipe.Kitchen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Examples on show: pictures beside each other, or rows of a table, each with a remark. */
record Gallery(Kitchen kitchen) {
    /** Pixels of the longer side of a picture. */
    private static final int SIDE = 112;

    private static final int ACROSS = 8, COLUMNS = 8;

    /**
     * @param name of the files, without number: letters and hyphens
     * @param ids at most a few dozen
     * @param remark for an id, short
     */
    Evidence show(String name, String title, String sentence, int[] ids, IntFunction<String> remark) {
        return kitchen.dataset().inputs() instanceof Images images
                ? pictures(images, name, title, sentence, ids, remark)
                : rows(title, sentence, ids, remark);
    }

    private Evidence pictures(
            Images images, String name, String title, String sentence, int[] ids, IntFunction<String> remark) {
        RunDirectory run = kitchen.notebook().run();
        List<Evidence.Picture> pictures = IntStream.range(0, ids.length)
                .parallel() // to wait for the disk at the same time
                .mapToObj(i -> {
                    Path file = run.pictures().resolve("hindsight-" + name + "-" + i + ".png");
                    AtomicFile.write(file, Mosaic.of(images).enlarged(SIDE).png(ids[i]));
                    return new Evidence.Picture(run.nameOf(file), remark.apply(ids[i]) + "\n" + images.nameOf(ids[i]));
                })
                .toList();
        return new Evidence.Pictures(title, sentence, pictures, ACROSS);
    }

    private Evidence rows(String title, String sentence, int[] ids, IntFunction<String> remark) {
        Inputs inputs = kitchen.dataset().inputs();
        List<Column> columns = inputs instanceof Table table
                ? table.columns().subList(0, Math.min(COLUMNS, table.columns().size()))
                : List.of();
        List<String> header = new ArrayList<>(List.of("", ""));
        columns.forEach(column -> header.add(column.name()));
        List<List<String>> rows = Arrays.stream(ids)
                .mapToObj(id -> {
                    List<String> row = new ArrayList<>(List.of(inputs.nameOf(id), remark.apply(id)));
                    columns.forEach(column -> row.add(column.text(id)));
                    return row;
                })
                .toList();
        return new Evidence.Grid(title, sentence, header, rows, "l".repeat(header.size()));
    }
}
