package io.souschef.tensor.internal;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Tensors from Java, and back into Java. */
public final class Making {
    private Making() {}

    public static ScalarType type(String name) {
        return switch (name) {
            case "float32" -> ScalarType.Float;
            case "float64" -> ScalarType.Double;
            case "int64" -> ScalarType.Long;
            case "int32" -> ScalarType.Int;
            case "uint8" -> ScalarType.Byte;
            case "bool" -> ScalarType.Bool;
            default -> throw new IllegalArgumentException(name);
        };
    }

    public static String type(Raw a) {
        ScalarType type = a.torch().scalar_type().intern();
        return switch (type) {
            case Float -> "float32";
            case Double -> "float64";
            case Long -> "int64";
            case Int -> "int32";
            case Byte -> "uint8";
            case Bool -> "bool";
            case Half -> "float16";
            case BFloat16 -> "bfloat16";
            case Char -> "int8";
            case Short -> "int16";
            default -> type.name();
        };
    }

    public static Raw full(long[] shape, double value, String type, String device) {
        return new Raw(torch.full(shape, new Scalar(value), options(type, device)));
    }

    public static Raw empty(long[] shape, String type, String device) {
        return new Raw(torch.empty(shape, options(type, device), new MemoryFormatOptional()));
    }

    public static Raw arange(long n, String device) {
        return new Raw(torch.arange(new Scalar(n), options("int64", device)));
    }

    public static Raw of(float[] data, long[] shape, String device) {
        Tensor t = torch.empty(shape, options("float32", "cpu"), new MemoryFormatOptional());
        try (FloatPointer p = t.data_ptr_float()) {
            if (data.length > 0) { // a tensor without elements has no memory
                p.put(data, 0, data.length);
            }
        }
        return moved(t, device);
    }

    public static Raw of(double[] data, long[] shape, String device) {
        Tensor t = torch.empty(shape, options("float64", "cpu"), new MemoryFormatOptional());
        try (DoublePointer p = t.data_ptr_double()) {
            if (data.length > 0) {
                p.put(data, 0, data.length);
            }
        }
        return moved(t, device);
    }

    public static Raw of(long[] data, long[] shape, String device) {
        Tensor t = torch.empty(shape, options("int64", "cpu"), new MemoryFormatOptional());
        try (LongPointer p = t.data_ptr_long()) {
            if (data.length > 0) {
                p.put(data, 0, data.length);
            }
        }
        return moved(t, device);
    }

    public static Raw of(byte[] data, long[] shape, String device) {
        Tensor t = torch.empty(shape, options("uint8", "cpu"), new MemoryFormatOptional());
        try (BytePointer p = t.data_ptr_byte()) {
            if (data.length > 0) {
                p.put(data, 0, data.length);
            }
        }
        return moved(t, device);
    }

    /** Writes {@code data} into a contiguous uint8 tensor from element {@code at} on. */
    public static void put(Raw target, long at, byte[] data) {
        try (BytePointer p = target.torch().data_ptr_byte()) {
            if (data.length > 0) {
                p.position(at).put(data, 0, data.length);
            }
        }
    }

    /** Writes {@code data} into a contiguous float32 tensor from element {@code at} on. */
    public static void put(Raw target, long at, float[] data) {
        try (FloatPointer p = target.torch().data_ptr_float()) {
            if (data.length > 0) {
                p.position(at).put(data, 0, data.length);
            }
        }
    }

    public static float[] toFloats(Raw a) {
        Tensor t = onCpu(a, ScalarType.Float);
        float[] data = new float[(int) t.numel()];
        try (FloatPointer p = t.data_ptr_float()) {
            if (data.length > 0) {
                p.get(data, 0, data.length);
            }
        }
        return data;
    }

    public static double[] toDoubles(Raw a) {
        Tensor t = onCpu(a, ScalarType.Double);
        double[] data = new double[(int) t.numel()];
        try (DoublePointer p = t.data_ptr_double()) {
            if (data.length > 0) {
                p.get(data, 0, data.length);
            }
        }
        return data;
    }

    public static long[] toLongs(Raw a) {
        Tensor t = onCpu(a, ScalarType.Long);
        long[] data = new long[(int) t.numel()];
        try (LongPointer p = t.data_ptr_long()) {
            if (data.length > 0) {
                p.get(data, 0, data.length);
            }
        }
        return data;
    }

    public static int[] toInts(Raw a) {
        Tensor t = onCpu(a, ScalarType.Int);
        int[] data = new int[(int) t.numel()];
        try (IntPointer p = t.data_ptr_int()) {
            if (data.length > 0) {
                p.get(data, 0, data.length);
            }
        }
        return data;
    }

    public static byte[] toBytes(Raw a) {
        Tensor t = onCpu(a, ScalarType.Byte);
        byte[] data = new byte[(int) t.numel()];
        try (BytePointer p = t.data_ptr_byte()) {
            if (data.length > 0) {
                p.get(data, 0, data.length);
            }
        }
        return data;
    }

    public static double item(Raw a) {
        return a.torch().item_double();
    }

    public static Raw to(Raw a, String type) {
        return new Raw(a.torch().to(type(type)));
    }

    public static Raw toDevice(Raw a, String device) {
        return moved(a.torch(), device);
    }

    public static String device(Raw a) {
        return a.torch().is_cuda() ? "cuda" : "cpu";
    }

    /** Uniform numbers from a generator that starts at {@code key}: the same key gives the same numbers, on any device. */
    public static Raw uniform(long key, double low, double high, long[] shape, String device) {
        Tensor t = torch.empty(shape, options("float32", "cpu"), new MemoryFormatOptional());
        return moved(t.uniform_(low, high, generator(key)), device);
    }

    /** Normal numbers from a generator that starts at {@code key}. */
    public static Raw normal(long key, double mean, double std, long[] shape, String device) {
        Tensor t = torch.empty(shape, options("float32", "cpu"), new MemoryFormatOptional());
        return moved(t.normal_(mean, std, generator(key)), device);
    }

    /** Ones with probability {@code p}, else zeros, from a generator that starts at {@code key}. */
    public static Raw bernoulli(long key, double p, long[] shape, String device) {
        Tensor t = torch.empty(shape, options("float32", "cpu"), new MemoryFormatOptional());
        return moved(t.bernoulli_(p, generator(key)), device);
    }

    private static GeneratorOptional generator(long key) {
        return new GeneratorOptional(new Generator(torch.make_generator_cpu(key)));
    }

    private static Tensor onCpu(Raw a, ScalarType type) {
        Tensor t = a.torch().detach();
        return (t.is_cuda() ? t.to(new Device("cpu"), type) : t.to(type)).contiguous();
    }

    private static Raw moved(Tensor t, String device) {
        if (device.equals("cpu") && !t.is_cuda()) {
            return new Raw(t);
        }
        return new Raw(t.to(new Device(device), t.scalar_type()));
    }

    private static TensorOptions options(String type, String device) {
        TensorOptions options = new TensorOptions(type(type));
        return device.equals("cpu")
                ? options
                : options.device(new org.bytedeco.pytorch.DeviceOptional(new Device(device)));
    }
}
