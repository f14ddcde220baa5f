package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.node.Command;
import org.chorusmesh.schedule.BeatSource;
import org.chorusmesh.service.Guidance;
import org.chorusmesh.service.NodeEvent;
import org.chorusmesh.service.NodeHealth;
import org.chorusmesh.service.WatchedNode;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests for {@link WatchFrames} and {@link WatchClient}, under virtual time. */
class WatchFramesTests {

    private final WatchedNode watched = new WatchedNode();

    private final WatchFrames frames =
            new WatchFrames(
                    () -> Guidance.of(this.watched.synchrony()),
                    this.watched.chronicle(),
                    () -> new NodeHealth(NodeHealth.Status.UP, List.of()),
                    new Acting(new VirtualSource(this.watched)),
                    MemberRules.DEFAULT,
                    JsonMapper.shared());

    private final WatchClient client = new WatchClient(new SseEmitter(0L), "");

    @Test
    void sendsWhatRarelyChangesOnlyWhenItHasChanged() throws IOException {
        this.watched.add("b");
        this.watched.run(8);
        assertThat(names(next(this.client))).containsExactly("peers", "members", "state");
        for (int i = 0; i < 40; i++) {
            this.watched.run(0.25);
            assertThat(names(next(this.client))).containsExactly("state");
        }
        this.watched.command(new Command.OverridePeer("b", 0.5, null));
        List<Sent> changed = next(this.client);
        assertThat(names(changed)).containsExactly("peers", "state");
        assertThat(changed.get(0).json.get("overrideWeight").get(0).doubleValue()).isEqualTo(0.5);
        assertThat(changed.get(1).json.get("peers").longValue())
                .isEqualTo(changed.get(0).json.get("version").longValue());
    }

    @Test
    void columnsAreInTheOrderOfTheIdsThatTheirVersionHas() throws IOException {
        List<String> ids = List.of();
        long version = 0;
        Set<Long> versions = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            if (i < 20) {
                this.watched.add("p" + i);
            } else if (i < 40) {
                this.watched.remove("p" + (i - 20));
            }
            this.watched.run(0.25);
            for (Sent sent : next(this.client)) {
                if (sent.name.equals("peers")) {
                    ids = sent.json.get("ids").valueStream().map(JsonNode::stringValue).toList();
                    version = sent.json.get("version").longValue();
                    versions.add(version);
                } else if (sent.name.equals("state")) {
                    assertThat(sent.json.get("peers").longValue()).isEqualTo(version);
                    JsonNode columns = sent.json.get("columns");
                    assertThat(columns.get("state").stringValue()).hasSize(ids.size());
                    assertThat(columns.get("phaseDifference").size()).isEqualTo(ids.size());
                    JsonNode fired = sent.json.get("firedBeat");
                    assertThat(fired.isNull() || fired.get("offsetMicros").size() == ids.size())
                            .isTrue();
                }
            }
        }
        assertThat(versions).hasSizeGreaterThan(20);
        assertThat(ids).isEmpty();
    }

    @Test
    void aSlowClientMissesStatesButNoEventAndNoBeatAfterThem() throws IOException {
        next(this.client);
        WatchClient quick = new WatchClient(new SseEmitter(0L), "");
        next(quick);
        List<Long> heard = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            this.watched.add("p" + i);
            this.watched.run(0.25);
            heard.addAll(eventIds(next(quick)));
        }
        List<Sent> late = next(this.client);
        assertThat(names(late)).containsExactly("peers", "members", "state");
        assertThat(eventIds(late)).hasSizeGreaterThan(40).isEqualTo(heard);
        assertThat(state(late).get("firedBeat").get("number").longValue())
                .isEqualTo(lastBeatNumber());
        assertThat(eventIds(next(this.client))).isEmpty();
        assertThat(state(next(this.client)).get("firedBeat").isNull()).isTrue();
    }

    @Test
    void goesOnAfterTheLastEventOfTheSameBoot() throws IOException {
        this.watched.add("b");
        this.watched.run(1);
        String id = next(this.client).stream().map((sent) -> sent.id).reduce("", String::concat);
        assertThat(id).startsWith("000000000000002a-");
        this.watched.add("c");
        this.watched.run(1);
        WatchClient back = new WatchClient(new SseEmitter(0L), id);
        List<Long> after = eventIds(next(back));
        assertThat(after).isNotEmpty().isEqualTo(eventIds(next(this.client)));
        for (String other :
                List.of("", "7", "000000000000002b-1", "000000000000002a-x", id + "9x")) {
            WatchClient fresh = new WatchClient(new SseEmitter(0L), other);
            List<Sent> first = next(fresh);
            assertThat(names(first)).containsExactly("peers", "members", "state");
            assertThat(eventIds(first)).as(other).isEmpty();
        }
    }

    @Test
    void twoHundredPeersCostAViewerLessThan50KilobytesASecond() throws IOException {
        for (int i = 0; i < 200; i++) {
            this.watched.add("node-%03d.rack-7.example.org:5690".formatted(i));
        }
        this.watched.run(15);
        bytes(this.client);
        int bytes = 0;
        int seconds = 10;
        for (int i = 0; i < 4 * seconds; i++) {
            this.watched.run(0.25);
            bytes += bytes(this.client);
        }
        assertThat(this.watched.synchrony().inStepCount()).isEqualTo(200);
        assertThat(this.watched.synchrony().snapshot().beat().present().agreed()).isTrue();
        assertThat(bytes / seconds).isBetween(10_000, 50_000);
    }

    @Test
    void aStepThatIsLateByAMomentTakesNoAgreementAway() throws IOException {
        this.watched.add("b");
        this.watched.run(12);
        assertThat(agreed(next(this.client))).isTrue();
        this.watched.stall(0.3);
        List<Sent> late = next(this.client);
        assertThat(names(late)).containsExactly("state");
        assertThat(agreed(late)).isTrue();
        this.watched.stall(0.3);
        List<Sent> tooLate = next(this.client);
        assertThat(names(tooLate)).containsExactly("members", "state");
        assertThat(agreed(tooLate)).isFalse();
    }

    private static boolean agreed(List<Sent> sent) {
        return state(sent).get("beat").get("presentEpoch").get("agreed").booleanValue();
    }

    @Test
    void longIdsAreSentOnce() throws IOException {
        String id = "x".repeat(255);
        this.watched.add(id);
        this.watched.run(12);
        assertThat(text(this.client)).contains(id);
        for (int i = 0; i < 20; i++) {
            this.watched.run(0.25);
            assertThat(text(this.client)).doesNotContain(id);
        }
    }

    @Test
    void whatPeersChangeAllTheTimeIsSentOnceASecondAtMost() throws IOException {
        this.watched.add("b");
        this.watched.run(8);
        next(this.client);
        int sent = 0;
        for (int i = 0; i < 40; i++) {
            this.watched.varyFrequencies();
            this.watched.run(0.25);
            sent += names(next(this.client)).contains("peers") ? 1 : 0;
        }
        assertThat(sent).isBetween(5, 10);
    }

    private long lastBeatNumber() {
        var beats = this.watched.chronicle().beats();
        return beats.get(beats.size() - 1).number();
    }

    private List<Long> eventIds(List<Sent> sent) {
        List<Long> ids =
                state(sent)
                        .get("events")
                        .valueStream()
                        .map((e) -> e.get("id").longValue())
                        .toList();
        List<Long> known = this.watched.chronicle().events().stream().map(NodeEvent::id).toList();
        assertThat(known).containsAll(ids);
        return ids;
    }

    private static JsonNode state(List<Sent> sent) {
        return sent.get(sent.size() - 1).json;
    }

    private static List<String> names(List<Sent> sent) {
        return sent.stream().map((event) -> event.name).toList();
    }

    private List<Sent> next(WatchClient to) throws IOException {
        List<Sent> sent = new ArrayList<>();
        for (String block : text(to).split("\n\n")) {
            if (block.startsWith("event:")) {
                String[] lines = block.split("\n");
                String id = lines[1].startsWith("id:") ? lines[1].substring(3) : "";
                String data = lines[lines.length - 1].substring("data:".length());
                sent.add(
                        new Sent(
                                lines[0].substring("event:".length()),
                                id,
                                JsonMapper.shared().readTree(data)));
            }
        }
        return sent;
    }

    private int bytes(WatchClient to) throws IOException {
        return text(to).getBytes(StandardCharsets.UTF_8).length;
    }

    private String text(WatchClient to) throws IOException {
        StringBuilder text = new StringBuilder();
        for (SseEventBuilder event : to.next(this.frames.make())) {
            event.build().forEach((part) -> text.append(part.getData()));
        }
        return text.toString();
    }

    private record Sent(String name, String id, JsonNode json) {}

    /** The beats of a node in virtual time. */
    private record VirtualSource(WatchedNode watched) implements BeatSource {

        @Override
        public String nodeId() {
            return "me";
        }

        @Override
        public BeatState state() {
            return this.watched.synchrony().snapshot().beat();
        }

        @Override
        public long nanoTime() {
            return this.watched.nowNanos();
        }

        @Override
        public java.time.InstantSource wallClock() {
            return this.watched.wallClock();
        }

        @Override
        public boolean isRunning() {
            return true;
        }

        @Override
        public boolean isCoupled() {
            return true;
        }

        @Override
        public long freshNanos() {
            return 40_000_000L;
        }

        @Override
        public long errorBoundNanos() {
            return 0;
        }

        @Override
        public void addStepListener(Runnable listener) {}

        @Override
        public void removeStepListener(Runnable listener) {}
    }
}
