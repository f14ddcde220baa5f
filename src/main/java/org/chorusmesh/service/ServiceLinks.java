package org.chorusmesh.service;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The environment variables that Kubernetes adds to a pod for each Service of its namespace. A
 * Service called {@code chorus-gossip} yields {@code CHORUS_GOSSIP_PORT=tcp://10.0.0.1:5690} and
 * more. A variable is one only if both its name and its value have the form: {@code
 * CHORUS_GOSSIP_PORT=7000} is meant as a property.
 */
final class ServiceLinks {

    private static final String NUMBER = "[0-9]{1,5}";

    private static final String IPV4 = "[0-9]{1,3}(?:\\.[0-9]{1,3}){3}";

    private static final String IPV6 = "[0-9A-Fa-f]*:[0-9A-Fa-f:.]+";

    private static final String ADDRESS = IPV4 + "|" + IPV6;

    private static final String PROTOCOL = "tcp|udp|sctp";

    private static final String URL =
            "(?:%s)://(?:%s|\\[%s\\]):%s".formatted(PROTOCOL, IPV4, IPV6, NUMBER);

    private static final String PORT_VARIABLE = ".+_PORT_[0-9]+_(?:TCP|UDP|SCTP)";

    private static final Map<Pattern, Pattern> VALUE_OF_NAME =
            Map.of(
                    Pattern.compile(".+_SERVICE_HOST"), Pattern.compile(ADDRESS),
                    Pattern.compile(".+_SERVICE_PORT(?:_[A-Z0-9_]+)?"), Pattern.compile(NUMBER),
                    Pattern.compile(".+_PORT"), Pattern.compile(URL),
                    Pattern.compile(PORT_VARIABLE), Pattern.compile(URL),
                    Pattern.compile(PORT_VARIABLE + "_PROTO"), Pattern.compile(PROTOCOL),
                    Pattern.compile(PORT_VARIABLE + "_PORT"), Pattern.compile(NUMBER),
                    Pattern.compile(PORT_VARIABLE + "_ADDR"), Pattern.compile(ADDRESS));

    private ServiceLinks() {}

    /**
     * Whether a variable is one of them.
     *
     * @param name in upper case
     */
    static boolean contain(String name, String value) {
        return VALUE_OF_NAME.entrySet().stream()
                .anyMatch(
                        (form) ->
                                form.getKey().matcher(name).matches()
                                        && form.getValue().matcher(value).matches());
    }
}
