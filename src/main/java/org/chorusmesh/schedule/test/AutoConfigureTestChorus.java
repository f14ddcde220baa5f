package org.chorusmesh.schedule.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.chorusmesh.schedule.ChorusScheduleAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Replaces the node by a {@link TestChorus}. Put it on a test class with {@code @SpringBootTest} or
 * a test slice, and inject the {@code TestChorus} into the test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration({TestChorusAutoConfiguration.class, ChorusScheduleAutoConfiguration.class})
public @interface AutoConfigureTestChorus {}
