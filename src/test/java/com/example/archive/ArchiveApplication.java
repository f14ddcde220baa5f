package com.example.archive;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableAsync;

/** Keeps an archive, beat by beat. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAsync(proxyTargetClass = true)
@Import({ArchiveJobs.class, ArchiveTransactions.class, ArchiveApplication.Store.class})
public class ArchiveApplication {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(ArchiveApplication.class, args);
    }

    /** Refuses writers with an old fence token, as a database does by a condition. */
    public static class Store {

        private final AtomicLong greatest = new AtomicLong(-1);

        /** Whether the token is greater than every token before. */
        public boolean accept(long fence) {
            return this.greatest.getAndAccumulate(fence, Math::max) < fence;
        }
    }
}
