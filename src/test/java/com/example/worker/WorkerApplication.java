package com.example.worker;

import org.chorusmesh.schedule.Beat;
import org.chorusmesh.schedule.OnBeat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Works on beats, and has no web server. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class WorkerApplication {

    private static final Logger logger = LoggerFactory.getLogger(WorkerApplication.class);

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(WorkerApplication.class, args);
    }

    @Bean
    Work work() {
        return new Work();
    }

    /** What it does. */
    public static class Work {

        @OnBeat(every = 5)
        void work(Beat beat) {
            logger.info("Worked on beat {}", beat.number());
        }
    }
}
