package org.example.turns;

import static org.assertj.core.api.Assertions.assertThat;

import org.chorusmesh.schedule.test.AutoConfigureTestChorus;
import org.chorusmesh.schedule.test.TestChorus;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Beats by hand: no sockets, and time that passes only where the test lets it pass. */
@SpringBootTest
@AutoConfigureTestChorus
class WarehouseTests {

    @Autowired private TestChorus chorus;

    @Autowired private Warehouse warehouse;

    @Test
    void everybodyFlushesOneReportsAndEachCompactsInItsTurn() {
        this.chorus.members("a", "b");
        this.chorus.becomeBystander();
        this.chorus.advanceBeats(24);
        assertThat(this.warehouse.flushes()).isEqualTo(6);
        assertThat(this.warehouse.reports()).isZero();
        assertThat(this.warehouse.compactions()).isPositive();

        this.chorus.becomeOwner();
        this.chorus.advanceBeats(6);
        assertThat(this.warehouse.reports()).isEqualTo(1);

        this.chorus.withoutAgreement();
        this.chorus.advanceBeats(24);
        assertThat(this.warehouse.flushes()).isGreaterThan(12);
        assertThat(this.warehouse.reports()).isEqualTo(1);
    }
}
