package org.chorusmesh.schedule;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a method in the turn of this node: once in a cycle of beats, while no other member has its
 * turn. The method belongs to a bean, is neither private nor static, and takes a {@link Turn} or
 * nothing.
 *
 * <pre>
 * &#64;OnTurn(every = 60)
 * void compact(Turn turn) { … }
 * </pre>
 *
 * <p>The method must end before its turn does. {@link Turn#remaining()} is the time that is left.
 * The method is not interrupted.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(OnTurns.class)
public @interface OnTurn {

    /** Number of beats in a cycle, at least 1. Required, here or as {@link #everyString()}. */
    long every() default -1;

    /** The same as a string, which may contain placeholders and expressions. */
    String everyString() default "";

    /**
     * How turns are spread over the cycle. {@link Spread#EVEN} requires a coupling greater than 0.
     */
    Spread spread() default Spread.EVEN;

    /** What happens if the previous run has not ended. */
    Overrun overrun() default Overrun.SKIP;

    /**
     * Name of the job in metrics, health and logs; may contain placeholders. If empty, the names of
     * the bean and the method.
     */
    String name() default "";
}
