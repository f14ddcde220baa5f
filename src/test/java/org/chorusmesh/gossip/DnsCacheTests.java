package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DnsCacheTests {

    private static final String POSITIVE = "networkaddress.cache.ttl";
    private static final String NEGATIVE = "networkaddress.cache.negative.ttl";

    @AfterEach
    void shorten() {
        Security.setProperty(POSITIVE, "1");
        Security.setProperty(NEGATIVE, "1");
    }

    @Test
    void whatTheJdkShipsWithIsShortenedToASecond() {
        Security.setProperty(NEGATIVE, "10");
        DnsCache.keepShort();
        assertThat(Security.getProperty(POSITIVE)).isEqualTo("1");
        assertThat(Security.getProperty(NEGATIVE)).isEqualTo("1");
    }

    @Test
    void whatTheOperatorHasSetStays() {
        Security.setProperty(POSITIVE, "60");
        Security.setProperty(NEGATIVE, "0");
        DnsCache.keepShort();
        assertThat(Security.getProperty(POSITIVE)).isEqualTo("60");
        assertThat(Security.getProperty(NEGATIVE)).isEqualTo("0");
    }
}
