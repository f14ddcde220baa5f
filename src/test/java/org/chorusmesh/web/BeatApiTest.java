package org.chorusmesh.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/**
 * An {@link ApiTest} whose node is alone, soon agrees on its beats, and has room for few streams.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ApiTest
@TestPropertySource(
        properties = {
            "chorus.ttl=500ms",
            "chorus.frequency-hz=20",
            "chorus.turns.hold=90s",
            "chorus.members.expected=1",
            "chorus.web.max-beat-streams=3",
            "chorus.web.max-watchers=2"
        })
@interface BeatApiTest {}
