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
 * <p>All nodes of a mesh must say the same of one job. Change its name when you change {@code
 * every}, so that nodes of the old version and of the new one do not share a resource under one
 * name.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(OnBeats.class)
public @interface OnBeat {

    /**
     * Runs on one beat out of so many: those whose number modulo this is the offset. At least 1.
     */
    long every() default 1;

    /** The same as text, which may contain placeholders and expressions. */
    String everyString() default "";

    /** Which of them, 0 … every − 1. */
    long offset() default 0;

    /** The same as text, which may contain placeholders and expressions. */
    String offsetString() default "";

    /** Who acts. {@link By#ONE} requires a coupling greater than 0. */
    By by() default By.ALL;

    /** What happens while the run before has not ended. */
    Overrun overrun() default Overrun.SKIP;

    /**
     * Name of the job in metrics, health and logs; may contain placeholders. The names of bean and
     * method if empty.
     */
    String name() default "";
}
