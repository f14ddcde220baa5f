package org.chorusmesh.simulation.check;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.Fence;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.beat.Rotation;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.members.EpochLength;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.StepResult;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.simulation.mesh.Member;
import org.chorusmesh.simulation.mesh.Mesh;
import org.chorusmesh.simulation.scenario.Beats;
import org.chorusmesh.simulation.scenario.Event;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.Topology;
import org.jspecify.annotations.Nullable;

/** Runs the jobs of a scenario on the beats of the nodes, and checks numbers, owners and turns. */
final class BeatWatch {

    private static final int MAX_ACTS = 20_000;

    private static final int MAX_FIRINGS = 20_000;

    private static final double MAX_EPOCH_NANOS = 1e15;

    private final Beats beats;
    private final boolean isJudged;
    private final Breaches breaches;
    private final Hearing hearing;
    private final OneNumberCheck oneNumber;
    private final List<OwnerCheck> owners = new ArrayList<>();
    private final List<@Nullable TurnCheck> turns = new ArrayList<>();
    private final List<DueBeats> dueBeats = new ArrayList<>();
    private final List<Act> acts = new ArrayList<>();
    private final List<Firing> firings = new ArrayList<>();
    private final @Nullable Life[] lives = new Life[Hearing.MAX_PLACES];
    private final long[] lastFired = new long[Hearing.MAX_PLACES];
    private long fired;
    private long missed;
    private long sampledNanos;

    /**
     * @param breaches the list to which breaches are added
     */
    BeatWatch(Scenario scenario, Mesh mesh, List<Breach> breaches) {
        this.beats = scenario.beats();
        this.isJudged = this.beats.isJudged(scenario.topology());
        this.breaches = new Breaches(breaches);
        Bounds bounds = Bounds.of(scenario, mesh.omega());
        MemberRules rules = this.beats.rules(scenario.topology());
        int radius = (rules != null) ? rules.radius(scenario.nodes()) : 1;
        this.hearing =
                new Hearing(radius, bounds.leastTtl, bounds.mostTtl, bounds.mostStep, bounds.epoch);
        this.oneNumber =
                new OneNumberCheck(
                        scenario,
                        mesh,
                        this.hearing,
                        radius,
                        bounds.mostTtl,
                        bounds.mostPeriod,
                        this.breaches);
        // On other graphs a newcomer carries news, but no votes, from one side to the other. Two
        // processes of one id can be on both sides, and each counts for its side.
        boolean guarded =
                scenario.topology() instanceof Topology.Full
                        && this.beats.expected() >= scenario.nodes()
                        && scenario.events().stream()
                                .noneMatch((event) -> event instanceof Event.Duplicate);
        for (int job = 0; job < this.beats.jobs().size(); job++) {
            Beats.Job each = this.beats.jobs().get(job);
            OwnerCheck owner =
                    new OwnerCheck(
                            "job " + job,
                            this.hearing,
                            each.by() == Beats.By.TURN,
                            guarded,
                            bounds.mostTtl,
                            this.breaches);
            this.owners.add(owner);
            this.dueBeats.add(new DueBeats());
            this.turns.add(
                    (each.by() == Beats.By.TURN)
                            ? new TurnCheck(
                                    job,
                                    each.every(),
                                    this.hearing,
                                    owner,
                                    bounds.mostTtl,
                                    this.breaches,
                                    this::keep)
                            : null);
        }
    }

    /** The extremes of the settings of all nodes in a run, nanoseconds. */
    private record Bounds(long leastTtl, long mostTtl, long mostStep, long mostPeriod, long epoch) {

        static Bounds of(Scenario scenario, double[] omega) {
            List<Settings> all = new ArrayList<>();
            for (double each : omega) {
                all.add(scenario.settings().with(Setting.FREQUENCY, each / Phases.TURN));
            }
            for (Scenario.Speed speed : scenario.speeds()) {
                all.add(
                        scenario.settings()
                                .with(Setting.STEP, speed.stepNanos())
                                .with(Setting.GOSSIP_PERIOD, speed.gossipPeriodNanos()));
            }
            for (Event event : scenario.events()) {
                if (event instanceof Event.Settings change) {
                    all.add(change.change().applyTo(scenario.settings()));
                }
            }
            long leastTtl = Long.MAX_VALUE;
            long mostTtl = 0;
            long mostStep = 0;
            long mostPeriod = 0;
            for (Settings each : all) {
                leastTtl = Math.min(leastTtl, each.ttlNanos());
                mostTtl = Math.max(mostTtl, each.ttlNanos());
                mostStep = Math.max(mostStep, scenario.pace().disturbedStepNanos(each));
                mostPeriod = Math.max(mostPeriod, each.gossipPeriodNanos());
            }
            long epoch = 0;
            for (Settings each : all) {
                epoch = Math.max(epoch, epochNanos(each.frequencyHz(), mostPeriod));
            }
            return new Bounds(leastTtl, mostTtl, mostStep, mostPeriod, epoch);
        }

        private static long epochNanos(double hertz, long periodNanos) {
            double seconds = EpochLength.of(hertz, periodNanos) / Math.abs(hertz);
            return (long) Math.min(MAX_EPOCH_NANOS, seconds * 1e9);
        }
    }

    /** Records and checks a step of a node. */
    void stepped(long nanos, Member member, List<Arrival> arrivals, StepResult result) {
        int place = member.index();
        if (place >= Hearing.MAX_PLACES) {
            return;
        }
        Life life = this.lives[place];
        if (life == null || life.node() != member.node()) {
            life = new Life(member, nanos);
            this.lives[place] = life;
            this.lastFired[place] = -1;
            this.hearing.born(life, nanos);
        }
        BeatState state = life.node().beat();
        life.stepped(nanos, state.settled(), state.jumps(), result.untilNextNanos());
        if (result.report() != null) {
            life.sent(result.report(), nanos);
        }
        this.hearing.heard(life, arrivals, nanos);
        this.hearing.update(nanos);
        FiredBeat beat = result.beat();
        if (beat != null) {
            checkNumber(life, beat, nanos);
            keep(new Firing(place, beat.number(), Math.min(nanos, life.when(beat.atNanos()))));
            this.fired++;
        }
        if (this.isJudged) {
            work(life, state, beat, nanos);
        }
    }

    private void checkNumber(Life life, FiredBeat beat, long nanos) {
        long last = this.lastFired[life.place()];
        boolean inRange = beat.number() >= 0 && beat.number() <= BeatReport.MAX_NUMBER;
        boolean adds = last < 0 || beat.missed() == beat.number() - last - 1;
        if (beat.number() <= last || !inRange || !adds) {
            this.breaches.add(
                    Invariant.NUMBER_FORWARD,
                    nanos,
                    "%s fired beat %d after beat %d, and states %d missed"
                            .formatted(life, beat.number(), last, beat.missed()));
        }
        this.lastFired[life.place()] = beat.number();
        this.missed += (last < 0) ? 0 : beat.missed();
    }

    private void work(Life life, BeatState state, @Nullable FiredBeat beat, long nanos) {
        for (int job = 0; job < this.owners.size(); job++) {
            TurnCheck turn = this.turns.get(job);
            if (turn != null) {
                turn.stepped(life, state, beat, nanos);
            } else if (beat != null && this.beats.jobs().get(job).isDueAt(beat.number())) {
                work(job, life, state, beat, nanos);
            }
        }
    }

    private void work(int job, Life life, BeatState state, FiredBeat beat, long nanos) {
        long number = beat.number();
        Beats.Job what = this.beats.jobs().get(job);
        boolean acts = true;
        if (what.by() == Beats.By.ONE) {
            MemberList list = state.agreedList(number);
            acts =
                    list != null
                            && !list.present().isEmpty()
                            && Rotation.owner(list, number, what.every()).equals(life.nodeId());
            this.dueBeats.get(job).fired(number, this.hearing.alive().size(), list != null, acts);
            if (acts) {
                this.owners.get(job).acts(life, number, Fence.token(number, 0), nanos, nanos);
            }
        }
        if (acts) {
            keep(new Act(job, life.place(), number, Fence.token(number, 0), -1, 0, nanos, nanos));
        }
    }

    private void keep(Firing firing) {
        if (this.firings.size() < MAX_FIRINGS) {
            this.firings.add(firing);
        }
    }

    private void keep(Act act) {
        if (this.acts.size() < MAX_ACTS) {
            this.acts.add(act);
        }
    }

    /** Checks the mesh at a sample. */
    void sampled(long nanos) {
        this.oneNumber.sample(nanos);
        this.sampledNanos = nanos;
    }

    /** The counts and acts of the run. Ends open turns. */
    BeatFindings findings() {
        long turned = 0;
        long apart = 0;
        for (TurnCheck turn : this.turns) {
            if (turn != null) {
                turn.end(this.sampledNanos);
                turned += turn.turns();
                apart += turn.apart();
            }
        }
        return new BeatFindings(
                this.fired,
                this.missed,
                this.dueBeats.stream().mapToLong(DueBeats::due).sum(),
                this.dueBeats.stream().mapToLong(DueBeats::owned).sum(),
                this.dueBeats.stream().mapToLong(DueBeats::skipped).sum(),
                turned,
                apart,
                this.oneNumber.oneNumberSeconds(),
                List.copyOf(this.acts),
                List.copyOf(this.firings));
    }
}
