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
 * Puts a {@link TestChorus} in the place of the node: on a test class, with {@code @SpringBootTest}
 * or a test slice. The test gets it by injection.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration({TestChorusAutoConfiguration.class, ChorusScheduleAutoConfiguration.class})
public @interface AutoConfigureTestChorus {}
