package org.chorusmesh.schedule;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a method in this node's turn: once in a cycle of beats, while no other member has its own.
 * The method belongs to a bean, is neither private nor static, and takes a {@link Turn} or nothing.
 *
 * <pre>
 * &#64;OnTurn(every = 60)
 * void compact(Turn turn) { … }
 * </pre>
 *
 * <p>The method has to end before its turn does: {@link Turn#remaining()} says how long that is.
 * Nothing stops it.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(OnTurns.class)
public @interface OnTurn {

    /** How many beats a cycle has, at least 1. Required, here or as {@link #everyString()}. */
    long every() default -1;

    /** The same as text, which may contain placeholders and expressions. */
    String everyString() default "";

    /** How turns are spread over the cycle. {@link Spread#EVEN} requires a coupling above 0. */
    Spread spread() default Spread.EVEN;

    /** What happens while the turn before has not ended. */
    Overrun overrun() default Overrun.SKIP;

    /**
     * Name of the job in metrics, health and logs; may contain placeholders. The names of bean and
     * method if empty.
     */
    String name() default "";
}
