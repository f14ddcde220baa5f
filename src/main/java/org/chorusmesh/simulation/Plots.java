package org.chorusmesh.simulation;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws runs and studies, as PNG and SVG. */
final class Plots {

    private static final int WIDTH = 1000;

    private static final int HEIGHT = 560;

    private static final int MAX_PHASES = 40;

    private static final double LEAST_SPREAD = 1e-9;

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

    private Plots() {}

    /**
     * Draws the order parameter, the spread and the phases of some runs of one scenario.
     *
     * @param runs by the name of the curve
     * @param meanFrequency mean of the natural frequencies, rad/s
     */
    static void draw(String title, Map<String, Trace> runs, double meanFrequency, Path directory)
            throws IOException {
        // Without a display, and without a window that keeps the process alive.
        System.setProperty("java.awt.headless", "true");
        XYChart order = chart(title + ": order parameter", "seconds", "r");
        order.getStyler().setYAxisMin(0.0).setYAxisMax(1.02);
        order.getStyler().setYAxisDecimalPattern(LINEAR);
        XYChart spread = chart(title + ": spread of the phases", "seconds", "radians");
        spread.getStyler().setYAxisLogarithmic(true);
        int colour = 0;
        for (Map.Entry<String, Trace> run : runs.entrySet()) {
            Trace trace = run.getValue();
            double[] times = trace.times();
            double[] orders = new double[trace.size()];
            double[] spreads = new double[trace.size()];
            for (int s = 0; s < times.length; s++) {
                orders[s] = trace.order(s);
                spreads[s] = Math.max(LEAST_SPREAD, trace.spread(s));
            }
            line(order, run.getKey(), times, orders, colour);
            line(spread, run.getKey(), times, spreads, colour++);
        }
        XYChart drift =
                chart(
                        title + ": mean phase against the mean natural frequency",
                        "seconds",
                        "radians");
        drift.getStyler().setYAxisDecimalPattern(LINEAR);
        colour = 0;
        for (Map.Entry<String, Trace> run : runs.entrySet()) {
            double[] times = run.getValue().times();
            line(drift, run.getKey(), times, run.getValue().drift(meanFrequency), colour++);
        }
        save(drift, directory.resolve("drift"));
        save(order, directory.resolve("order"));
        save(spread, directory.resolve("spread"));
        for (Map.Entry<String, Trace> run : runs.entrySet()) {
            if (run.getValue().isDetailed()) {
                String suffix =
                        run.getKey().equals("as built") ? "" : "-" + run.getKey().replace(' ', '-');
                save(
                        phases(title + ", " + run.getKey(), run.getValue()),
                        directory.resolve("phases" + suffix));
            }
        }
    }

    private static XYChart phases(String title, Trace trace) {
        XYChart chart = chart(title + ": phases relative to their mean", "seconds", "radians");
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setYAxisMin(-Math.PI).setYAxisMax(Math.PI);
        double[] times = trace.times();
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
            line(chart, "n" + node, times, relative, node / every);
        }
        return chart;
    }

    /**
     * Curves over a common axis.
     *
     * @param curves by name: x to y
     * @param logX whether the x axis is logarithmic
     */
    static void curves(
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

    private static void line(XYChart chart, String name, double[] xs, double[] ys, int colour) {
        chart.addSeries(name, xs, ys)
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(COLOURS[colour % COLOURS.length])
                .setLineWidth(1.6f);
    }

    private static void save(XYChart chart, Path file) throws IOException {
        BitmapEncoder.saveBitmap(chart, file + ".png", BitmapEncoder.BitmapFormat.PNG);
        VectorGraphicsEncoder.saveVectorGraphic(
                chart, file + ".svg", VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
    }
}
