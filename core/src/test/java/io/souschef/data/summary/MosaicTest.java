package io.souschef.data.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Images;
import io.souschef.data.source.RowNames;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class MosaicTest {
    private static final Images GREY =
            Images.unscaled(1, 1, 2, new byte[][] {{0, 10}, {20, 30}, {40, (byte) 255}}, new RowNames("x", 3));

    @Test
    void every_pixel_becomes_a_square_of_its_colour() throws Exception {
        BufferedImage png = read(Mosaic.of(GREY).enlarged(7).png(2));

        assertThat(png.getWidth()).as("2 pixels, 3 times").isEqualTo(6);
        assertThat(png.getHeight()).isEqualTo(3);
        assertThat(png.getRGB(0, 0)).isEqualTo(0xff282828);
        assertThat(png.getRGB(2, 2)).isEqualTo(0xff282828);
        assertThat(png.getRGB(3, 0)).isEqualTo(0xffffffff);
    }

    @Test
    void examples_stand_row_by_row_with_nothing_between_them() throws Exception {
        BufferedImage png = read(Mosaic.of(GREY).inColumns(2).png(0, 1, 2));

        assertThat(png.getWidth()).isEqualTo(2 + Mosaic.GAP + 2);
        assertThat(png.getHeight()).isEqualTo(1 + Mosaic.GAP + 1);
        assertThat(png.getRGB(2 + Mosaic.GAP, 0)).isEqualTo(0xff141414);
        assertThat(png.getRGB(0, 1 + Mosaic.GAP)).isEqualTo(0xff282828);
        assertThat(png.getRGB(2, 0) >>> 24).as("the gap is transparent").isZero();
        assertThat(png.getRGB(6, 4) >>> 24).as("so is the place of a fourth").isZero();
    }

    @Test
    void three_channels_are_red_green_and_blue() throws Exception {
        Images colour = Images.unscaled(3, 1, 1, new byte[][] {{1, 2, 3}}, new RowNames("x", 1));

        assertThat(read(Mosaic.of(colour).png(0)).getRGB(0, 0)).isEqualTo(0xff010203);
    }

    @Test
    void nothing_is_made_smaller_and_a_sheet_keeps_to_its_width() {
        Mosaic mosaic = Mosaic.of(GREY).enlarged(1);

        assertThat(mosaic.scale()).isEqualTo(1);
        assertThat(mosaic.within(12).columns()).as("2 + 3 + 2 + 3 + 2").isEqualTo(3);
        assertThat(mosaic.within(11).columns()).isEqualTo(2);
        assertThat(mosaic.within(1).columns()).isEqualTo(1);
    }

    private static BufferedImage read(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
