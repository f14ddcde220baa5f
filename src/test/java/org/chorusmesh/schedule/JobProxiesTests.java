package org.chorusmesh.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.chorusmesh.schedule.AnnotatedBeans.Flusher;
import org.chorusmesh.schedule.AnnotatedBeans.Log;
import org.chorusmesh.schedule.AnnotatedBeans.Reporter;
import org.chorusmesh.schedule.AnnotatedBeans.Reporting;
import org.chorusmesh.schedule.test.TestChorus;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.support.SimpleThreadScope;

/** Annotated methods of beans that stand behind proxies. */
class JobProxiesTests {

    private final ApplicationContextRunner runner = AnnotatedBeans.runner();

    static class HiddenReporter extends Log implements Reporting {

        @Override
        public void report(Beat beat) {}

        @OnBeat
        void notOfTheInterface() {}
    }

    static class FinalReporter extends Log {

        @OnBeat
        final void report() {}
    }

    /** Makes proxies later than all post-processors that have an order. */
    static class ProxyMaker implements BeanPostProcessor {

        final List<String> calls = new ArrayList<>();
        private final boolean ofTheClass;

        ProxyMaker(boolean ofTheClass) {
            this.ofTheClass = ofTheClass;
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String beanName) {
            if (!(bean instanceof Log)) {
                return bean;
            }
            ProxyFactory factory = new ProxyFactory(bean);
            factory.setProxyTargetClass(this.ofTheClass);
            factory.addAdvice(
                    (MethodInterceptor)
                            (invocation) -> {
                                this.calls.add(invocation.getMethod().getName());
                                return invocation.proceed();
                            });
            return factory.getProxy();
        }
    }

    @Test
    void callsThroughProxiesOfInterfacesAndOfClasses() {
        for (boolean ofTheClass : new boolean[] {false, true}) {
            this.runner
                    .withBean(ProxyMaker.class, () -> new ProxyMaker(ofTheClass))
                    .withBean("reporter", Reporter.class)
                    .run(
                            (context) -> {
                                context.getBean(TestChorus.class).advanceBeats(4);
                                assertThat(context.getBean(ProxyMaker.class).calls)
                                        .containsExactly("report", "report");
                            });
        }
    }

    @Test
    void callsMethodsWithoutModifierThroughAProxyOfTheClass() {
        this.runner
                .withBean(ProxyMaker.class, () -> new ProxyMaker(true))
                .withPropertyValues("flush.every=9", "flush.name=nine")
                .withBean("flusher", Flusher.class)
                .run(
                        (context) -> {
                            context.getBean(TestChorus.class).advanceBeats(1);
                            assertThat(context.getBean(ProxyMaker.class).calls)
                                    .containsExactly("flush");
                        });
    }

    /** The container destroys the bean itself, such as that of a scope that ends. */
    @Test
    void endsWithTheBeanBehindAProxy() {
        this.runner
                .withBean(ProxyMaker.class, () -> new ProxyMaker(true))
                .withInitializer(
                        (context) ->
                                context.getBeanFactory()
                                        .registerScope("passing", new SimpleThreadScope()))
                .withBean(
                        "reporter",
                        Reporter.class,
                        Reporter::new,
                        (definition) -> definition.setScope("passing"))
                .run(
                        (context) -> {
                            Reporter proxy = context.getBean(Reporter.class);
                            TestChorus chorus = context.getBean(TestChorus.class);
                            ProxyMaker maker = context.getBean(ProxyMaker.class);
                            chorus.advanceBeats(2);
                            assertThat(maker.calls).containsExactly("report");
                            JobAnnotations annotations = context.getBean(JobAnnotations.class);
                            Object bean = AopProxyUtils.getSingletonTarget(proxy);
                            assertThat(annotations.requiresDestruction(bean)).isTrue();
                            annotations.postProcessBeforeDestruction(bean, "reporter");
                            assertThat(annotations.requiresDestruction(bean)).isFalse();
                            chorus.advanceBeats(2);
                            assertThat(maker.calls).containsExactly("report");
                        });
    }

    @Test
    void refusesWhatAProxyWouldNotPassOn() {
        this.runner
                .withBean(ProxyMaker.class, () -> new ProxyMaker(false))
                .withBean("hidden", HiddenReporter.class)
                .run(
                        (context) ->
                                assertThat(context.getStartupFailure())
                                        .hasMessageContaining(
                                                "HiddenReporter.notOfTheInterface of bean 'hidden': @OnBeat: must be declared by an interface"));
        this.runner
                .withBean(ProxyMaker.class, () -> new ProxyMaker(true))
                .withBean("last", FinalReporter.class)
                .run(
                        (context) ->
                                assertThat(context.getStartupFailure())
                                        .hasMessageContaining(
                                                "FinalReporter.report of bean 'last': @OnBeat: must not be final"));
    }
}
