package org.chorusmesh.benchmarks.frames;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chorusmesh.benchmarks.harness.Bench;
import org.chorusmesh.benchmarks.harness.Event;
import org.chorusmesh.benchmarks.harness.Host;
import org.chorusmesh.benchmarks.harness.MarkdownTable;
import org.chorusmesh.benchmarks.harness.Part;
import org.chorusmesh.benchmarks.harness.Samples;
import org.chorusmesh.benchmarks.harness.Subject;

/** What a node does with frames beside bare sockets: a flood of them, and a mesh at 20 Hz. */
public final class FramesPart implements Part {

    private static final int USUAL_TRIALS = 3;

    private static final int PORT = 5690;

    private static final String PERIOD_NANOS = "50000000";

    private static final Duration LIMIT = Duration.ofSeconds(300);

    /** The compiler that a long run has; the common options are those of a short one. */
    private static final List<String> JVM = List.of("-XX:TieredStopAtLevel=4", "-Xmx1g");

    @Override
    public String name() {
        return "frames";
    }

    @Override
    public void run(Bench bench) {
        flood(bench);
        mesh(bench);
    }

    private void flood(Bench bench) {
        Host sender = bench.network().host("sender");
        Host receiver = bench.network().host("receiver");
        String address = sender.address() + ":" + PORT;
        String bind = receiver.address() + ":" + PORT;
        String warmUp = bench.options().quick() ? "3" : "10";
        String seconds = bench.options().quick() ? "3" : "10";
        Subject flood = sender.startJava("flood", JVM, FloodSender.class, address);
        Map<String, Samples[]> rates = new LinkedHashMap<>();
        LibZmq libZmq = LibZmq.find(bench);
        for (int i = 0; i < bench.options().trials(USUAL_TRIALS); i++) {
            flooded(
                    rates,
                    "bare JeroMQ",
                    receiver.startJava("bare", JVM, BareReceiver.class, address, warmUp, seconds));
            flooded(
                    rates,
                    "a node of Chorus",
                    receiver.startJava(
                            "node", JVM, NodeReceiver.class, bind, address, warmUp, seconds));
            if (libZmq != null) {
                flooded(rates, libZmq.title(), libZmq.start(receiver, address, warmUp, seconds));
            }
        }
        flood.kill();
        MarkdownTable table =
                new MarkdownTable(
                        "a flood of reports, each received (and judged by a node)",
                        "frames a CPU-second",
                        "over bare JeroMQ",
                        "frames a second");
        double bare = rates.get("bare JeroMQ")[0].median();
        rates.forEach(
                (title, samples) ->
                        table.row(
                                title,
                                samples[0].medianAndRange(0),
                                number(samples[0].median() / bare),
                                samples[1].medianAndRange(0)));
        bench.results().write("frames", table.toString());
        bench.network().clear();
    }

    private static void flooded(Map<String, Samples[]> rates, String title, Subject receiver) {
        Event event = receiver.await(Meter.RATE, LIMIT);
        double frames = word(event, 0);
        Samples[] samples =
                rates.computeIfAbsent(
                        title, (name) -> new Samples[] {new Samples(), new Samples()});
        samples[0].add(frames / (word(event, 1) / 1e9));
        samples[1].add(frames / (word(event, 2) / 1e9));
        receiver.kill();
    }

    private void mesh(Bench bench) {
        MarkdownTable table =
                new MarkdownTable(
                        "a whole mesh in one JVM",
                        "frames a second",
                        "bytes of a frame",
                        "CPU, % of a core",
                        "over bare",
                        "latency, ms (p50)",
                        "latency, ms (p99)");
        Host host = bench.network().host("mesh");
        for (int nodes : new int[] {10, 30}) {
            List<Form> forms = forms(nodes);
            for (int i = 0; i < bench.options().trials(USUAL_TRIALS); i++) {
                long bytes = 0;
                for (Form form : forms) {
                    bytes = form.run(bench, host, bytes);
                }
            }
            double bare = forms.get(forms.size() - 1).cpu.median();
            forms.forEach((form) -> form.addTo(table, bare));
        }
        bench.results().write("mesh", table.toString());
        bench.network().clear();
    }

    /** The bare one is last: its frames have the size of those of the first. */
    private static List<Form> forms(int nodes) {
        List<Form> forms = new ArrayList<>();
        String count = "" + nodes;
        forms.add(
                new Form(
                        nodes + " nodes of Chorus at 20 Hz, full mesh",
                        ChorusMesh.class,
                        List.of(count, "STEADY", "0")));
        if (nodes > 17) {
            forms.add(
                    new Form(
                            nodes + " nodes of Chorus at 20 Hz, overlay of degree 16",
                            ChorusMesh.class,
                            List.of(count, "STEADY", "16")));
        }
        forms.add(
                new Form(
                        nodes + " nodes of Chorus as installed (a pace that adapts)",
                        ChorusMesh.class,
                        List.of(count, "ADAPTIVE", "16")));
        forms.add(
                new Form(
                        nodes + " times bare JeroMQ at 20 Hz, full mesh",
                        BareMesh.class,
                        List.of(count)));
        return forms;
    }

    private static double word(Event event, int i) {
        return Double.parseDouble(event.words().get(i));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** One kind of mesh, and what was seen of it. */
    private static final class Form {

        private final String title;
        private final Class<?> main;
        private final List<String> arguments;
        private final Samples frames = new Samples();
        private final Samples bytes = new Samples();
        private final Samples cpu = new Samples();
        private final Samples median = new Samples();
        private final Samples tail = new Samples();

        Form(String title, Class<?> main, List<String> arguments) {
            this.title = title;
            this.main = main;
            this.arguments = arguments;
        }

        /** Returns the bytes of the frames at 20 Hz of the full mesh. */
        long run(Bench bench, Host host, long bytesBefore) {
            bench.say("%s", this.title);
            List<String> all = new ArrayList<>(this.arguments);
            if (this.main == BareMesh.class) {
                all.add("" + bytesBefore);
                all.add(PERIOD_NANOS);
            }
            all.add("" + PORT);
            // The compilers have more to do for a node than for bare sockets, and a path is known,
            // on which the pace depends, by its last minute.
            all.add(bench.options().quick() ? "5" : "120");
            all.add(bench.options().quick() ? "5" : "15");
            Subject subject = host.startJava("mesh", JVM, this.main, all.toArray(String[]::new));
            Event event = subject.await(MeshMeter.MESH, LIMIT);
            subject.kill();
            double seconds = word(event, 2) / 1e9;
            this.frames.add(word(event, 0) / seconds);
            this.cpu.add(100 * word(event, 1) / 1e9 / seconds);
            this.median.add(word(event, 3) / 1e6);
            this.tail.add(word(event, 4) / 1e6);
            this.bytes.add(word(event, 5));
            return (bytesBefore == 0) ? (long) word(event, 5) : bytesBefore;
        }

        void addTo(MarkdownTable table, double bareCpu) {
            table.row(
                    this.title,
                    this.frames.medianAndRange(0),
                    String.format(Locale.ROOT, "%.0f", this.bytes.median()),
                    this.cpu.medianAndRange(1),
                    number(this.cpu.median() / bareCpu),
                    this.median.medianAndRange(2),
                    this.tail.medianAndRange(2));
        }
    }
}
