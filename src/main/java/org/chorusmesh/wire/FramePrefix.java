package org.chorusmesh.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The start of every frame of a mesh: "CHRS", one byte for the wire version, one byte for the
 * length of the mesh's name, and the name. ZeroMQ filters on it, so that meshes that share an
 * address do not mix.
 */
public final class FramePrefix {

    private static final byte[] MAGIC = {'C', 'H', 'R', 'S'};
    private static final int MAX_MESH_BYTES = 255;

    private final byte[] mesh;

    /**
     * @throws IllegalArgumentException if the name is empty or longer than 255 bytes
     */
    public FramePrefix(String mesh) {
        this.mesh = mesh.getBytes(StandardCharsets.UTF_8);
        if (this.mesh.length == 0 || this.mesh.length > MAX_MESH_BYTES) {
            throw new IllegalArgumentException(
                    "The name of the mesh must have 1 to 255 bytes of UTF-8");
        }
    }

    /** Length of the prefix in bytes, the same in every version. */
    public int length() {
        return MAGIC.length + 2 + this.mesh.length;
    }

    /** The first bytes of the frames of every mesh and version. */
    public static byte[] ofAnyMesh() {
        return MAGIC.clone();
    }

    /** The name of the mesh in a frame of any version; null if the bytes are not a frame. */
    public static @Nullable String meshOf(byte[] frame) {
        int start = MAGIC.length + 2;
        if (frame.length <= start
                || !Arrays.equals(frame, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return null;
        }
        int length = frame[MAGIC.length + 1] & 0xff;
        return (length > 0 && frame.length >= start + length)
                ? new String(frame, start, length, StandardCharsets.UTF_8)
                : null;
    }

    /** The prefix of frames that this node writes. */
    public byte[] written() {
        return bytes(WireVersion.WRITTEN);
    }

    /** The prefixes of frames that this node reads. */
    public List<byte[]> read() {
        List<byte[]> prefixes = new ArrayList<>();
        for (int version = WireVersion.OLDEST_READ; version <= WireVersion.WRITTEN; version++) {
            prefixes.add(bytes(version));
        }
        return prefixes;
    }

    /** The wire version of a frame of this mesh; −1 if it is not a frame of this mesh. */
    public int versionOf(byte[] frame) {
        int length = length();
        if (frame.length < length
                || !Arrays.equals(frame, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                || (frame[MAGIC.length + 1] & 0xff) != this.mesh.length
                || !Arrays.equals(
                        frame, MAGIC.length + 2, length, this.mesh, 0, this.mesh.length)) {
            return -1;
        }
        return frame[MAGIC.length] & 0xff;
    }

    private byte[] bytes(int version) {
        byte[] bytes = Arrays.copyOf(MAGIC, length());
        bytes[MAGIC.length] = (byte) version;
        bytes[MAGIC.length + 1] = (byte) this.mesh.length;
        System.arraycopy(this.mesh, 0, bytes, MAGIC.length + 2, this.mesh.length);
        return bytes;
    }
}
