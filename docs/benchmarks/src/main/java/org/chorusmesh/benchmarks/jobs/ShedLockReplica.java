package org.chorusmesh.benchmarks.jobs;

import javax.sql.DataSource;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider.Configuration;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * An application whose scheduled method takes a lock in a database. As ShedLock's documentation
 * does for a job of fifteen minutes, it holds the lock for a little less than the interval, at
 * least and at most, by the clock of the database.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = QuartzAutoConfiguration.class)
@EnableScheduling
@EnableSchedulerLock(defaultLockAtMostFor = "PT0.9S")
public class ShedLockReplica {

    /** Arguments: properties of the application. */
    public static void main(String[] args) {
        SpringApplication.run(ShedLockReplica.class, args);
    }

    @Bean
    LockProvider lockProvider(DataSource dataSource) {
        return new JdbcTemplateLockProvider(
                Configuration.builder()
                        .withJdbcTemplate(new JdbcTemplate(dataSource))
                        .usingDbTime()
                        .build());
    }

    @Bean
    Jobs jobsOfTheBenchmark() {
        return new Jobs();
    }

    /** The job. */
    static class Jobs {

        @Scheduled(cron = "* * * * * *")
        @SchedulerLock(name = "one", lockAtMostFor = "PT0.9S", lockAtLeastFor = "PT0.9S")
        public void one() {
            Work.inThisSecond();
        }
    }
}
