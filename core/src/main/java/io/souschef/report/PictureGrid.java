package io.souschef.report;

import static io.souschef.report.Html.tag;

import io.souschef.experiment.Evidence.Picture;
import io.souschef.experiment.Evidence.Pictures;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
                picture.caption().isEmpty() ? Html.NOTHING : tag("span.caption").of(breakable(picture.caption()));
        return tag("div").of(image, caption);
    }

    /** A path may go on in the next line after each of its folders, rather than within a word. */
    private static Html breakable(String caption) {
        return new Html(Pattern.compile("(?<=[/_])")
                .splitAsStream(caption)
                .map(part -> Html.text(part).markup())
                .collect(Collectors.joining("<wbr/>")));
    }
}
