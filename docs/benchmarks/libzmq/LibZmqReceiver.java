import com.sun.management.OperatingSystemMXBean;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process that does nothing with frames but receive them, by libzmq. Needs Java 22 or newer, and
 * so is no part of the project: it is run from its source.
 */
final class LibZmqReceiver {

    private static final int SUB = 2;

    private static final int SUBSCRIBE = 6;

    private static final long BUFFER_BYTES = 64 * 1024;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private LibZmqReceiver() {}

    /** Arguments: the library, {@code host:port}, seconds to warm up, seconds to count. */
    public static void main(String[] args) throws InterruptedException {
        AtomicLong frames = new AtomicLong();
        Thread receiver =
                new Thread(
                        () -> {
                            try {
                                receive(Path.of(args[0]), args[1], frames);
                            } catch (Throwable ex) {
                                ex.printStackTrace();
                                System.exit(1);
                            }
                        });
        receiver.setDaemon(true);
        receiver.start();
        TimeUnit.SECONDS.sleep(Long.parseLong(args[2]));
        long before = frames.get();
        long cpu = SYSTEM.getProcessCpuTime();
        long begin = System.nanoTime();
        TimeUnit.SECONDS.sleep(Long.parseLong(args[3]));
        long now = System.nanoTime();
        System.out.printf(
                "EVENT %d rate %d %d %d%n",
                now, frames.get() - before, SYSTEM.getProcessCpuTime() - cpu, now - begin);
    }

    private static void receive(Path library, String address, AtomicLong frames) throws Throwable {
        Arena arena = Arena.global();
        SymbolLookup zmq = SymbolLookup.libraryLookup(library, arena);
        MethodHandle newContext = handle(zmq, "zmq_ctx_new", true);
        MethodHandle newSocket =
                handle(zmq, "zmq_socket", true, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
        MethodHandle setOption =
                handle(
                        zmq,
                        "zmq_setsockopt",
                        false,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG);
        MethodHandle connect =
                handle(zmq, "zmq_connect", false, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
        MethodHandle receive =
                handle(
                        zmq,
                        "zmq_recv",
                        false,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT);
        MemorySegment context = (MemorySegment) newContext.invokeExact();
        MemorySegment socket = (MemorySegment) newSocket.invokeExact(context, SUB);
        MemorySegment buffer = arena.allocate(BUFFER_BYTES);
        check((int) setOption.invokeExact(socket, SUBSCRIBE, buffer, 0L));
        check((int) connect.invokeExact(socket, arena.allocateFrom("tcp://" + address)));
        while (true) {
            check((int) receive.invokeExact(socket, buffer, BUFFER_BYTES, 0));
            frames.lazySet(frames.get() + 1);
        }
    }

    private static MethodHandle handle(
            SymbolLookup library, String name, boolean pointer, ValueLayout... arguments) {
        FunctionDescriptor function =
                FunctionDescriptor.of(
                        pointer ? ValueLayout.ADDRESS : ValueLayout.JAVA_INT, arguments);
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), function);
    }

    private static void check(int result) {
        if (result < 0) {
            throw new IllegalStateException("libzmq refuses");
        }
    }
}
