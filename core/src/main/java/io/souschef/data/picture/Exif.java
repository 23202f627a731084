package io.souschef.data.picture;

/** The one entry of EXIF that changes what a picture shows: which way up it is. */
final class Exif {
    private static final int ORIENTATION = 0x0112, ENTRY = 12;

    private Exif() {}

    /** 1 … 8 from a TIFF header and its first directory; 1, upright, where it is not said or makes no sense. */
    static int orientation(byte[] bytes, int from, int to) {
        try {
            boolean little = bytes[from] == 'I';
            int directory = from + four(bytes, from + 4, little);
            int entries = two(bytes, directory, little);
            for (int i = 0; i < entries; i++) {
                int at = directory + 2 + i * ENTRY;
                if (at < from || at + ENTRY > to) {
                    return 1;
                }
                if (two(bytes, at, little) == ORIENTATION) {
                    int orientation = two(bytes, at + 8, little);
                    return orientation >= 1 && orientation <= 8 ? orientation : 1;
                }
            }
        } catch (IndexOutOfBoundsException e) {
            return 1;
        }
        return 1;
    }

    /** The same picture turned upright. */
    static Planes upright(Planes stored, int orientation) {
        if (orientation == 1) {
            return stored;
        }
        boolean turned = orientation > 4;
        int height = turned ? stored.width() : stored.height();
        int width = turned ? stored.height() : stored.width();
        byte[][] planes = new byte[stored.planes().length][height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from = source(orientation, x, y, stored.height(), stored.width());
                for (int c = 0; c < planes.length; c++) {
                    planes[c][y * width + x] = stored.planes()[c][from];
                }
            }
        }
        return new Planes(height, width, planes, stored.ycc(), stored.transparent());
    }

    /** Where in the picture as stored the pixel is that comes to (x, y). */
    private static int source(int orientation, int x, int y, int height, int width) {
        return switch (orientation) {
            case 2 -> y * width + width - 1 - x;
            case 3 -> (height - 1 - y) * width + width - 1 - x;
            case 4 -> (height - 1 - y) * width + x;
            case 5 -> x * width + y;
            case 6 -> (height - 1 - x) * width + y;
            case 7 -> (height - 1 - x) * width + width - 1 - y;
            case 8 -> x * width + width - 1 - y;
            default -> y * width + x;
        };
    }

    private static int two(byte[] bytes, int at, boolean little) {
        int first = bytes[at] & 0xff;
        int second = bytes[at + 1] & 0xff;
        return little ? second << 8 | first : first << 8 | second;
    }

    private static int four(byte[] bytes, int at, boolean little) {
        int first = two(bytes, at, little);
        int second = two(bytes, at + 2, little);
        return little ? second << 16 | first : first << 16 | second;
    }
}
