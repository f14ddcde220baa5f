package org.chorusmesh.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.chorusmesh.ChorusApplication;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * A test against the whole application on a port of its own, with a node that has no network. The
 * TTL is so long that the test's peers stay.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = {ChorusApplication.class, ApiTestConfiguration.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "spring.security.user.password=secret",
            "chorus.node-id=me",
            "chorus.mesh=test",
            "chorus.join=free",
            "chorus.ttl=10m"
        })
@interface ApiTest {}
