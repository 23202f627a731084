package io.souschef.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.source.Reasons;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {
    private static final Picture.Size SMALL = new Picture.Size(8, 8);

    @ParameterizedTest
    @ValueSource(ints = {16, 33, 64})
    void a_jpeg_is_what_the_jdk_makes_of_it_to_two_levels(int side) throws Exception {
        byte[] jpeg = PictureByHand.encoded(PictureByHand.landscape(side, 48), "jpg");
        BufferedImage expected = ImageIO.read(new ByteArrayInputStream(jpeg));

        Picture picture = Picture.decode(jpeg);

        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < side; x++) {
                for (int c = 0; c < 3; c++) {
                    int level = expected.getRGB(x, y) >> (16 - 8 * c) & 0xff;
                    assertThat(picture.pixels()[(c * 48 + y) * side + x] & 0xff).isCloseTo(level, within(2));
                }
            }
        }
    }

    /** Where the corner that is stored at the top left has to come. */
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "3, 3", "4, 2", "5, 0", "6, 1", "7, 3", "8, 2"})
    void what_exif_says_is_turned_is_turned_upright(int orientation, int corner) throws Exception {
        byte[] jpeg = PictureByHand.turned(PictureByHand.encoded(PictureByHand.landscape(48, 32), "jpg"), orientation);

        PictureFile file = PictureFile.of(jpeg, new Picture.Size(48, 48));
        Picture picture = Picture.decode(jpeg);

        assertThat(file.header().orientation()).isEqualTo(orientation);
        assertThat(picture.width()).isEqualTo(orientation > 4 ? 32 : 48);
        assertThat(file.header().size()).isEqualTo(new Picture.Size(picture.height(), picture.width()));
        double brightest = PictureByHand.quarter(picture, 0, corner) + PictureByHand.quarter(picture, 1, corner);
        for (int other = 0; other < 4; other++) {
            assertThat(brightest)
                    .isGreaterThanOrEqualTo(
                            PictureByHand.quarter(picture, 0, other) + PictureByHand.quarter(picture, 1, other));
        }
    }

    @Test
    void ink_is_turned_into_light() throws Exception {
        PictureFile file = PictureFile.of(PictureByHand.cmyk(255, 0, 0, 0), SMALL);

        assertThat(file.header().isCmyk()).isTrue();
        assertThat(file.picture().pixels()[0] & 0xff).as("red").isLessThan(10);
        assertThat(file.picture().pixels()[64] & 0xff).as("green").isGreaterThan(245);
    }

    @Test
    void frames_are_counted() throws Exception {
        byte[] png = PictureByHand.encoded(PictureByHand.noise(8, 8, 1), "png");

        assertThat(PictureFile.of(PictureByHand.gif(3), SMALL).frames()).isEqualTo(3);
        assertThat(PictureFile.of(PictureByHand.gif(1), SMALL).frames()).isEqualTo(1);
        assertThat(PictureFile.of(PictureByHand.animated(png, 7), SMALL).frames())
                .isEqualTo(7);
        assertThat(PictureFile.of(png, SMALL).frames()).isEqualTo(1);
    }

    @Test
    void bits_alpha_and_format_are_those_of_the_file() throws Exception {
        BufferedImage deep = new BufferedImage(8, 8, BufferedImage.TYPE_USHORT_GRAY);
        BufferedImage clear = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);

        PictureHeader of = PictureHeader.of(PictureByHand.encoded(deep, "png"));
        assertThat(of.bits()).isEqualTo(16);
        assertThat(of.alpha()).isFalse();
        assertThat(PictureHeader.of(PictureByHand.encoded(clear, "png")).alpha())
                .isTrue();
        assertThat(of.format().isBeliedBy("a.jpg")).isTrue();
        assertThat(of.format().isBeliedBy("a.PNG")).isFalse();
        assertThat(PictureFormat.JPEG.isBeliedBy("a.jpeg")).isFalse();
    }

    @Test
    void what_shows_behind_a_transparent_picture_is_no_bar() throws Exception {
        BufferedImage clear = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
        BufferedImage white = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1600; i++) {
            boolean bar = Math.abs(Math.floorDiv(i, 40) - 20) > 12;
            clear.setRGB(i % 40, Math.floorDiv(i, 40), bar ? 0 : 0xff336699);
            white.setRGB(i % 40, Math.floorDiv(i, 40), bar ? 0xffffff : 0x336699);
        }

        assertThat(PictureFile.of(PictureByHand.encoded(clear, "png"), SMALL).letterbox())
                .isZero();
        assertThat(PictureFile.of(PictureByHand.encoded(white, "png"), SMALL).letterbox())
                .isGreaterThan(0.3);
    }

    @Test
    void a_bomb_is_refused_by_its_header() throws Exception {
        byte[] bomb =
                PictureByHand.claiming(PictureByHand.encoded(PictureByHand.noise(8, 8, 1), "png"), 50_000, 50_000);

        assertThatThrownBy(() -> PictureFile.of(bomb, SMALL)).hasMessage("50,000 x 50,000 pixels are too many");
    }

    @Test
    void a_very_long_picture_is_read() throws Exception {
        byte[] line = PictureByHand.encoded(PictureByHand.noise(100_000, 1, 1), "png");

        PictureFile file = PictureFile.of(line, new Picture.Size(64, 64));

        assertThat(file.header().size()).isEqualTo(new Picture.Size(1, 100_000));
        assertThat(file.picture().pixels()).hasSize(64 * 64);
        assertThat(file.sharpness()).isNaN();
    }

    @Test
    void of_a_huge_picture_only_some_pixels_are_kept() throws Exception {
        Picture picture = Picture.decode(
                PictureByHand.encoded(new BufferedImage(5000, 4000, BufferedImage.TYPE_BYTE_GRAY), "png"));

        assertThat((long) picture.width() * picture.height()).isLessThan(4_100_000);
        assertThat((double) picture.width() / picture.height()).isCloseTo(1.25, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({
        "RIFF????WEBPVP8 , 'WebP, which can''t be read here: write it anew, convert IN OUT.png'",
        "<html><body>404 Not Found, 'HTML, which can''t be read here'",
        "GIF89a, the file ends within its header"
    })
    void says_what_it_is_instead(String content, String reason) {
        byte[] bytes = content.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> PictureHeader.of(bytes))
                .satisfies(e -> assertThat(Reasons.of(e)).isNotBlank().satisfies(said -> assertThat(
                                said.equals(reason) || content.startsWith("GIF"))
                        .as(said)
                        .isTrue()));
    }

    @Test
    void whatever_the_bytes_are_there_is_a_picture_or_a_reason() throws Exception {
        Random random = new Random(5);
        byte[][] whole = {
            PictureByHand.encoded(PictureByHand.landscape(32, 32), "jpg"),
            PictureByHand.encoded(PictureByHand.landscape(32, 32), "png"),
            PictureByHand.encoded(PictureByHand.landscape(32, 32), "bmp"),
            PictureByHand.gif(2),
            PictureByHand.turned(PictureByHand.encoded(PictureByHand.landscape(32, 32), "jpg"), 6)
        };
        for (int i = 0; i < 2000; i++) {
            byte[] broken = whole[i % whole.length].clone();
            for (int b = 0; b < 1 + i % 4; b++) {
                broken[random.nextInt(i % 3 == 0 ? 64 : broken.length)] = (byte) random.nextInt(256);
            }
            if (i % 5 == 0) {
                broken = Arrays.copyOf(broken, random.nextInt(broken.length));
            }
            try {
                assertThat(PictureFile.of(broken, SMALL).picture().pixels()).isNotEmpty();
            } catch (java.io.IOException e) {
                assertThat(Reasons.of(e)).as("seed 5, " + i).isNotBlank();
            }
        }
    }

    @Test
    void grey_values_are_those_of_the_file_however_it_stores_them() throws Exception {
        BufferedImage stored = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
        stored.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 100, 200});
        BufferedImage wide = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        wide.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 100 << 8, 200 << 8});
        BufferedImage rgb = new BufferedImage(3, 1, BufferedImage.TYPE_INT_RGB);
        rgb.setRGB(0, 0, 3, 1, new int[] {0, 0x646464, 0xc8c8c8}, 0, 3);

        for (BufferedImage image : new BufferedImage[] {stored, wide, rgb}) {
            Picture picture = Picture.decode(PictureByHand.encoded(image, "png"));

            assertThat(picture.channels()).isEqualTo(1);
            assertThat(picture.pixels()).containsExactly(0, 100, (byte) 200);
        }
    }

    @Test
    void what_is_transparent_is_white() throws Exception {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00123456);
        image.setRGB(1, 0, 0xff000000);

        Picture picture = Picture.decode(PictureByHand.encoded(image, "png"));

        assertThat(picture.pixels()).containsExactly((byte) 255, 0);
        assertThat(picture.transparent()).isTrue();
    }
}
