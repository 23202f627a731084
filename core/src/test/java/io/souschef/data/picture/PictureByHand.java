package io.souschef.data.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Files of pictures as they are found in the wild, made for tests. */
public final class PictureByHand {
    private PictureByHand() {}

    /** A JPEG that says by EXIF how it has to be turned. */
    static byte[] turned(byte[] jpeg, int orientation) {
        byte[] exif = {
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + exif.length + 4);
        file.put(jpeg, 0, 2).put((byte) 0xff).put((byte) 0xe1).putShort((short) (exif.length + 2));
        return file.put(exif).put(jpeg, 2, jpeg.length - 2).array();
    }

    /** A PNG of which the header claims another size than it has. */
    static byte[] claiming(byte[] png, int width, int height) {
        ByteBuffer file = ByteBuffer.wrap(png.clone());
        file.putInt(16, width).putInt(20, height).putInt(29, crc(file.array(), 12, 17));
        return file.array();
    }

    /** A PNG that announces so many frames. */
    static byte[] animated(byte[] png, int frames) {
        ByteBuffer chunk = ByteBuffer.allocate(20);
        chunk.putInt(8).put(new byte[] {'a', 'c', 'T', 'L'}).putInt(frames).putInt(0);
        chunk.putInt(crc(chunk.array(), 4, 12));
        ByteBuffer file = ByteBuffer.allocate(png.length + 20);
        return file.put(png, 0, 33)
                .put(chunk.array())
                .put(png, 33, png.length - 33)
                .array();
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** A GIF of so many pictures. */
    public static byte[] gif(int frames) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < frames; i++) {
                writer.writeToSequence(new IIOImage(noise(8, 8, i), null, null), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** A JPEG of four channels, each the same everywhere: cyan, magenta, yellow, black. */
    static byte[] cmyk(int... ink) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            var raster =
                    java.awt.image.Raster.createInterleavedRaster(java.awt.image.DataBuffer.TYPE_BYTE, 16, 16, 4, null);
            for (int i = 0; i < 256; i++) {
                raster.setPixel(i % 16, i / 16, ink);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Colour, smooth, with a bright corner: top left. */
    static BufferedImage landscape(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = 255 - 200 * x / width;
                int green = 255 - 200 * y / height;
                image.setRGB(x, y, red << 16 | green << 8 | (int) (100 + 50 * Math.sin(x * 0.2)));
            }
        }
        return image;
    }

    /** The mean level of a plane's quarter: 0 top left, 1 top right, 2 bottom left, 3 bottom right. */
    static double quarter(Picture picture, int channel, int which) {
        int w = picture.width();
        int h = picture.height();
        return IntStream.range(0, w * h)
                .filter(i -> (i % w >= w / 2 ? 1 : 0) + (i / w >= h / 2 ? 2 : 0) == which)
                .map(i -> picture.pixels()[channel * w * h + i] & 0xff)
                .average()
                .orElseThrow();
    }

    static byte[] cut(byte[] file, int length) {
        return Arrays.copyOf(file, length);
    }

    /** Grey, every pixel at random. */
    public static BufferedImage noise(int width, int height, int seed) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Random random = new Random(seed);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.getRaster().setSample(x, y, 0, random.nextInt(256));
            }
        }
        return image;
    }

    /** As a file of this format. */
    public static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, bytes)) {
            throw new IOException("the JDK can't write " + format);
        }
        return bytes.toByteArray();
    }
}
