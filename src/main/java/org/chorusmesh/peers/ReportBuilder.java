package org.chorusmesh.peers;

import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.ComplexOrder;
import org.jspecify.annotations.Nullable;

/**
 * Makes a report that differs from another one in a few components. Each method sets the component
 * of the {@link Report} that has its name. Not thread-safe.
 */
public final class ReportBuilder {

    private String nodeId;
    private Boot boot;
    private long lamport;
    private long stampNanos;
    private long gossipPeriodNanos;
    private double phase;
    private double rate;
    private double naturalFrequency;
    private boolean joining;
    private boolean goodbye;
    private List<Echo> echoes;
    private @Nullable MeshSettings meshSettings;
    private @Nullable BeatReport beat;
    private @Nullable ComplexOrder order;
    private long longestPeriodNanos;

    /** Starts from the components of a report, which stays as it is. */
    public ReportBuilder(Report report) {
        this.nodeId = report.nodeId();
        this.boot = report.boot();
        this.lamport = report.lamport();
        this.stampNanos = report.stampNanos();
        this.gossipPeriodNanos = report.gossipPeriodNanos();
        this.phase = report.phase();
        this.rate = report.rate();
        this.naturalFrequency = report.naturalFrequency();
        this.joining = report.joining();
        this.goodbye = report.goodbye();
        this.echoes = report.echoes();
        this.meshSettings = report.meshSettings();
        this.beat = report.beat();
        this.order = report.order();
        this.longestPeriodNanos = report.longestPeriodNanos();
    }

    /** Returns the report. */
    public Report build() {
        return new Report(
                this.nodeId,
                this.boot,
                this.lamport,
                this.stampNanos,
                this.gossipPeriodNanos,
                this.phase,
                this.rate,
                this.naturalFrequency,
                this.joining,
                this.goodbye,
                this.echoes,
                this.meshSettings,
                this.beat,
                this.order,
                this.longestPeriodNanos);
    }

    /** Sets {@link Report#nodeId()}. */
    public ReportBuilder nodeId(String nodeId) {
        this.nodeId = nodeId;
        return this;
    }

    /** Sets {@link Report#boot()}. */
    public ReportBuilder boot(Boot boot) {
        this.boot = boot;
        return this;
    }

    /** Sets {@link Report#lamport()}. */
    public ReportBuilder lamport(long lamport) {
        this.lamport = lamport;
        return this;
    }

    /** Sets {@link Report#stampNanos()}. */
    public ReportBuilder stampNanos(long stampNanos) {
        this.stampNanos = stampNanos;
        return this;
    }

    /** Sets {@link Report#gossipPeriodNanos()}. */
    public ReportBuilder gossipPeriodNanos(long gossipPeriodNanos) {
        this.gossipPeriodNanos = gossipPeriodNanos;
        return this;
    }

    /** Sets {@link Report#phase()}. */
    public ReportBuilder phase(double phase) {
        this.phase = phase;
        return this;
    }

    /** Sets {@link Report#rate()}. */
    public ReportBuilder rate(double rate) {
        this.rate = rate;
        return this;
    }

    /** Sets {@link Report#naturalFrequency()}. */
    public ReportBuilder naturalFrequency(double naturalFrequency) {
        this.naturalFrequency = naturalFrequency;
        return this;
    }

    /** Sets {@link Report#joining()}. */
    public ReportBuilder joining(boolean joining) {
        this.joining = joining;
        return this;
    }

    /** Sets {@link Report#goodbye()}. */
    public ReportBuilder goodbye(boolean goodbye) {
        this.goodbye = goodbye;
        return this;
    }

    /** Sets {@link Report#echoes()}. */
    public ReportBuilder echoes(List<Echo> echoes) {
        this.echoes = echoes;
        return this;
    }

    /** Sets {@link Report#meshSettings()}. */
    public ReportBuilder meshSettings(@Nullable MeshSettings meshSettings) {
        this.meshSettings = meshSettings;
        return this;
    }

    /** Sets {@link Report#beat()}. */
    public ReportBuilder beat(@Nullable BeatReport beat) {
        this.beat = beat;
        return this;
    }

    /** Sets {@link Report#order()}. */
    public ReportBuilder order(@Nullable ComplexOrder order) {
        this.order = order;
        return this;
    }

    /** Sets {@link Report#longestPeriodNanos()}. */
    public ReportBuilder longestPeriodNanos(long longestPeriodNanos) {
        this.longestPeriodNanos = longestPeriodNanos;
        return this;
    }
}
