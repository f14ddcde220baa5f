package org.chorusmesh.schedule;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.util.ClassUtils;

/** Excludes beans with jobs from {@code spring.main.lazy-initialization}. */
final class EagerJobs implements LazyInitializationExcludeFilter {

    private final JobMethods methods = new JobMethods();

    @Override
    public boolean isExcluded(String beanName, BeanDefinition definition, Class<?> type) {
        return !this.methods.find(ClassUtils.getUserClass(type)).isEmpty();
    }
}
