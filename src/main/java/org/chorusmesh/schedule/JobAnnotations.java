package org.chorusmesh.schedule;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.EmbeddedValueResolverAware;
import org.springframework.core.Ordered;
import org.springframework.util.StringValueResolver;

/**
 * Finds {@link OnBeat} and {@link OnTurn} on the methods of beans. It runs after all
 * post-processors that create proxies, since post-processors of merged definitions are registered
 * last. All problems are reported together, once all singletons exist.
 */
final class JobAnnotations
        implements MergedBeanDefinitionPostProcessor,
                DestructionAwareBeanPostProcessor,
                SmartInitializingSingleton,
                EmbeddedValueResolverAware,
                BeanFactoryAware,
                Ordered {

    private static final String SCOPED_TARGET = "scopedTarget.";

    /** A bean with annotated methods. */
    private record Candidate(
            Object bean, List<JobDeclaration> declarations, List<JobProblem> problems) {}

    private final JobMethods methods = new JobMethods();
    private final Map<Object, List<Job>> jobs = new IdentityHashMap<>();
    private final List<Candidate> early = new ArrayList<>();
    private StringValueResolver resolver = (value) -> value;
    private @Nullable BeanFactory beans;
    private boolean complete;

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void setEmbeddedValueResolver(StringValueResolver valueResolver) {
        this.resolver = valueResolver;
    }

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        this.beans = beanFactory;
    }

    @Override
    public void postProcessMergedBeanDefinition(
            RootBeanDefinition definition, Class<?> type, String beanName) {
        // Implemented only for its place among the post-processors.
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof AopInfrastructureBean) {
            return bean;
        }
        Map<Method, JobMethods.Annotations> found =
                this.methods.find(AopProxyUtils.ultimateTargetClass(bean));
        if (!found.isEmpty()) {
            read(bean, beanName, found);
        }
        return bean;
    }

    private void read(Object bean, String beanName, Map<Method, JobMethods.Annotations> annotated) {
        String name =
                beanName.startsWith(SCOPED_TARGET)
                        ? beanName.substring(SCOPED_TARGET.length())
                        : beanName;
        Candidate candidate = new Candidate(bean, new ArrayList<>(), new ArrayList<>());
        annotated.forEach(
                (method, annotations) -> {
                    JobReader reader = new JobReader(this.resolver, bean, name, method);
                    reader.readOnBeats(annotations.onBeats());
                    reader.readOnTurns(annotations.onTurns());
                    candidate.declarations().addAll(reader.declarations());
                    candidate.problems().addAll(reader.problems());
                });
        synchronized (this.early) {
            if (!this.complete) {
                this.early.add(candidate);
                return;
            }
        }
        register(List.of(candidate));
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<Candidate> candidates;
        synchronized (this.early) {
            this.complete = true;
            candidates = List.copyOf(this.early);
            this.early.clear();
        }
        register(candidates);
    }

    private void register(List<Candidate> candidates) {
        List<JobProblem> problems = new ArrayList<>();
        for (Candidate candidate : candidates) {
            problems.addAll(candidate.problems());
            for (JobDeclaration declaration : candidate.declarations()) {
                if (declaration.needsAgreement() && !bean(BeatSource.class).isCoupled()) {
                    problems.add(declaration.withoutCoupling());
                }
                if (declaration.needsMember() && !bean(BeatSource.class).isMember()) {
                    problems.add(declaration.withoutMember());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new BadJobsException(problems);
        }
        for (Candidate candidate : candidates) {
            List<Job> added = new ArrayList<>();
            for (JobDeclaration declaration : candidate.declarations()) {
                added.add(declaration.registration().apply(bean(Jobs.class)));
            }
            synchronized (this.jobs) {
                this.jobs.put(target(candidate.bean()), added);
            }
        }
    }

    private <T> T bean(Class<T> type) {
        return Objects.requireNonNull(this.beans, "beans").getBean(type);
    }

    @Override
    public boolean requiresDestruction(Object bean) {
        synchronized (this.jobs) {
            if (this.jobs.containsKey(target(bean))) {
                return true;
            }
        }
        synchronized (this.early) {
            return this.early.stream()
                    .anyMatch((candidate) -> target(candidate.bean()) == target(bean));
        }
    }

    @Override
    public void postProcessBeforeDestruction(Object bean, String beanName) {
        List<Job> ended;
        synchronized (this.jobs) {
            ended = this.jobs.remove(target(bean));
        }
        if (ended != null) {
            ended.forEach(bean(Jobs.class)::remove);
        }
    }

    /** The bean itself, which is what a container destroys, behind all of its proxies. */
    private static Object target(Object bean) {
        Object target = bean;
        for (Object next = bean; next != null; next = AopProxyUtils.getSingletonTarget(next)) {
            target = next;
        }
        return target;
    }
}
