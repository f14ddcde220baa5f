package org.chorusmesh.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.chorusmesh.dynamics.OrderParameter;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.node.NodeSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A mesh in one process: beside the application's own node, one more for each of its peers, over
 * real sockets. Logs how they fall into step.
 */
public final class Demonstration implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(Demonstration.class);

    private static final long LOOK_MILLIS = 250;

    /** In step is r above 0.9999, for so many looks in a row. */
    private static final int LOOKS_IN_STEP = 8;

    private static final double R_IN_STEP = 0.9999;

    /** Once in step only every so many looks are worth a line. */
    private static final int RARELY = 40;

    private final ChorusNode first;

    private final List<ChorusNode> others;

    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    (task) -> new Thread(task, "chorus-demonstration"));

    private final List<ChorusNode> started = new ArrayList<>();

    private volatile boolean running;

    private int looks;

    private int looksInStep;

    Demonstration(ChorusNode first, List<ChorusNode> others) {
        this.first = first;
        this.others = List.copyOf(others);
    }

    /** All of its nodes, the application's own first. */
    public List<ChorusNode> nodes() {
        List<ChorusNode> nodes = new ArrayList<>();
        nodes.add(this.first);
        nodes.addAll(this.others);
        return nodes;
    }

    @Override
    public void start() {
        this.running = true;
        for (ChorusNode node : this.others) {
            node.start();
            this.started.add(node);
        }
        logger.info(
                "{} nodes in this process gossip over loopback sockets, each from a random phase",
                1 + others.size());
        this.executor.scheduleAtFixedRate(
                this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        NodeSnapshot snapshot = this.first.snapshot();
        OrderParameter order = snapshot.order();
        // In a large mesh the node hears a part of the others.
        long members = snapshot.beat().members().stream().filter(MemberView::isPresent).count();
        boolean whole = members == 1 + this.others.size();
        this.looksInStep = (whole && order.r() > R_IN_STEP) ? this.looksInStep + 1 : 0;
        if (this.looksInStep < LOOKS_IN_STEP || this.looks % RARELY == 0) {
            logger.info(
                    "n = {}  r = {}",
                    order.n(),
                    order.isDefined() ? String.format(Locale.ROOT, "%.6f", order.r()) : "-");
        }
        if (this.looksInStep == LOOKS_IN_STEP) {
            logger.info("In step. From here on one line every {} s", RARELY * LOOK_MILLIS / 1000);
        }
        this.looks++;
    }

    @Override
    public void stop() {
        this.running = false;
        this.executor.shutdownNow();
        this.started.forEach(ChorusNode::stop);
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    @Override
    public int getPhase() {
        return ChorusLifecycle.PHASE;
    }
}
