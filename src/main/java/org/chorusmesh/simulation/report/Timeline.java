package org.chorusmesh.simulation.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.chorusmesh.simulation.check.Act;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws who acts when: a row for each node, a bar for each turn, a dot for each other act. */
final class Timeline {

    private static final float BAR = 9f;

    private static final int DOT = 7;

    /** Where a logarithmic axis shows no node behind. */
    private static final double IN_STEP = 1;

    /** What is seen as a dot has to have a length too. */
    private static final double NO_LENGTH = 1e-9;

    private Timeline() {}

    /**
     * Adds the acts to a chart.
     *
     * @param jobs how many jobs there are
     * @param nodes how many nodes
     */
    static void draw(
            XYChart chart,
            List<Act> acts,
            List<String> jobs,
            int nodes,
            double seconds,
            Color[] of) {
        for (int job = 0; job < jobs.size(); job++) {
            List<Double> xs = new ArrayList<>();
            List<Double> ys = new ArrayList<>();
            boolean bars = false;
            // Jobs lie above each other within the row of a node.
            double above = (job - (jobs.size() - 1) / 2.0) * 0.6 / jobs.size();
            for (Act act : acts) {
                if (act.job() == job) {
                    bars |= act.of() > 0;
                    add(xs, ys, act, act.node() + above);
                }
            }
            if (xs.isEmpty()) {
                continue;
            }
            XYSeries series = chart.addSeries(jobs.get(job), xs, ys);
            series.setLineColor(of[job % of.length]);
            series.setMarkerColor(of[job % of.length]);
            if (bars) {
                series.setMarker(SeriesMarkers.NONE).setLineWidth(BAR);
            } else {
                series.setMarker(SeriesMarkers.CIRCLE).setLineWidth(0);
                series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            }
        }
        chart.getStyler().setMarkerSize(DOT);
        chart.getStyler().setYAxisMin(-0.5).setYAxisMax(nodes - 0.5);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(seconds);
        chart.getStyler().setYAxisDecimalPattern("'n'0");
    }

    /**
     * Adds to a chart how far each node's acts are behind the greatest number that any has acted
     * for.
     *
     * @return false, and nothing is drawn, where no two nodes act for one beat
     */
    static boolean drawNumbers(XYChart chart, List<Act> acts, int nodes, Color[] of) {
        List<Act> all =
                acts.stream()
                        .filter((act) -> act.of() == 0)
                        .sorted(Comparator.comparingLong(Act::beginNanos))
                        .toList();
        if (all.stream().map((act) -> act.job() + "/" + act.number()).distinct().count()
                == all.size()) {
            return false;
        }
        long greatest = 0;
        List<List<Double>> xs = new ArrayList<>();
        List<List<Double>> ys = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            xs.add(new ArrayList<>());
            ys.add(new ArrayList<>());
        }
        for (Act act : all) {
            greatest = Math.max(greatest, act.number());
            xs.get(act.node()).add(act.beginNanos() * 1e-9);
            // A beat is a turn: who fires a little later is not behind yet.
            long behind = greatest - act.number();
            ys.get(act.node()).add((behind <= 1) ? IN_STEP : behind);
        }
        for (int node = 0; node < nodes; node++) {
            if (!xs.get(node).isEmpty()) {
                XYSeries series = chart.addSeries("n" + node, xs.get(node), ys.get(node));
                series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(of[node % of.length]);
                series.setLineColor(of[node % of.length]).setLineWidth(1f);
            }
        }
        chart.getStyler().setYAxisLogarithmic(true).setMarkerSize(DOT);
        chart.getStyler().setYAxisDecimalPattern("0").setYAxisMin(IN_STEP);
        return true;
    }

    private static void add(List<Double> xs, List<Double> ys, Act act, double row) {
        xs.add(act.beginNanos() * 1e-9);
        ys.add(row);
        if (act.of() > 0) {
            xs.add(Math.max(act.endNanos(), act.beginNanos()) * 1e-9 + NO_LENGTH);
            ys.add(row);
            // A line goes from bar to bar unless something undefined lies between.
            xs.add(act.endNanos() * 1e-9 + 2 * NO_LENGTH);
            ys.add(Double.NaN);
        }
    }
}
