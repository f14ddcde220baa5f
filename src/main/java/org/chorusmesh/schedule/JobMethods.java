package org.chorusmesh.schedule;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/** Finds methods that are annotated as jobs. */
final class JobMethods {

    private final Set<Class<?>> withoutJobs = ConcurrentHashMap.newKeySet();

    /** The annotations of a method. */
    record Annotations(Set<OnBeat> onBeats, Set<OnTurn> onTurns) {

        /** The annotations of a method; null if it has none. */
        static @Nullable Annotations of(Method method) {
            Set<OnBeat> beats =
                    AnnotatedElementUtils.getMergedRepeatableAnnotations(
                            method, OnBeat.class, OnBeats.class);
            Set<OnTurn> turns =
                    AnnotatedElementUtils.getMergedRepeatableAnnotations(
                            method, OnTurn.class, OnTurns.class);
            return (beats.isEmpty() && turns.isEmpty()) ? null : new Annotations(beats, turns);
        }
    }

    /**
     * The annotated methods of a class with their annotations.
     *
     * @param type a class that is not a proxy
     */
    Map<Method, Annotations> find(Class<?> type) {
        if (this.withoutJobs.contains(type)
                || !AnnotationUtils.isCandidateClass(
                        type, List.of(OnBeat.class, OnBeats.class, OnTurn.class, OnTurns.class))) {
            return Map.of();
        }
        Map<Method, Annotations> methods = MethodIntrospector.selectMethods(type, Annotations::of);
        if (methods.isEmpty()) {
            this.withoutJobs.add(type);
        }
        return methods;
    }
}
