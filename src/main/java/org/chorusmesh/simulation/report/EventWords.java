package org.chorusmesh.simulation.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.chorusmesh.settings.Durations;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.SettingsChange;
import org.chorusmesh.simulation.scenario.Event;

/** An event of a scenario as a sentence. */
final class EventWords {

    private static final int MAX_NAMED = 6;

    private EventWords() {}

    /** What happens, without a full stop. */
    static String of(Event event) {
        if (event instanceof Event.Partition partition) {
            return "A cut parts "
                    + partition.groups().stream()
                            .map(EventWords::names)
                            .collect(Collectors.joining(" from "))
                    + lasting(partition)
                    + (partition.held() ? "; frames come when it heals" : "");
        }
        if (event instanceof Event.Clog clog) {
            return "%d links %s their frames%s"
                    .formatted(clog.links().size(), clog.held() ? "hold" : "lose", lasting(clog));
        }
        if (event instanceof Event.Poison poison) {
            return "%d frames (%s) in the name of n%d reach %s"
                    .formatted(
                            poison.count(),
                            poison.forgery().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                            poison.as(),
                            who(poison.to(), "up"));
        }
        if (event instanceof Event.Duplicate duplicate) {
            return "A second process runs under the id n%d%s"
                    .formatted(duplicate.of(), lasting(duplicate));
        }
        if (event instanceof Event.Churn churn) {
            return "%s %% of the nodes a minute leave, and others come%s"
                    .formatted(number(100 * churn.perMinute()), lasting(churn));
        }
        return ofNodes(event);
    }

    private static String ofNodes(Event event) {
        String who = who(event.targets(), (event instanceof Event.Restart) ? "down" : "up");
        if (event instanceof Event.Crash) {
            return "Crash of " + who;
        }
        if (event instanceof Event.Leave) {
            return "Goodbye of " + who;
        }
        if (event instanceof Event.Restart restart) {
            return "Start of " + who + (restart.align() ? ", aligning" : ", freely");
        }
        if (event instanceof Event.Pause pause) {
            return "Pause of " + who + lasting(pause);
        }
        if (event instanceof Event.Suspend suspend) {
            return "Suspension of " + who + lasting(suspend);
        }
        if (event instanceof Event.Drift drift) {
            return "Clocks drift by %s ppm: %s".formatted(number(drift.ppm()), who);
        }
        if (event instanceof Event.ClockStep step) {
            String by = Durations.text(Math.abs(step.byNanos()));
            return "Clocks jump %s by %s: %s"
                    .formatted((step.byNanos() < 0) ? "back" : "ahead", by, who);
        }
        if (event instanceof Event.Settings change) {
            return "Change of settings (%s) of %s".formatted(values(change.change()), who);
        }
        if (event instanceof Event.Kick kick) {
            return "Kick by %s rad of %s".formatted(number(kick.radians()), who);
        }
        return event.kind();
    }

    private static String lasting(Event.Lasting event) {
        return " for " + Durations.text(event.forNanos());
    }

    private static String who(Event.Targets targets, String among) {
        if (targets.share() == 0) {
            return names(targets.nodes());
        }
        return (targets.share() == 1)
                ? "all nodes"
                : "%s %% of the nodes that are %s".formatted(number(100 * targets.share()), among);
    }

    private static String names(List<Integer> nodes) {
        String named =
                nodes.stream()
                        .limit(MAX_NAMED)
                        .map((node) -> "n" + node)
                        .collect(Collectors.joining(", "));
        return (nodes.size() <= MAX_NAMED)
                ? named
                : "%s and %d more".formatted(named, nodes.size() - MAX_NAMED);
    }

    private static String values(SettingsChange change) {
        return change.values().entrySet().stream()
                .map(EventWords::value)
                .collect(Collectors.joining(", "));
    }

    private static String value(Map.Entry<Setting, Number> entry) {
        Setting setting = entry.getKey();
        Number value = entry.getValue();
        return setting.word()
                + " "
                + (setting.isDuration() ? Durations.text(value.longValue()) : setting.show(value));
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceAll("\\.?0+$", "");
    }
}
