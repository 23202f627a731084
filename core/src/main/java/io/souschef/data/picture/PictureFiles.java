package io.souschef.data.picture;

import io.souschef.data.axis.Axis;
import io.souschef.data.source.Unreadable;
import java.util.List;
import java.util.Optional;

/**
 * What was measured on the files of pictures, as they were before all were brought to one size.
 *
 * @param axes by name: "file size", "frames", "bits per channel", "exif orientation", "alpha channel", "cmyk", "wrong extension",
 *     "letterbox", "sharpness"
 * @param formats by id: "PNG", "JPEG"
 * @param hashes by id: the SHA-256 of the file's bytes, in hexadecimal
 * @param passedOver files that are no pictures by their names, with the reason
 */
public record PictureFiles(List<Axis> axes, List<String> formats, List<String> hashes, List<Unreadable> passedOver) {
    /** Of pictures that were not files. */
    public static final PictureFiles NONE = new PictureFiles(List.of(), List.of(), List.of(), List.of());

    public PictureFiles {
        axes = List.copyOf(axes);
        formats = List.copyOf(formats);
        hashes = List.copyOf(hashes);
        passedOver = List.copyOf(passedOver);
    }

    /** Whether there were files. */
    public boolean isEmpty() {
        return axes.isEmpty();
    }

    public Optional<Axis> axis(String name) {
        return axes.stream().filter(axis -> axis.name().equals(name)).findFirst();
    }

    /**
     * @param files by id, what was read of each
     * @param bytes by id, the size of the file
     */
    public static PictureFiles of(
            List<PictureFile> files, List<String> names, long[] bytes, List<Unreadable> passedOver) {
        int n = files.size();
        double[][] values = new double[9][n];
        for (int id = 0; id < n; id++) {
            PictureFile file = files.get(id);
            PictureHeader header = file.header();
            values[0][id] = bytes[id];
            values[1][id] = file.frames();
            values[2][id] = header.bits();
            values[3][id] = header.orientation();
            values[4][id] = header.alpha() || file.picture().transparent() ? 1 : 0;
            values[5][id] = header.isCmyk() ? 1 : 0;
            values[6][id] = header.format().isBeliedBy(names.get(id)) ? 1 : 0;
            values[7][id] = file.letterbox();
            values[8][id] = file.sharpness();
        }
        return new PictureFiles(
                List.of(
                        new Axis("file size", "bytes", values[0]),
                        new Axis("frames", "", values[1]),
                        new Axis("bits per channel", "", values[2]),
                        new Axis("exif orientation", "1 … 8", values[3]),
                        new Axis("alpha channel", "0 or 1", values[4]),
                        new Axis("cmyk", "0 or 1", values[5]),
                        new Axis("wrong extension", "0 or 1", values[6]),
                        new Axis("letterbox", "share of pixels", values[7]),
                        new Axis("sharpness", "", values[8])),
                files.stream().map(file -> file.header().format().toString()).toList(),
                files.stream().map(PictureFile::sha256).toList(),
                passedOver);
    }
}
