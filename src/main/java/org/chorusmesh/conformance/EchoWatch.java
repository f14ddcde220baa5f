package org.chorusmesh.conformance;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;

/** Checks the echoes of the member, and measures the path to it. */
final class EchoWatch {

    private static final long TOLERANCE_NANOS = 5_000_000L;

    private final Partner partner;
    private final Findings findings;
    private final Map<Long, Rule> refusedStamps = new HashMap<>();
    private final Map<Long, Rule> refusedBoots = new HashMap<>();
    private final Set<Long> ownBoots = new HashSet<>();
    private Rule blamed = Rule.ECHO_HELD;
    private long echoedStampNanos;
    private long echoedBoot;
    private long echoedReceiptNanos;
    private boolean echoed;
    private long echoedAtNanos;
    private boolean strangers;
    private long strangerAtNanos;
    private long leastForwardNanos = Long.MAX_VALUE;
    private long leastBackNanos = Long.MAX_VALUE;

    EchoWatch(Partner partner, Findings findings) {
        this.partner = partner;
        this.findings = findings;
    }

    /** Declares that the member must not echo a report with a stamp. */
    void refuseStamp(long stampNanos, Rule rule) {
        this.refusedStamps.put(stampNanos, rule);
    }

    /** Declares that the member must not echo a report of a boot. */
    void refuseBoot(long bits, Rule rule) {
        this.refusedBoots.put(bits, rule);
    }

    /** Sets the rule that is broken if the receipt time of a report changes. */
    void blame(Rule rule) {
        this.blamed = rule;
    }

    /** Whether the member has echoed the present boot of the partner. */
    boolean isAnswered() {
        return this.echoed && this.echoedBoot == this.partner.boot().bits();
    }

    /** The newest stamp of the partner that was echoed; undefined before the first echo. */
    long echoedStampNanos() {
        return this.echoedStampNanos;
    }

    /** When the last echo of the partner arrived. */
    long echoedAtNanos() {
        return this.echoedAtNanos;
    }

    /** Whether the member has echoed another peer since an instant. */
    boolean hasStrangers(long sinceNanos) {
        return this.strangers && this.strangerAtNanos - sinceNanos >= 0;
    }

    /** Converts an instant of the member's clock to this clock. */
    long toOwnClock(long stampNanos) {
        long transit = (this.leastForwardNanos + this.leastBackNanos) / 2;
        return stampNanos + this.leastForwardNanos - transit;
    }

    void hear(Report report, long receivedNanos) {
        this.ownBoots.add(this.partner.boot().bits());
        this.leastForwardNanos =
                Math.min(this.leastForwardNanos, receivedNanos - report.stampNanos());
        for (Echo echo : report.echoes()) {
            Rule boot = this.refusedBoots.get(echo.bootBits());
            Rule stamp = this.refusedStamps.get(echo.stampNanos());
            if (boot != null) {
                this.findings.judge(boot, false, () -> "echoed " + echo);
            } else if (!this.ownBoots.contains(echo.bootBits())) {
                this.strangers = true;
                this.strangerAtNanos = receivedNanos;
            } else if (stamp != null) {
                this.findings.judge(stamp, false, () -> "echoed " + echo);
            } else {
                judge(echo, report, receivedNanos);
            }
        }
    }

    private void judge(Echo echo, Report report, long receivedNanos) {
        this.echoedAtNanos = receivedNanos;
        boolean known = this.echoed && echo.bootBits() == this.echoedBoot;
        boolean sent =
                this.findings.judge(
                        Rule.ECHO_STAMP,
                        this.partner.hasSent(echo.stampNanos())
                                && (!known || echo.stampNanos() - this.echoedStampNanos >= 0),
                        () -> "echoed " + echo);
        if (!sent) {
            return;
        }
        long receiptNanos = report.stampNanos() - echo.heldNanos();
        long roundTripNanos = receivedNanos - echo.stampNanos() - echo.heldNanos();
        // Every echo of the same report must give the same receipt time.
        boolean again = known && echo.stampNanos() == this.echoedStampNanos;
        long shiftNanos = again ? receiptNanos - this.echoedReceiptNanos : 0;
        this.findings.judge(
                Rule.ECHO_HELD,
                roundTripNanos >= -TOLERANCE_NANOS,
                () -> "gives a round trip of " + Units.millis(roundTripNanos));
        if (again) {
            this.findings.judge(
                    this.blamed,
                    Math.abs(shiftNanos) <= TOLERANCE_NANOS,
                    () -> "the receipt time of a report changed by " + Units.millis(shiftNanos));
        }
        this.leastBackNanos = Math.min(this.leastBackNanos, receiptNanos - echo.stampNanos());
        this.echoed = true;
        this.echoedBoot = echo.bootBits();
        this.echoedStampNanos = echo.stampNanos();
        this.echoedReceiptNanos = receiptNanos;
    }
}
