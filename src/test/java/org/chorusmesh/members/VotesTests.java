package org.chorusmesh.members;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VotesTests {

    private final Votes votes = new Votes();

    private static ListVote vote(long epoch, long digest) {
        return new ListVote(epoch, digest, 1);
    }

    @Test
    void nothingWasSaidAtFirst() {
        assertThat(this.votes.get(0)).isNull();
    }

    @Test
    void whatWasSaidOfTheLastFourEpochsIsKept() {
        for (long epoch = 5; epoch <= 9; epoch++) {
            this.votes.hear(List.of(vote(epoch - 1, 10 * epoch - 10), vote(epoch, 10 * epoch)));
        }
        assertThat(this.votes.get(5)).isNull();
        assertThat(this.votes.get(6)).isEqualTo(vote(6, 60));
        assertThat(this.votes.get(9)).isEqualTo(vote(9, 90));
        assertThat(this.votes.get(10)).isNull();
    }

    @Test
    void aReportWithoutVotesTakesNothingBack() {
        this.votes.hear(List.of(vote(5, 50)));
        this.votes.hear(List.of());
        assertThat(this.votes.get(5)).isEqualTo(vote(5, 50));
    }

    @Test
    void theLastWordOnAnEpochStands() {
        this.votes.hear(List.of(new ListVote(5, 50, 0)));
        this.votes.hear(List.of(new ListVote(5, 50, 3)));
        assertThat(this.votes.get(5)).isEqualTo(new ListVote(5, 50, 3));
        this.votes.hear(List.of(vote(5, 51), vote(5, 52)));
        assertThat(this.votes.get(5)).isEqualTo(vote(5, 52));
    }

    @Test
    void aWildEpochDoesNotKeepLaterVotesOut() {
        this.votes.hear(List.of(vote(Long.MAX_VALUE - 2, 1), vote(5, 50)));
        assertThat(this.votes.get(5)).isEqualTo(vote(5, 50));
        this.votes.hear(List.of(vote((1L << 61) + 1, 1)));
        assertThat(this.votes.get(5)).isNull();
        this.votes.hear(List.of(vote(5, 50)));
        assertThat(this.votes.get(5)).isEqualTo(vote(5, 50));
    }

    @Test
    void whoHasHadAListMayHaveHadThoseBeforeUnlessItSaidThatItHadNone() {
        this.votes.hear(List.of(vote(8, 80), vote(9, 90)));
        this.votes.hear(List.of(vote(10, 0), vote(11, 0)));
        assertThat(this.votes.mayHaveListed(7)).isTrue();
        assertThat(this.votes.mayHaveListed(9)).isFalse();
        assertThat(this.votes.mayHaveListed(10)).isFalse();
        this.votes.hear(List.of(vote(12, 0), vote(13, 0)));
        assertThat(this.votes.mayHaveListed(8)).isTrue();
        assertThat(this.votes.mayHaveListed(9)).isFalse();
    }

    @Test
    void whoHasNeverHadAListMayNotHaveHadOne() {
        this.votes.hear(List.of(vote(8, 0), vote(9, 0)));
        assertThat(this.votes.mayHaveListed(7)).isFalse();
    }

    /** Else one forged report would end the agreement of the mesh for as long as its boot lives. */
    @Test
    void aWildEpochIsForgottenWithTheNextReport() {
        this.votes.hear(List.of(vote(1L << 60, 1)));
        assertThat(this.votes.mayHaveListed(5)).isTrue();
        this.votes.hear(List.of());
        assertThat(this.votes.mayHaveListed(5)).isTrue();
        this.votes.hear(List.of(vote(5, 0), vote(6, 0)));
        assertThat(this.votes.mayHaveListed(4)).isFalse();
    }
}
