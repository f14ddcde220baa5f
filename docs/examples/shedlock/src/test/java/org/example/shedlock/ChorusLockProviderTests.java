package org.example.shedlock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.chorusmesh.schedule.test.AutoConfigureTestChorus;
import org.chorusmesh.schedule.test.TestChorus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
@AutoConfigureTestChorus
class ChorusLockProviderTests {

    @Autowired private TestChorus chorus;

    @Autowired private LockProvider locks;

    private Optional<SimpleLock> lock(String name) {
        return this.locks.lock(
                new LockConfiguration(Instant.now(), name, Duration.ofMinutes(1), Duration.ZERO));
    }

    @BeforeEach
    void agree() {
        this.chorus.members();
        this.chorus.withAgreement();
    }

    @Test
    void aLoneMemberGetsEachLockOnceAtATime() {
        Optional<SimpleLock> first = lock("job");
        assertThat(first).isPresent();
        assertThat(lock("job")).isEmpty();
        first.orElseThrow().unlock();
        Optional<SimpleLock> again = lock("job");
        assertThat(again).isPresent();
        again.orElseThrow().unlock();
    }

    @Test
    void locksAreSpreadOverTheMembersByTheirNames() {
        this.chorus.members("a", "z");
        List<String> names = List.of("a", "b", "c", "d", "e", "f");
        List<Optional<SimpleLock>> gotten = names.stream().map(this::lock).toList();
        assertThat(gotten.stream().filter(Optional::isPresent)).hasSize(2);
        gotten.forEach((lock) -> lock.ifPresent(SimpleLock::unlock));
    }

    @Test
    void withoutAgreementNobodyGetsOne() {
        this.chorus.withoutAgreement();
        assertThat(lock("job")).isEmpty();
    }
}
