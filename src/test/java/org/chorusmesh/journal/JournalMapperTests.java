package org.chorusmesh.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.journal.proto.Header;
import org.chorusmesh.journal.proto.Step;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.wire.TestReports;
import org.junit.jupiter.api.Test;

class JournalMapperTests {

    private static JournalHeader header(long firstNumber, MemberRules members) {
        NodeConfiguration configuration =
                new NodeConfiguration(
                        new NodeIdentity("mesh", "n0", new Boot(7, -9)),
                        Settings.defaults(),
                        JoinMode.ALIGN,
                        1,
                        100,
                        true,
                        5,
                        firstNumber,
                        members);
        return new JournalHeader(configuration, 42, -3);
    }

    @Test
    void whatANodeIsBornWithComesBack() throws InvalidProtocolBufferException {
        long day = MemberRules.MAX_HOLD_NANOS;
        for (JournalHeader header :
                List.of(
                        header(0, null),
                        header(0, MemberRules.DEFAULT),
                        header(BeatReport.MAX_NUMBER, new MemberRules(day, 12, 16, 255)))) {
            byte[] bytes = JournalMapper.toMessage(header).toByteArray();
            assertThat(JournalMapper.toHeader(Header.parseFrom(bytes))).isEqualTo(header);
        }
    }

    private static JournalEntry entry(Report report) {
        Inbound inbound = new Inbound(List.of(new Arrival(report, 5)), 1, 2, 3);
        return new JournalEntry(9, inbound, List.of(), 8, BeatReport.MAX_NUMBER);
    }

    @Test
    void aStepWithItsBeatsIsReadBack() throws InvalidProtocolBufferException {
        JournalEntry entry =
                entry(TestReports.with(TestReports.report("a", 7, 3), TestReports.beats(16, 2)));
        byte[] bytes = JournalMapper.toMessage(entry).toByteArray();
        assertThat(JournalMapper.toEntry(Step.parseFrom(bytes))).isEqualTo(entry);
    }

    @Test
    void aStateThatThereIsNotIsNamed() {
        Report report = TestReports.with(TestReports.report("a", 7), TestReports.beats(1, 0));
        Step.Builder step = JournalMapper.toMessage(entry(report)).toBuilder();
        step.getArrivalsBuilder(0)
                .getReportBuilder()
                .getBeatsBuilder()
                .getMembersBuilder(0)
                .setStateValue(9);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalMapper.toEntry(step.build()))
                .withMessageContaining("the unknown state 9");
    }
}
