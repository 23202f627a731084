package io.souschef.nn;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.souschef.files.AtomicFile;
import io.souschef.tensor.DType;
import io.souschef.tensor.Tensor;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Tensors in a file: a length, a JSON header, then the numbers, row by row. Python reads and writes the same files, and
 * nothing in them is ever executed.
 *
 * @param tensors by name, in the innermost scope
 * @param metadata texts by name
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ALIGNMENT = 8;

    /** The format's own limit; a longer header is not one. */
    private static final long LONGEST_HEADER = 100_000_000;

    /** Writes tensors and metadata, whole or not at all. */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = header.putObject("__metadata__");
            metadata.forEach(texts::put);
        }
        long at = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            long end = at + tensor.numel() * bytes(tensor.dtype());
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", name(tensor.dtype()));
            var shape = node.putArray("shape");
            for (long size : tensor.shape().toArray()) {
                shape.add(size);
            }
            node.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        byte[] json = padded(header.toString());
        AtomicFile.write(file, out -> {
            DataOutputStream data = new DataOutputStream(out);
            data.writeLong(Long.reverseBytes(json.length));
            data.write(json);
            for (Tensor tensor : tensors.values()) {
                writeNumbers(data, tensor);
            }
            data.flush();
        });
    }

    private static byte[] padded(String header) {
        int length = header.getBytes(StandardCharsets.UTF_8).length;
        int spaces = (ALIGNMENT - length % ALIGNMENT) % ALIGNMENT;
        return (header + " ".repeat(spaces)).getBytes(StandardCharsets.UTF_8);
    }

    private static void writeNumbers(OutputStream out, Tensor tensor) throws IOException {
        byte[] numbers = new byte[Math.toIntExact(tensor.numel() * bytes(tensor.dtype()))];
        ByteBuffer buffer = ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN);
        switch (tensor.dtype()) {
            case FLOAT32 -> buffer.asFloatBuffer().put(tensor.toFloats());
            case FLOAT64 -> buffer.asDoubleBuffer().put(tensor.toDoubles());
            case INT64 -> buffer.asLongBuffer().put(tensor.toLongs());
            case INT32 -> buffer.asIntBuffer().put(tensor.toInts());
            case UINT8 -> buffer.put(tensor.toBytes());
            case BOOL -> buffer.put(tensor.to(DType.UINT8).toBytes());
        }
        out.write(numbers);
    }

    /**
     * Reads a whole file; the tensors are in the innermost scope.
     *
     * @throws BadSafetensors when the file is missing, cut off, or something else
     */
    public static Safetensors read(Path file) {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long size = in.length();
            if (size < 8) {
                throw new BadSafetensors(file, size + " bytes");
            }
            byte[] eight = new byte[8];
            in.readFully(eight);
            long length = ByteBuffer.wrap(eight).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (length < 2 || length > LONGEST_HEADER || length > size - 8) {
                throw new BadSafetensors(file, "a header of " + length + " bytes in a file of " + size);
            }
            byte[] json = new byte[(int) length];
            in.readFully(json);
            return read(file, in, JSON.readTree(json), 8 + length, size);
        } catch (JacksonException e) {
            throw new BadSafetensors(file, "a header that isn't JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new BadSafetensors(file, String.valueOf(e.getMessage()));
        }
    }

    private static Safetensors read(Path file, RandomAccessFile in, JsonNode header, long start, long size)
            throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            JsonNode node = field.getValue();
            if (field.getKey().equals("__metadata__")) {
                node.properties()
                        .forEach(text ->
                                metadata.put(text.getKey(), text.getValue().asText()));
                continue;
            }
            DType type = type(file, field.getKey(), node.path("dtype").asText());
            long[] shape = new long[node.path("shape").size()];
            for (int d = 0; d < shape.length; d++) {
                shape[d] = node.path("shape").get(d).asLong(-1);
            }
            long numel = elements(shape, size);
            long from = node.path("data_offsets").path(0).asLong(-1);
            long to = node.path("data_offsets").path(1).asLong(-1);
            if (numel < 0 || from < 0 || to - from != numel * bytes(type) || to > size - start) {
                throw new BadSafetensors(
                        file,
                        "tensor '" + field.getKey() + "' " + node + ", with " + (size - start) + " bytes of numbers");
            }
            byte[] numbers = new byte[Math.toIntExact(to - from)];
            in.seek(start + from);
            in.readFully(numbers);
            tensors.put(field.getKey(), tensor(numbers, type, shape));
        }
        return new Safetensors(tensors, metadata);
    }

    /** −1 where it is no shape, or one of more elements than a file of so many bytes can hold. */
    private static long elements(long[] shape, long size) {
        long numel = 1;
        for (long each : shape) {
            if (each < 0 || (each > 0 && numel > size / each)) {
                return -1;
            }
            numel *= each;
        }
        return numel;
    }

    private static Tensor tensor(byte[] numbers, DType type, long[] shape) {
        ByteBuffer buffer = ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN);
        int n = numbers.length / bytes(type);
        return switch (type) {
            case FLOAT32 -> {
                float[] data = new float[n];
                buffer.asFloatBuffer().get(data);
                yield Tensor.of(data, shape);
            }
            case FLOAT64 -> {
                double[] data = new double[n];
                buffer.asDoubleBuffer().get(data);
                yield Tensor.of(data, shape);
            }
            case INT64 -> {
                long[] data = new long[n];
                buffer.asLongBuffer().get(data);
                yield Tensor.of(data, shape);
            }
            case INT32 -> {
                long[] data = new long[n];
                for (int i = 0; i < n; i++) {
                    data[i] = buffer.getInt(4 * i);
                }
                yield Tensor.of(data, shape).to(DType.INT32);
            }
            case UINT8 -> Tensor.of(numbers, shape);
            case BOOL -> Tensor.of(numbers, shape).to(DType.BOOL);
        };
    }

    private static int bytes(DType type) {
        return switch (type) {
            case FLOAT64, INT64 -> 8;
            case FLOAT32, INT32 -> 4;
            case UINT8, BOOL -> 1;
        };
    }

    private static String name(DType type) {
        return switch (type) {
            case FLOAT32 -> "F32";
            case FLOAT64 -> "F64";
            case INT64 -> "I64";
            case INT32 -> "I32";
            case UINT8 -> "U8";
            case BOOL -> "BOOL";
        };
    }

    private static DType type(Path file, String tensor, String name) {
        for (DType type : DType.values()) {
            if (name(type).equals(name)) {
                return type;
            }
        }
        throw new BadSafetensors(
                file, "tensor '" + tensor + "' of type " + (name.isEmpty() ? "?" : name.toUpperCase(Locale.ROOT)));
    }
}
