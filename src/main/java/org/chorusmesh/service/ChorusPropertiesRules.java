package org.chorusmesh.service;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.chorusmesh.gossip.Endpoint;
import org.chorusmesh.gossip.PeerEntry;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The rules that {@link ChorusProperties} must keep, apart from being readable at all. Ranges of
 * settings are {@linkplain Settings#violations() the node's own}.
 */
final class ChorusPropertiesRules {

    static final int MIN_KEY_LENGTH = 16;

    static final int MAX_KEYS = 2;

    static final int MAX_PEERS_LIMIT = 100_000;

    private static final int MAX_NAME_BYTES = 255;

    private static final Duration MAX_PATIENCE = Duration.ofDays(1);

    private final ChorusProperties properties;

    private final List<Violation> violations = new ArrayList<>();

    private ChorusPropertiesRules(ChorusProperties properties) {
        this.properties = properties;
    }

    /** Every rule that the properties break; empty if a node can start with them. */
    static List<Violation> violations(ChorusProperties properties) {
        return new ChorusPropertiesRules(properties).check();
    }

    private List<Violation> check() {
        if (this.properties.nodeId() != null) {
            checkName("chorus.node-id", this.properties.nodeId());
        }
        checkName("chorus.mesh", this.properties.mesh());
        checkSettings();
        if (this.properties.maxPeers() < 1 || this.properties.maxPeers() > MAX_PEERS_LIMIT) {
            add("chorus.max-peers", "must be between 1 and " + MAX_PEERS_LIMIT);
        }
        new BeatRules(this.properties).check(this.violations);
        checkPatience("chorus.join-patience", this.properties.joinPatience());
        checkPatience("chorus.gossip.bind-patience", this.properties.gossip().bindPatience());
        if (this.properties.health().minPeers() < 0) {
            add("chorus.health.min-peers", "must not be negative");
        }
        if (this.properties.journal().maxSize().toBytes() < 1) {
            add("chorus.journal.max-size", "must be at least 1 byte");
        }
        checkGossip(this.properties.gossip());
        WebRules.check(this.properties.web(), this::add);
        checkFollow(this.properties.follow());
        return this.violations;
    }

    private void checkPatience(String property, Duration patience) {
        if (patience.isNegative() || patience.compareTo(MAX_PATIENCE) > 0) {
            add(property, "must be between 0s and 1d");
        }
    }

    private void checkName(String property, String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (name.isBlank()
                || bytes > MAX_NAME_BYTES
                || name.chars().anyMatch(Character::isISOControl)) {
            add(property, "must be 1 to " + MAX_NAME_BYTES + " bytes without control characters");
        }
    }

    private void checkSettings() {
        for (org.chorusmesh.settings.Violation violation :
                this.properties.settings().violations()) {
            Set<String> judgedWith = new TreeSet<>();
            String reason = violation.message();
            for (Setting other : violation.judgedWith()) {
                judgedWith.add(other.property());
                reason += " (%s is %s)".formatted(other.property(), this.properties.value(other));
            }
            String property = Setting.ofField(violation.field()).property();
            this.violations.add(new Violation(property, reason, judgedWith));
        }
    }

    private void checkGossip(ChorusProperties.Gossip gossip) {
        Endpoint bind = read("chorus.gossip.bind", gossip.bind(), "host:port", Endpoint::parse);
        for (int i = 0; i < gossip.peers().size(); i++) {
            read(
                    "chorus.gossip.peers[" + i + "]",
                    gossip.peers().get(i),
                    "host:port, host-[0-9]:port or discovery:NAME",
                    PeerEntry::parse);
        }
        if (gossip.keys().size() > MAX_KEYS) {
            add("chorus.gossip.keys", "must be at most " + MAX_KEYS + " keys");
        }
        for (int i = 0; i < gossip.keys().size(); i++) {
            checkKey("chorus.gossip.keys[" + i + "]", gossip.keys().get(i));
        }
        if (bind != null
                && !bind.isLoopback()
                && gossip.keys().isEmpty()
                && !gossip.allowUnauthenticated()) {
            this.violations.add(
                    new Violation(
                            "chorus.gossip.bind",
                            "must be a loopback address unless chorus.gossip.keys are set;"
                                    + " chorus.gossip.allow-unauthenticated=true allows it all the"
                                    + " same",
                            Set.of("chorus.gossip.keys", "chorus.gossip.allow-unauthenticated")));
        }
    }

    private void checkFollow(List<String> urls) {
        for (int i = 0; i < urls.size(); i++) {
            try {
                NodeUrl.parse(urls.get(i));
            } catch (IllegalArgumentException ex) {
                add("chorus.follow[" + i + "]", ex.getMessage());
            }
        }
    }

    /** A key that looks like another and is not would split the mesh. */
    private void checkKey(String property, String key) {
        if (key.length() < MIN_KEY_LENGTH) {
            add(property, "must have at least " + MIN_KEY_LENGTH + " characters");
        } else if (isBlank(key.codePointAt(0)) || isBlank(key.codePointBefore(key.length()))) {
            add(property, "must not begin or end with white space");
        } else if (key.codePoints().anyMatch(ChorusPropertiesRules::isInvisible)) {
            add(property, "must not contain a control character or an invisible one");
        }
    }

    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    private static boolean isInvisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.FORMAT;
    }

    private <T> @Nullable T read(
            String property, String text, String form, Function<String, T> reading) {
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException ex) {
            add(property, "must be " + form + "; " + ex.getMessage());
            return null;
        }
    }

    private void add(String property, String reason) {
        this.violations.add(new Violation(property, reason, Set.of()));
    }

    /**
     * One rule broken.
     *
     * @param property the property at fault, with its whole name
     * @param reason what it must be
     * @param judgedWith other properties that the rule looked at; where one of them is unreadable,
     *     it says nothing
     */
    record Violation(String property, String reason, Set<String> judgedWith) {}
}
