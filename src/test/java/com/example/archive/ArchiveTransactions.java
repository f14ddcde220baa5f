package com.example.archive;

import java.util.concurrent.atomic.AtomicInteger;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Transactions as Spring's own are made: an advisor and a creator of proxies. */
@Configuration(proxyBeanMethods = false)
public class ArchiveTransactions {

    private final ThreadLocal<Boolean> active = ThreadLocal.withInitial(() -> false);

    private final AtomicInteger committed = new AtomicInteger();

    /** Whether the thread is in one. */
    public boolean isActive() {
        return this.active.get();
    }

    /** How many have ended well. */
    public int committed() {
        return this.committed.get();
    }

    @Bean
    static DefaultAdvisorAutoProxyCreator proxies() {
        DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
        creator.setProxyTargetClass(true);
        return creator;
    }

    @Bean
    Advisor transactions() {
        MethodInterceptor interceptor =
                (invocation) -> {
                    this.active.set(true);
                    try {
                        Object result = invocation.proceed();
                        this.committed.incrementAndGet();
                        return result;
                    } finally {
                        this.active.remove();
                    }
                };
        return new DefaultPointcutAdvisor(
                AnnotationMatchingPointcut.forMethodAnnotation(InTransaction.class), interceptor);
    }
}
