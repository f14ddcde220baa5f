package org.chorusmesh.schedule;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.util.ClassUtils;

/** Has beans with jobs made at the start, though {@code spring.main.lazy-initialization} is set. */
final class EagerJobs implements LazyInitializationExcludeFilter {

    private final JobMethods methods = new JobMethods();

    @Override
    public boolean isExcluded(String beanName, BeanDefinition definition, Class<?> type) {
        return !this.methods.find(ClassUtils.getUserClass(type)).isEmpty();
    }
}
