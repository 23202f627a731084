package io.souschef.data.pantry;

import io.souschef.data.picture.Picture;
import io.souschef.data.picture.PictureFile;
import io.souschef.data.picture.PictureFormat;
import io.souschef.data.picture.PictureHeader;
import io.souschef.data.source.Reasons;
import io.souschef.files.AtomicFile;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import javax.imageio.IIOException;

/**
 * What earlier runs read of a folder, so that only new and changed files are read again. A file is the same if its name, its size and the
 * time of its last change are. The cache is written whole or not at all and ends in a checksum; one that is damaged, or of another
 * version, counts for nothing.
 */
final class PictureCache {
    /** "souspix" and the version. */
    private static final long MAGIC = 0x736f757370697802L;

    /** Milliseconds: a file changed so shortly before it was read may be changed again within the same tick of its clock. */
    private static final long TICK = 2000;

    /** A file as the folder lists it. */
    record Stamp(String name, long size, long modified) {}

    /**
     * What came of it: what was in it, or why that could not be read.
     *
     * @param lasting whether it stays so as long as the file does: what may not be read now, or finds no room, may be read tomorrow
     */
    record Known(Optional<PictureFile> file, String reason, boolean lasting) {
        static Known of(PictureFile file) {
            return new Known(Optional.of(file), "", true);
        }

        static Known unreadable(IOException why) {
            boolean ofContent = why instanceof IIOException || why instanceof EOFException;
            return new Known(
                    Optional.empty(), Reasons.of(why), ofContent && !(why.getCause() instanceof OutOfMemoryError));
        }
    }

    private final Map<Stamp, Known> known;
    private final Picture.Size common;

    private PictureCache(Map<Stamp, Known> known, Picture.Size common) {
        this.known = known;
        this.common = common;
    }

    /** Empty where there is no sound one. */
    static PictureCache read(Optional<Path> file) {
        if (file.isEmpty() || !Files.isRegularFile(file.get())) {
            return new PictureCache(Map.of(), new Picture.Size(0, 0));
        }
        CRC32 checksum = new CRC32();
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file.get()), 1 << 16);
                DataInputStream in = new DataInputStream(new CheckedInputStream(raw, checksum))) {
            if (in.readLong() != MAGIC) {
                throw new IOException("another version");
            }
            Picture.Size common = new Picture.Size(in.readInt(), in.readInt());
            int count = in.readInt();
            Map<Stamp, Known> known = new HashMap<>();
            for (int i = 0; i < count; i++) {
                known.put(new Stamp(in.readUTF(), in.readLong(), in.readLong()), known(in, common));
            }
            long expected = checksum.getValue();
            if (in.readLong() != expected) {
                throw new IOException("damaged");
            }
            return new PictureCache(known, common);
        } catch (IOException | RuntimeException | OutOfMemoryError e) { // it is only a cache
            return new PictureCache(Map.of(), new Picture.Size(0, 0));
        }
    }

    int size() {
        return known.size();
    }

    /** What is known of a file whatever the common size: its header. */
    Optional<PictureHeader> header(Stamp stamp) {
        return Optional.ofNullable(known.get(stamp)).flatMap(Known::file).map(PictureFile::header);
    }

    /** All of it, if it was brought to this size. */
    Optional<Known> get(Stamp stamp, Picture.Size size) {
        return Optional.ofNullable(known.get(stamp)).filter(one -> one.file.isEmpty() || common.equals(size));
    }

    /** What is known of a file that could not be read; empty if it could, or isn't known. */
    Optional<Known> unreadable(Stamp stamp) {
        return Optional.ofNullable(known.get(stamp)).filter(one -> one.file.isEmpty());
    }

    /**
     * Writes what is known now, in place of what was.
     *
     * @param since milliseconds: when reading began
     */
    static void write(Path file, List<Stamp> stamps, List<Known> all, Picture.Size common, long since) {
        int count = 0;
        for (int i = 0; i < stamps.size(); i++) {
            count += isKept(stamps.get(i), all.get(i), since) ? 1 : 0;
        }
        int entries = count;
        AtomicFile.write(file, raw -> {
            CheckedOutputStream checked = new CheckedOutputStream(raw, new CRC32());
            DataOutputStream out = new DataOutputStream(checked);
            out.writeLong(MAGIC);
            out.writeInt(common.height());
            out.writeInt(common.width());
            out.writeInt(entries);
            for (int i = 0; i < stamps.size(); i++) {
                if (isKept(stamps.get(i), all.get(i), since)) {
                    write(out, stamps.get(i), all.get(i));
                }
            }
            out.flush();
            long checksum = checked.getChecksum().getValue();
            out.writeLong(checksum);
            out.flush();
        });
    }

    /** Names that can't be decoded may stand for several files. */
    private static boolean isKept(Stamp stamp, Known known, long since) {
        return known.lasting && stamp.modified / 1_000_000 < since - TICK && stamp.name.indexOf('\ufffd') < 0;
    }

    private static void write(DataOutputStream out, Stamp stamp, Known known) throws IOException {
        out.writeUTF(stamp.name);
        out.writeLong(stamp.size);
        out.writeLong(stamp.modified);
        out.writeUTF(known.reason);
        if (known.file.isPresent()) {
            write(out, known.file.get());
        }
    }

    private static void write(DataOutputStream out, PictureFile file) throws IOException {
        PictureHeader header = file.header();
        out.writeUTF(header.format().name());
        out.writeInt(header.height());
        out.writeInt(header.width());
        out.writeUTF(header.colours().name());
        out.writeByte(header.bits());
        out.writeBoolean(header.alpha());
        out.writeByte(header.orientation());
        out.write(HexFormat.of().parseHex(file.sha256()));
        out.writeInt(file.frames());
        out.writeDouble(file.sharpness());
        out.writeDouble(file.letterbox());
        out.writeByte(file.picture().channels());
        out.writeBoolean(file.picture().transparent());
        out.write(file.picture().pixels());
    }

    private static Known known(DataInputStream in, Picture.Size common) throws IOException {
        String reason = in.readUTF();
        return reason.isEmpty() ? Known.of(file(in, common)) : new Known(Optional.empty(), reason, true);
    }

    private static PictureFile file(DataInputStream in, Picture.Size common) throws IOException {
        PictureHeader header = new PictureHeader(
                PictureFormat.valueOf(in.readUTF()),
                in.readInt(),
                in.readInt(),
                PictureHeader.Colours.valueOf(in.readUTF()),
                in.readByte(),
                in.readBoolean(),
                in.readByte());
        byte[] sha256 = new byte[32];
        in.readFully(sha256);
        int frames = in.readInt();
        double sharpness = in.readDouble();
        double letterbox = in.readDouble();
        int channels = in.readByte();
        boolean transparent = in.readBoolean();
        if (channels != 1 && channels != 3) {
            throw new IOException("damaged");
        }
        byte[] pixels = new byte[channels * common.height() * common.width()];
        in.readFully(pixels);
        return new PictureFile(
                header,
                HexFormat.of().formatHex(sha256),
                frames,
                sharpness,
                letterbox,
                new Picture(channels, common.height(), common.width(), pixels, transparent));
    }
}
