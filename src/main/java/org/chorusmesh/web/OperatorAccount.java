package org.chorusmesh.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.security.autoconfigure.SecurityProperties;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;

/** The user of {@code spring.security.user}, who may write if it has the role. */
final class OperatorAccount {

    private static final Logger logger = LoggerFactory.getLogger(OperatorAccount.class);

    private OperatorAccount() {}

    /**
     * Takes the password as it is configured. A generated one is logged, since it is unknown
     * otherwise.
     */
    static UserDetails of(SecurityProperties.User user) {
        if (user.isPasswordGenerated()) {
            logger.warn(
                    "Writes require the user '{}' with the password '{}', which is generated at each"
                            + " start. Set spring.security.user.password to keep one",
                    user.getName(),
                    user.getPassword());
        }
        String password = user.getPassword();
        boolean encoded = password.matches("\\{.+}.*");
        return User.withUsername(user.getName())
                .password(encoded ? password : "{noop}" + password)
                .roles(user.getRoles().toArray(String[]::new))
                .build();
    }
}
