package io.souschef.report;

import static io.souschef.report.Html.tag;

import io.souschef.experiment.Evidence.Picture;
import io.souschef.experiment.Evidence.Pictures;

/** Pictures beside each other, each with its caption; those of few pixels are enlarged without smoothing. */
final class PictureGrid {
    private PictureGrid() {}

    static Html draw(Pictures pictures, Album album) {
        return tag("div.pictures")
                .with("style", "--columns:" + pictures.columns())
                .of(pictures.pictures().stream().map(p -> draw(p, album)).toList());
    }

    private static Html draw(Picture picture, Album album) {
        Album.Print print = album.print(picture.file());
        Html image = print.missing().isEmpty()
                ? tag(print.small() ? "img.small" : "img")
                        .with("src", print.uri())
                        .with("alt", picture.caption().isEmpty() ? picture.file() : picture.caption())
                        .empty()
                : tag("span.missing").of(picture.file() + ": " + print.missing());
        Html caption =
                picture.caption().isEmpty() ? Html.NOTHING : tag("span.caption").of(picture.caption());
        return tag("div").of(image, caption);
    }
}
