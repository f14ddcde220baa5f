package org.chorusmesh.schedule;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a method on beats of the mesh. The method belongs to a bean, is neither private nor static,
 * and takes a {@link Beat} or nothing.
 *
 * <pre>
 * &#64;OnBeat(every = 4, offset = 1)
 * void flush(Beat beat) { … }
 *
 * &#64;OnBeat(every = 60, by = By.ONE)
 * void report(Beat beat) { … }
 * </pre>
 *
 * <p>All nodes of a mesh must declare a job with the same attributes. Change its name when you
 * change {@code every}, so that nodes of the old and the new version do not share a resource under
 * one name.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(OnBeats.class)
public @interface OnBeat {

    /**
     * The period in beats, at least 1. The method runs on beats whose number modulo this is the
     * offset.
     */
    long every() default 1;

    /** The same as a string, which may contain placeholders and expressions. */
    String everyString() default "";

    /** The number of a beat modulo {@code every}, 0 … every − 1. */
    long offset() default 0;

    /** The same as a string, which may contain placeholders and expressions. */
    String offsetString() default "";

    /** Which nodes act. {@link By#ONE} requires a coupling greater than 0. */
    By by() default By.ALL;

    /** What happens if the previous run has not ended. */
    Overrun overrun() default Overrun.SKIP;

    /**
     * Name of the job in metrics, health and logs; may contain placeholders. If empty, the names of
     * the bean and the method.
     */
    String name() default "";
}
