package org.chorusmesh.members;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chorusmesh.causality.Boot;
import org.junit.jupiter.api.Test;

class AgreementTests {

    private static final long EPOCH = 9;

    private static final long DIGEST = 90;

    private static final Boot BOOT = new Boot(1, 1);

    private final Agreement agreement = new Agreement("me");

    private static FrozenList frozen(String... ids) {
        return new FrozenList(
                EPOCH,
                MemberList.of(List.of(ids).stream().map((id) -> new Slot(id, BOOT)).toList()),
                DIGEST);
    }

    private static Votes says(long digest, int radius) {
        Votes votes = new Votes();
        votes.hear(List.of(new ListVote(EPOCH, digest, radius)));
        return votes;
    }

    private void beginWithThree() {
        this.agreement.begin(EPOCH, frozen("a", "b", "me"));
    }

    @Test
    void theRadiusIsOneMoreThanTheLeastOfThoseAsked() {
        beginWithThree();
        this.agreement.ask("a", BOOT, says(DIGEST, 3), false);
        this.agreement.ask("b", BOOT, says(DIGEST, 1), false);
        assertThat(this.agreement.radius(false)).isEqualTo(2);
    }

    @Test
    void theRadiusHasACeiling() {
        beginWithThree();
        this.agreement.ask("a", BOOT, says(DIGEST, 255), false);
        assertThat(this.agreement.radius(false)).isEqualTo(255);
    }

    @Test
    void aMemberWithoutAListAgreesWithNone() {
        this.agreement.begin(EPOCH, null);
        this.agreement.ask("a", BOOT, says(DIGEST, 3), false);
        assertThat(this.agreement.radius(true)).isZero();
    }

    @Test
    void anotherDigestOfAnyoneEndsTheAgreement() {
        beginWithThree();
        this.agreement.ask("stranger", BOOT, says(DIGEST + 1, 3), false);
        this.agreement.ask("a", BOOT, says(DIGEST, 3), false);
        assertThat(this.agreement.radius(true)).isZero();
        beginWithThree();
        this.agreement.ask("a", BOOT, says(DIGEST, 3), false);
        this.agreement.ask("b", BOOT, says(DIGEST + 1, 3), false);
        assertThat(this.agreement.radius(true)).isZero();
    }

    /** It may have settled since, with a list of its own. */
    @Test
    void aNewcomerThatWasNotHeardSinceListsWereFrozenEndsTheAgreement() {
        beginWithThree();
        this.agreement.ask("a", BOOT, says(DIGEST, 3), false);
        this.agreement.ask("newcomer", BOOT, new Votes(), false);
        assertThat(this.agreement.radius(true)).isPositive();
        this.agreement.ask("newcomer", BOOT, new Votes(), true);
        assertThat(this.agreement.radius(true)).isZero();
        beginWithThree();
        this.agreement.ask("a", BOOT, says(DIGEST, 3), true);
        assertThat(this.agreement.radius(true)).isPositive();
    }

    @Test
    void oneOfTheListWhoSaysNothingOfTheEpochEndsTheAgreement() {
        beginWithThree();
        this.agreement.ask("a", BOOT, says(DIGEST, 3), false);
        this.agreement.ask("b", BOOT, new Votes(), false);
        assertThat(this.agreement.radius(true)).isZero();
        beginWithThree();
        this.agreement.ask("a", BOOT, says(DIGEST, 3), false);
        this.agreement.ask("b", BOOT, says(0, 3), false);
        assertThat(this.agreement.radius(true)).isZero();
    }

    @Test
    void whatIsSaidOfOtherEpochsIsNothing() {
        beginWithThree();
        Votes late = new Votes();
        late.hear(List.of(new ListVote(EPOCH - 4, DIGEST, 3), new ListVote(EPOCH - 1, DIGEST, 3)));
        this.agreement.ask("a", BOOT, late, false);
        assertThat(this.agreement.radius(true)).isZero();
    }

    @Test
    void aNewcomerOrAnotherBootThatSaysNothingIsPassedOver() {
        beginWithThree();
        this.agreement.ask("a", BOOT, says(DIGEST, 3), false);
        this.agreement.ask("stranger", BOOT, new Votes(), false);
        this.agreement.ask("b", new Boot(2, 1), says(0, 0), false);
        assertThat(this.agreement.radius(false)).isEqualTo(4);
    }

    /** It went on while most of the mesh was suspended, and acted alone. */
    @Test
    void aStrangerThatIsAheadEndsTheAgreementIfItMayHaveActedForTheEpoch() {
        beginWithThree();
        Votes ahead = new Votes();
        ahead.hear(List.of(new ListVote(EPOCH + 1, 1, 255), new ListVote(EPOCH + 2, 2, 255)));
        this.agreement.ask("a", BOOT, says(DIGEST, 3), false);
        this.agreement.ask("stranger", BOOT, ahead, false);
        assertThat(this.agreement.radius(false)).isZero();
        beginWithThree();
        ahead.hear(List.of(new ListVote(EPOCH, 0, 0)));
        this.agreement.ask("a", BOOT, says(DIGEST, 3), false);
        this.agreement.ask("stranger", BOOT, ahead, false);
        assertThat(this.agreement.radius(false)).isEqualTo(4);
    }

    @Test
    void aMemberThatIsNotOnTheListButSaysTheSameIsAskedToo() {
        beginWithThree();
        this.agreement.ask("a", BOOT, says(DIGEST, 3), false);
        this.agreement.ask("stranger", BOOT, says(DIGEST, 0), false);
        assertThat(this.agreement.radius(false)).isEqualTo(1);
    }

    @Test
    void withoutPeersOnlyAMemberAloneForLongHasAgreement() {
        this.agreement.begin(EPOCH, frozen("me"));
        assertThat(this.agreement.radius(true)).isEqualTo(255);
        assertThat(this.agreement.radius(false)).isZero();
        this.agreement.ask("stranger", BOOT, new Votes(), false);
        assertThat(this.agreement.radius(true)).isEqualTo(255);
        beginWithThree();
        assertThat(this.agreement.radius(true)).isZero();
        this.agreement.begin(EPOCH, frozen("a"));
        assertThat(this.agreement.radius(true)).isZero();
    }

    @Test
    void onePeerWithoutAgreementIsOneLinkAway() {
        beginWithThree();
        this.agreement.ask("a", BOOT, says(DIGEST, 0), false);
        assertThat(this.agreement.radius(false)).isEqualTo(1);
    }

    @Test
    void anAgreementBeginsAfresh() {
        beginWithThree();
        this.agreement.ask("a", BOOT, says(DIGEST + 1, 3), false);
        beginWithThree();
        this.agreement.ask("a", BOOT, says(DIGEST, 1), false);
        assertThat(this.agreement.radius(false)).isEqualTo(2);
    }

    @Test
    void aPeerWithTheSameListAtAnotherBeatEndsTheAgreement() {
        beginWithThree();
        this.agreement.ask("a", BOOT, says(DIGEST, 3), false);
        this.agreement.refuteSame(says(0, 0));
        this.agreement.refuteSame(new Votes());
        assertThat(this.agreement.radius(false)).isEqualTo(4);
        this.agreement.ask("b", BOOT, says(DIGEST, 3), false);
        this.agreement.refuteSame(says(DIGEST, 3));
        assertThat(this.agreement.radius(false)).isZero();
    }

    @Test
    void aPeerOfTheListThatIsAtAnotherBeatEndsTheAgreement() {
        beginWithThree();
        this.agreement.ask("a", BOOT, says(DIGEST, 3), false);
        this.agreement.refute("a", BOOT, false);
        assertThat(this.agreement.radius(false)).isZero();
    }

    @Test
    void aStrangerAtAnotherBeatEndsItOnlyIfItIsSettled() {
        beginWithThree();
        this.agreement.ask("a", BOOT, says(DIGEST, 3), false);
        this.agreement.refute("stranger", BOOT, false);
        assertThat(this.agreement.radius(false)).isEqualTo(4);
        this.agreement.refute("stranger", BOOT, true);
        assertThat(this.agreement.radius(false)).isZero();
    }
}
