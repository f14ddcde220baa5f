package org.chorusmesh.schedule;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

/** A method of a bean with one parameter of a given type, or none. */
final class JobMethod {

    private final Object bean;
    private final Method method;
    private final boolean takesArgument;

    private JobMethod(Object bean, Method method) {
        this.bean = bean;
        this.method = method;
        this.takesArgument = method.getParameterCount() == 1;
    }

    /**
     * Returns the method to call on a bean, through its proxy if it has one.
     *
     * @param argument type of the parameter that it may have
     * @param faults receives each reason why it cannot be called
     * @return null if there is a reason
     */
    static @Nullable JobMethod of(
            Object bean, Method method, Class<?> argument, Consumer<String> faults) {
        boolean callable = true;
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length > 1 || (parameters.length == 1 && parameters[0] != argument)) {
            faults.accept(
                    "must take one parameter of type %s or none"
                            .formatted(argument.getSimpleName()));
            callable = false;
        }
        if (Modifier.isPrivate(method.getModifiers())) {
            faults.accept("must not be private");
            callable = false;
        }
        if (Modifier.isStatic(method.getModifiers())) {
            faults.accept("must not be static");
            callable = false;
        }
        if (Modifier.isFinal(method.getModifiers()) && AopUtils.isCglibProxy(bean)) {
            faults.accept(
                    "must not be final, since the bean is a proxy, which would not pass it on");
            callable = false;
        }
        return callable ? select(bean, method, faults) : null;
    }

    private static @Nullable JobMethod select(Object bean, Method method, Consumer<String> faults) {
        try {
            Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
            ReflectionUtils.makeAccessible(invocable);
            return new JobMethod(bean, invocable);
        } catch (IllegalStateException ex) {
            faults.accept(
                    "must be declared by an interface of the bean, since the bean is a proxy of its"
                            + " interfaces");
            return null;
        }
    }

    void call(Object argument) throws Throwable {
        try {
            if (this.takesArgument) {
                this.method.invoke(this.bean, argument);
            } else {
                this.method.invoke(this.bean);
            }
        } catch (InvocationTargetException ex) {
            throw ex.getTargetException();
        }
    }
}
