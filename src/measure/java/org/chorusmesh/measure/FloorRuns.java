package org.chorusmesh.measure;

import java.time.Duration;
import java.util.List;

/**
 * What is below the CPU of a node, measured as {@link MemberRuns} measures a node: an application
 * without a node, and bare JeroMQ that moves the frames of one.
 */
final class FloorRuns {

    private static final int PORT = 21_100;
    private static final int OTHERS_PORT = 21_200;
    private static final int HTTP_PORT = 21_900;
    private static final int[] NEIGHBOURS = {1, 9, 15, 16};
    private static final int FRAMES_PER_SECOND = 3;

    /** Of a report in a mesh of 16. */
    private static final int FRAME_BYTES = 1000;

    private static final int WARM_UP_MILLIS = 120_000;
    private static final int MEASURED_MILLIS = 60_000;

    private final Figures figures;

    FloorRuns(Figures figures) {
        this.figures = figures;
    }

    void run() {
        Process application = LoadRuns.java(ImageOptions.read(), BareApplication.class, HTTP_PORT);
        measure(application, "an application with web, actuator and security, and no node");
        for (int neighbours : NEIGHBOURS) {
            Process others = members(List.of(), OTHERS_PORT, neighbours, PORT, 1);
            try {
                measure(
                        members(ImageOptions.read(), PORT, 1, OTHERS_PORT, neighbours),
                        "bare JeroMQ with %d neighbours, %d frames of %d bytes a second to and from each"
                                .formatted(neighbours, FRAMES_PER_SECOND, FRAME_BYTES));
            } finally {
                LoadRuns.end(others);
            }
        }
    }

    private static Process members(
            List<String> options, int port, int count, int dialledPort, int dialled) {
        return LoadRuns.java(
                options,
                BareMembers.class,
                port,
                count,
                dialledPort,
                dialled,
                FRAMES_PER_SECOND,
                FRAME_BYTES);
    }

    private void measure(Process process, String what) {
        try {
            Mesh.pause(WARM_UP_MILLIS);
            Duration before = cpu(process);
            long beganNanos = System.nanoTime();
            Mesh.pause(MEASURED_MILLIS);
            double nanos = cpu(process).minus(before).toNanos();
            this.figures.add(
                    "CPU of " + what + ", with the options of the image",
                    "",
                    "%.2f %%",
                    100 * nanos / (System.nanoTime() - beganNanos));
        } finally {
            LoadRuns.end(process);
        }
    }

    private static Duration cpu(Process process) {
        return process.toHandle().info().totalCpuDuration().orElseThrow();
    }
}
