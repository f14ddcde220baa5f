package org.chorusmesh.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HmacTests {

    private static byte[] compute(byte[] key, byte[] message) {
        byte[] target = new byte[Hmac.BYTES];
        new Hmac(key).compute(message, message.length, target, 0);
        return target;
    }

    /** Test cases 2 and 6 of RFC 4231: a short key, and one longer than a block. */
    @Test
    void computesWhatTheStandardSays() {
        assertThat(
                        compute(
                                "Jefe".getBytes(StandardCharsets.US_ASCII),
                                "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(
                        HexFormat.of()
                                .parseHex(
                                        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
        byte[] longKey = new byte[131];
        Arrays.fill(longKey, (byte) 0xaa);
        assertThat(
                        compute(
                                longKey,
                                "Test Using Larger Than Block-Size Key - Hash Key First"
                                        .getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(
                        HexFormat.of()
                                .parseHex(
                                        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
    }

    @Test
    void computesWhatTheJdkDoesForEveryLengthOfKeyAndMessage() throws GeneralSecurityException {
        SplittableRandom random = new SplittableRandom(1);
        for (int keyLength = 1; keyLength <= 130; keyLength++) {
            byte[] key = new byte[keyLength];
            random.nextBytes(key);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            Hmac hmac = new Hmac(key);
            for (int length = 0; length <= 200; length++) {
                byte[] message = new byte[length + Hmac.BYTES];
                random.nextBytes(message);
                byte[] expected = mac.doFinal(Arrays.copyOf(message, length));
                hmac.compute(message, length, message, length);
                assertThat(Arrays.copyOfRange(message, length, message.length)).isEqualTo(expected);
            }
        }
    }
}
