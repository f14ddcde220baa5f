package org.example.shedlock;

import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.chorusmesh.schedule.Beats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@SpringBootApplication
@EnableScheduling
@EnableSchedulerLock(defaultLockAtMostFor = "1m")
public class ShedLockApplication {

    public static void main(String[] args) {
        SpringApplication.run(ShedLockApplication.class, args);
    }

    @Bean
    LockProvider lockProvider(Beats beats) {
        return new ChorusLockProvider(beats);
    }

    @Component
    static class Reports {

        private static final Logger logger = LoggerFactory.getLogger(Reports.class);

        @Scheduled(cron = "*/5 * * * * *")
        @SchedulerLock(name = "report")
        void report() {
            logger.info("I report, the others do not");
        }
    }
}
