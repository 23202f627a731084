package io.souschef.experiment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Numbers by step as TensorBoard reads them: records with checksums, each an {@code Event} of protocol buffers with one scalar or more.
 *
 * @see <a href="https://www.tensorflow.org/tutorials/load_data/tfrecord">the format of the records</a>
 */
public final class EventFile {
    /** TensorBoard takes a file for one of events that has this in its name. */
    public static final String NAME = "events.out.tfevents.souschef";

    private final OutputStream out;
    private final double wallTime;

    /**
     * Begins such a file.
     *
     * @param wallTime seconds since 1970 that all events are said to be of
     */
    public EventFile(OutputStream out, double wallTime) throws IOException {
        this.out = out;
        this.wallTime = wallTime;
        record(event(0, text(3, "brain.Event:2")));
    }

    /** The scalars of a step, by tag: "loss/train". */
    public void scalars(long step, Map<String, Double> values) throws IOException {
        ByteArrayOutputStream summary = new ByteArrayOutputStream();
        values.forEach((tag, value) -> {
            byte[] number = fixed(2, 5, little(Float.floatToIntBits(value.floatValue()), 4));
            summary.writeBytes(bytes(1, joined(text(1, tag), number)));
        });
        record(event(step, bytes(5, summary.toByteArray())));
    }

    private byte[] event(long step, byte[] what) {
        byte[] time = fixed(1, 1, little(Double.doubleToLongBits(wallTime), 8));
        return step == 0 ? joined(time, what) : joined(time, new byte[] {2 << 3}, varint(step), what);
    }

    private void record(byte[] data) throws IOException {
        byte[] length = little(data.length, 8);
        out.write(joined(length, checksum(length), data, checksum(data)));
    }

    /** CRC-32C, rotated and shifted so that a checksum of checksums doesn't come out as zero. */
    private static byte[] checksum(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        int masked = Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
        return little(masked, 4);
    }

    private static byte[] little(long bits, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) bytes[i] = (byte) (bits >>> (8 * i));
        return bytes;
    }

    private static byte[] fixed(int field, int wire, byte[] number) {
        return joined(new byte[] {(byte) ((field << 3) | wire)}, number);
    }

    private static byte[] text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int field, byte[] content) {
        return joined(new byte[] {(byte) ((field << 3) | 2)}, varint(content.length), content);
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream digits = new ByteArrayOutputStream();
        long rest = value;
        while (rest >= 128) {
            digits.write((int) ((rest & 127) | 128));
            rest >>>= 7;
        }
        digits.write((int) rest);
        return digits.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) all.writeBytes(part);
        return all.toByteArray();
    }
}
