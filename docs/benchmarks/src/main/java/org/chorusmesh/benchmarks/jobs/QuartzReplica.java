package org.chorusmesh.benchmarks.jobs;

import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** An application with a job in the database of a Quartz cluster. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class QuartzReplica {

    private static final String NAME = "one";

    /** Arguments: properties of the application. */
    public static void main(String[] args) {
        SpringApplication.run(QuartzReplica.class, args);
    }

    @Bean
    JobDetail job() {
        return JobBuilder.newJob(One.class).withIdentity(NAME).storeDurably().build();
    }

    @Bean
    Trigger trigger(JobDetail job) {
        return TriggerBuilder.newTrigger()
                .forJob(job)
                .withIdentity(NAME)
                .withSchedule(CronScheduleBuilder.cronSchedule("* * * * * ?"))
                .build();
    }

    /** The job. Quartz makes one for each run. */
    public static class One implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            Work.inSecond(Math.floorDiv(context.getScheduledFireTime().getTime(), 1000L));
        }
    }
}
