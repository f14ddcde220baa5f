package org.chorusmesh.node;

import java.util.List;
import org.chorusmesh.dynamics.Field;
import org.chorusmesh.peers.PeerTable;
import org.chorusmesh.peers.SentReports;
import org.chorusmesh.settings.Settings;

/**
 * Decides when the node looks at its peers, and when it reports: both once a gossip period, unless
 * its pace is adaptive and it is calm. Then it looks in each of its long steps, and the time to the
 * next report doubles from report to report. Whatever disturbs it makes a report due at once, and
 * the time starts from one gossip period again, after Trickle (Levis et al., 2004), or from more
 * where there is {@linkplain Congestion congestion}.
 *
 * <p>It also decides how long a calm node goes without a step: the exact step is as good for a long
 * time as for a short one while all peers turn at one rate. A peer that is disturbed states a
 * shorter time to its next report than it did; the first such report calls for a step.
 */
final class ReportPace {

    /** A report has news of so many gossip periods at most. */
    private static final int MOST_PERIODS = 8;

    /** K times the longest period: extrapolation is stable for two nodes up to 6. */
    private static final double MOST_COUPLING = 2;

    /** How far a phase may be from where it settles, and from where others take it to be. */
    private static final double CALM_RADIANS = 0.005;

    private final Pace pace;
    private final PeerTable peers;
    private final SettingsRegister register;
    private final BeatKeeper beats;
    private final Oscillator oscillator;
    private final ReportSchedule looks = new ReportSchedule();
    private final ReportSchedule reports = new ReportSchedule();
    private final SentReports sent = new SentReports();
    private final DeadReckoning reckoning = new DeadReckoning();
    private final Congestion congestion = new Congestion();
    private long peerChanges;
    private long version;
    private boolean disturbed;
    private boolean looking;
    private boolean due;
    private boolean calm;
    private long untilStepNanos;
    private long leastStatedNanos;
    private long plannedNanos;
    private long calmNanos;
    private long sentNanos;

    /** Other parameters are parts of the node. */
    ReportPace(
            Pace pace,
            PeerTable peers,
            SettingsRegister register,
            BeatKeeper beats,
            Oscillator oscillator) {
        this.pace = pace;
        this.peers = peers;
        this.register = register;
        this.beats = beats;
        this.oscillator = oscillator;
    }

    /**
     * Begins a step, after admission.
     *
     * @param running whether the node takes part in the mesh
     */
    void begin(long nowNanos, long elapsedNanos, List<Command> commands, boolean running) {
        Settings settings = this.register.settings();
        long periodNanos = settings.gossipPeriodNanos();
        // Kept until it is reported, which can be a gossip period later.
        this.disturbed |=
                !running
                        || elapsedNanos > pauseNanos()
                        || this.peers.changes() != this.peerChanges
                        || this.register.version() != this.version
                        || changesAnything(commands);
        this.peerChanges = this.peers.changes();
        this.version = this.register.version();
        if (elapsedNanos <= pauseNanos()) {
            this.congestion.step(elapsedNanos - untilStepNanos(), periodNanos);
        } else {
            this.congestion.sleptUntil(nowNanos);
        }
        boolean early = this.disturbed || this.beats.hasNews() || this.pace == Pace.STEADY;
        if (early) {
            this.plannedNanos = 0;
            this.calm = false;
        }
        this.due = this.reports.isReached(nowNanos, periodNanos(), settings.stepNanos());
        this.looking = this.looks.isDue(nowNanos, periodNanos, settings.stepNanos());
        // A calm node takes few steps, each for a reason.
        if ((this.due || this.calm) && !this.looking) {
            this.looks.restart(nowNanos);
            this.looking = true;
        }
    }

    /** A shorter pause is within what the peers cope with, and so is one after a long step. */
    private long pauseNanos() {
        long longerNanos =
                untilStepNanos() - this.pace.disturbedStepNanos(this.register.settings());
        return copesWithNanos() + Math.max(0, longerNanos);
    }

    private static boolean changesAnything(List<Command> commands) {
        for (Command command : commands) {
            if (!(command instanceof Command.AddressesKnown)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The part of the time since the last step on which what this step brings must not act. A node
     * that is calm, or in congestion, goes for longer than a step of the settings without one, and
     * knew of nothing new until then.
     *
     * @return nanoseconds; 0 unless it is one of these and woke in time, since one that overslept
     *     does not know what it missed
     */
    long undisturbedNanos(long elapsedNanos) {
        Settings settings = this.register.settings();
        // A step comes a little late as a rule.
        long inTimeNanos = longestWakingNanos() + settings.stepNanos();
        return ((this.calm || this.congestion.isOn()) && elapsedNanos <= inTimeNanos)
                ? Math.max(0, elapsedNanos - settings.stepNanos())
                : 0;
    }

    /** The longest time from the last step to this one in which the node has not slept. */
    long longestWakingNanos() {
        return Math.max(this.register.settings().gossipPeriodNanos(), this.untilStepNanos);
    }

    /** Whether the node looks at its peers in this step. */
    boolean isLooking() {
        return this.looking;
    }

    /**
     * Whether a report is due in this step. Called once, after the look.
     *
     * @param field the field of the peers in this step
     */
    boolean isDue(long nowNanos, Field field) {
        if (!this.looking) {
            return false;
        }
        Settings settings = this.register.settings();
        this.calm = isCalm(nowNanos, field, settings);
        if (!this.calm) {
            this.calmNanos = 0;
            this.plannedNanos = 0;
            this.due |= this.reports.isReached(nowNanos, periodNanos(), settings.stepNanos());
        }
        if (this.due) {
            this.reports.isDue(nowNanos, periodNanos(), settings.stepNanos());
            if (this.pace == Pace.ADAPTIVE) {
                this.congestion.look(
                        nowNanos,
                        this.peers.calm(),
                        settings,
                        Math.min(copesWithNanos(), mostByCouplingNanos(settings)));
            }
            if (this.calm) {
                long leastNanos = this.congestion.leastNanos(settings.gossipPeriodNanos(), false);
                this.calmNanos =
                        Math.min(
                                2 * Math.max(leastNanos, this.calmNanos),
                                longestPeriodNanos(settings));
                this.plannedNanos =
                        Math.min(
                                this.calmNanos,
                                this.beats.toAgreeNanos(
                                        this.oscillator.rate(),
                                        settings.stepNanos(),
                                        this.calmNanos,
                                        this.peers.calm().isRegular()));
            }
        }
        this.disturbed &= !this.due;
        if (this.calm) {
            this.leastStatedNanos = this.peers.calm().leastStatedNanos();
        }
        return this.due;
    }

    /**
     * Decides when the next step comes, at the end of a step. In each step of a node that is not
     * calm it could have to react. A calm one reacts to what it is not {@linkplain
     * #callBelowNanos() called} for in its next step.
     */
    void planStep(long nowNanos) {
        Settings settings = this.register.settings();
        long stepNanos = settings.stepNanos();
        long mostNanos;
        if (this.calm) {
            mostNanos =
                    Math.min(
                            Math.min(
                                    this.reports.untilNanos(nowNanos, periodNanos()),
                                    this.peers.calm().untilFadeNanos(settings.ttlNanos())),
                            longestStepNanos(settings));
        } else if (this.congestion.isOn()) {
            // What comes late anyway needs no step of its own.
            mostNanos = disturbedStepNanos(settings);
        } else {
            mostNanos = stepNanos;
        }
        this.untilStepNanos =
                Math.max(
                        stepNanos,
                        Math.min(
                                mostNanos,
                                this.beats.untilLastStepNanos(this.oscillator.rate(), stepNanos)));
    }

    /**
     * Where reports are lost, the sooner a node sees it, the sooner it reports again. Where a peer
     * states a short time, one that states as short a time does not {@linkplain #callBelowNanos()
     * call}, so the node looks for it.
     */
    private long longestStepNanos(Settings settings) {
        return this.peers.calm().isRegular()
                ? Math.min(
                        this.pace.calmStepNanos(settings),
                        Math.max(this.pace.disturbedStepNanos(settings), this.leastStatedNanos))
                : disturbedStepNanos(settings);
    }

    private long disturbedStepNanos(Settings settings) {
        return Math.min(this.pace.disturbedStepNanos(settings), settings.gossipPeriodNanos());
    }

    /** See {@link StepResult#untilNextNanos}. */
    long untilStepNanos() {
        return Math.max(this.register.settings().stepNanos(), this.untilStepNanos);
    }

    /** See {@link StepResult#callBelowNanos}. */
    long callBelowNanos() {
        return this.calm ? this.leastStatedNanos : 0;
    }

    private boolean isCalm(long nowNanos, Field field, Settings settings) {
        double calmRate = CALM_RADIANS * settings.coupling();
        return this.pace == Pace.ADAPTIVE
                && !this.disturbed
                && settings.noise() == 0
                && !field.isEmpty()
                && Math.abs(this.oscillator.rate() - field.meanRate()) < calmRate
                && this.beats.hasAgreement()
                && this.reckoning.errorRadians(
                                this.oscillator.phase(),
                                nowNanos,
                                this.peers.commonFrequency(this.register.observer()),
                                settings.coupling())
                        < CALM_RADIANS
                && this.peers
                        .calm()
                        .isCalm(
                                this.sent,
                                nowNanos,
                                settings.gossipPeriodNanos(),
                                settings.ttlNanos());
    }

    private long longestPeriodNanos(Settings settings) {
        long longest =
                Math.min(
                        MOST_PERIODS * settings.gossipPeriodNanos(),
                        Math.min(
                                copesWithNanos(),
                                this.peers.calm().longestPeriodNanos(settings.ttlNanos())));
        return Math.min(longest, mostByCouplingNanos(settings));
    }

    private static long mostByCouplingNanos(Settings settings) {
        return (long) (MOST_COUPLING / settings.coupling() * 1e9);
    }

    /** The longest time between two reports of a peer with which this node copes. */
    long copesWithNanos() {
        return this.register.settings().ttlNanos() / Settings.PERIODS_PER_TTL;
    }

    /** Number of gossip periods whose news the report that is due now carries. */
    int periods(long nowNanos) {
        if (!this.peers.calm().copes()) {
            return 1;
        }
        long periodNanos = this.register.settings().gossipPeriodNanos();
        long periods = (nowNanos - this.sentNanos + periodNanos / 2) / periodNanos;
        return (int) Math.max(1, Math.min(MOST_PERIODS, periods));
    }

    /** The time from this step's report to the next one, as intended. */
    long periodNanos() {
        long gossipPeriodNanos = this.register.settings().gossipPeriodNanos();
        return Math.max(
                this.congestion.leastNanos(gossipPeriodNanos, this.plannedNanos > 0),
                this.plannedNanos);
    }

    /** Records that a report is sent. */
    void sent(long nowNanos) {
        this.sentNanos = nowNanos;
        this.sent.add(nowNanos);
        this.reckoning.report(this.oscillator.phase(), this.oscillator.rate(), nowNanos);
    }
}
