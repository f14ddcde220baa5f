package org.chorusmesh.simulation.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chorusmesh.simulation.mesh.Trace;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws runs and studies, as PNG and SVG. */
public final class Plots {

    private static final int WIDTH = 1000;

    private static final int HEIGHT = 560;

    private static final int MAX_PHASES = 40;

    // Less is nothing to see, and would leave the rest of the axis to it.
    private static final double LEAST_SPREAD = 1e-6;

    private static final double LEAST_DRIFT = 0.01;

    private static final float WIDE = 4f;

    private static final float NARROW = 1.6f;

    private static final Color[] COLOURS = {
        new Color(0x1f77b4),
        new Color(0xd62728),
        new Color(0x2ca02c),
        new Color(0x9467bd),
        new Color(0xff7f0e),
        new Color(0x17becf),
        new Color(0x8c564b),
        new Color(0xe377c2)
    };

    private static final String LINEAR = "0.####";

    private static final String POWERS = "0E0";

    private static final String TIME = "time, s";

    private Plots() {}

    /**
     * Draws the order parameter, the spread and the phases of some runs of one scenario.
     *
     * @param runs the run as built first
     */
    public static void draw(String title, List<Curve> runs, Path directory) throws IOException {
        // Without a display, and without a window that keeps the process alive.
        System.setProperty("java.awt.headless", "true");
        XYChart order = chart(title + ": order parameter", TIME, "order parameter r");
        order.getStyler().setYAxisMin(0.0).setYAxisMax(1.02);
        order.getStyler().setYAxisDecimalPattern(LINEAR);
        XYChart spread = chart(title + ": spread of the phases", TIME, "spread, rad");
        XYChart drift =
                chart(
                        title + ": mean phase against the mean natural frequency",
                        TIME,
                        "mean phase − mean ω·t, rad");
        drift.getStyler().setYAxisDecimalPattern(LINEAR);
        double least = 1;
        double most = 1;
        double lowest = 0;
        double highest = 0;
        int colour = 0;
        for (Curve run : runs) {
            Trace trace = run.trace();
            double[] times = times(trace);
            double[] orders = new double[trace.size()];
            double[] spreads = new double[trace.size()];
            for (int s = 0; s < times.length; s++) {
                orders[s] = trace.order(s);
                spreads[s] = Math.max(LEAST_SPREAD, trace.spread(s));
                least = Double.isNaN(spreads[s]) ? least : Math.min(least, spreads[s]);
                most = Double.isNaN(spreads[s]) ? most : Math.max(most, spreads[s]);
            }
            // What lies under the others must be seen beside them.
            float width = (colour == 0 && runs.size() > 1) ? WIDE : NARROW;
            line(order, run.name(), times, orders, colour, width);
            line(spread, run.name(), times, spreads, colour, width);
            double[] drifts = trace.drift(runs.get(0).meanOmega());
            for (double away : drifts) {
                lowest = Double.isNaN(away) ? lowest : Math.min(lowest, away);
                highest = Double.isNaN(away) ? highest : Math.max(highest, away);
            }
            line(drift, run.name(), times, drifts, colour, width);
            colour++;
        }
        // For labels that differ in nothing that they show the library searches for minutes.
        if (highest - lowest < LEAST_DRIFT) {
            drift.getStyler().setYAxisMin(lowest - LEAST_DRIFT).setYAxisMax(highest + LEAST_DRIFT);
        }
        // Whole decades, as a logarithmic axis within one has no labels.
        spread.getStyler().setYAxisLogarithmic(true).setYAxisDecimalPattern(POWERS);
        spread.getStyler()
                .setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))))
                .setYAxisMax(Math.pow(10, Math.ceil(Math.log10(most))));
        save(drift, directory.resolve("drift"));
        save(order, directory.resolve("order"));
        save(spread, directory.resolve("spread"));
        for (Curve run : runs) {
            if (run.trace().isDetailed()) {
                save(
                        phases(title + ", " + run.name(), run.trace()),
                        directory.resolve("phases" + suffix(run)));
            }
            acts(title + ", " + run.name(), run, directory);
        }
    }

    private static void acts(String title, Curve run, Path directory) throws IOException {
        if (run.acts().isEmpty()) {
            return;
        }
        double end = run.trace().time(run.trace().size() - 1);
        String suffix = suffix(run);
        XYChart acts = chart(title + ": who acts when", TIME, "node");
        Timeline.draw(acts, run.acts(), run.jobs(), run.trace().nodes(), end, COLOURS);
        save(acts, directory.resolve("acts" + suffix));
        XYChart numbers = chart(title + ": beats behind the greatest number", TIME, "beats behind");
        numbers.getStyler().setLegendVisible(false);
        if (Timeline.drawNumbers(numbers, run.acts(), run.trace().nodes(), COLOURS)) {
            numbers.getStyler().setXAxisMin(0.0).setXAxisMax(end);
            save(numbers, directory.resolve("numbers" + suffix));
        }
    }

    private static String suffix(Curve run) {
        return run.name().equals(Curve.AS_BUILT) ? "" : "-" + run.name().replace(' ', '-');
    }

    private static XYChart phases(String title, Trace trace) {
        XYChart chart =
                chart(title + ": phases relative to their mean", TIME, "phase − mean phase, rad");
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setYAxisMin(-Math.PI).setYAxisMax(Math.PI);
        chart.getStyler().setYAxisDecimalPattern(LINEAR);
        double[] times = times(trace);
        int every = Math.max(1, trace.nodes() / MAX_PHASES);
        for (int node = 0; node < trace.nodes(); node += every) {
            double[] relative = new double[times.length];
            for (int s = 0; s < times.length; s++) {
                relative[s] =
                        org.chorusmesh.dynamics.Phases.difference(
                                trace.phase(s, node), trace.mean(s));
                // A line across the plot where a phase passes the far side would be no movement.
                if (s > 0 && Math.abs(relative[s] - relative[s - 1]) > Math.PI) {
                    relative[s] = Double.NaN;
                }
            }
            line(chart, "n" + node, times, relative, node / every, NARROW);
        }
        return chart;
    }

    /**
     * Curves over a common axis.
     *
     * @param curves by name: x to y
     * @param logX whether the x axis is logarithmic
     */
    public static void curves(
            String title,
            String xTitle,
            String yTitle,
            Map<String, TreeMap<Double, Double>> curves,
            boolean logX,
            boolean logY,
            Path file)
            throws IOException {
        System.setProperty("java.awt.headless", "true");
        XYChart chart = chart(title, xTitle, yTitle);
        chart.getStyler().setXAxisLogarithmic(logX);
        chart.getStyler().setYAxisLogarithmic(logY);
        int colour = 0;
        for (Map.Entry<String, TreeMap<Double, Double>> curve : curves.entrySet()) {
            List<Double> xs = new ArrayList<>(curve.getValue().keySet());
            if (!xs.isEmpty()) {
                XYSeries series =
                        chart.addSeries(
                                curve.getKey(), xs, new ArrayList<>(curve.getValue().values()));
                series.setMarker(SeriesMarkers.CIRCLE);
                series.setLineColor(COLOURS[colour % COLOURS.length]);
                series.setMarkerColor(COLOURS[colour++ % COLOURS.length]);
            }
        }
        save(chart, file);
    }

    private static XYChart chart(String title, String x, String y) {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .xAxisTitle(x)
                        .yAxisTitle(y)
                        .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setXAxisDecimalPattern("0.##");
        return chart;
    }

    /**
     * The instants of a trace, the first a hair late: where they are equally spaced the library
     * puts its labels at multiples of their distance, such as 0.7 s, however odd these are.
     */
    private static double[] times(Trace trace) {
        double[] times = trace.times();
        if (times.length > 1) {
            times[0] += 0.01 * (times[1] - times[0]);
        }
        return times;
    }

    private static void line(
            XYChart chart, String name, double[] xs, double[] ys, int colour, float width) {
        chart.addSeries(name, xs, ys)
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(COLOURS[colour % COLOURS.length])
                .setLineWidth(width);
    }

    private static void save(XYChart chart, Path file) throws IOException {
        BitmapEncoder.saveBitmap(chart, file + ".png", BitmapEncoder.BitmapFormat.PNG);
        VectorGraphicsEncoder.saveVectorGraphic(
                chart, file + ".svg", VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
    }
}
