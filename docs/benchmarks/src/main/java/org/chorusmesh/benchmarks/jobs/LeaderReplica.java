package org.chorusmesh.benchmarks.jobs;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.retry.ExponentialBackoffRetry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.integration.zookeeper.config.CuratorFrameworkFactoryBean;
import org.springframework.integration.zookeeper.config.LeaderInitiatorFactoryBean;
import org.springframework.integration.zookeeper.leader.LeaderInitiator;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** An application whose scheduled method acts on the leader that ZooKeeper elects. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {DataSourceAutoConfiguration.class, QuartzAutoConfiguration.class})
@EnableScheduling
public class LeaderReplica {

    private static final int FIRST_PAUSE_MILLIS = 1000;

    private static final int RETRIES = 3;

    /** Arguments: properties of the application, {@code zookeeper=host:port} among them. */
    public static void main(String[] args) {
        SpringApplication.run(LeaderReplica.class, args);
    }

    @Bean
    CuratorFrameworkFactoryBean client(@Value("${zookeeper}") String address) {
        return new CuratorFrameworkFactoryBean(
                address, new ExponentialBackoffRetry(FIRST_PAUSE_MILLIS, RETRIES));
    }

    @Bean
    LeaderInitiatorFactoryBean initiator(CuratorFramework client) {
        return new LeaderInitiatorFactoryBean().setClient(client).setPath("/leader").setRole("one");
    }

    @Bean
    Jobs jobsOfTheBenchmark(LeaderInitiator initiator) {
        return new Jobs(initiator);
    }

    /** The job. */
    static class Jobs {

        private final LeaderInitiator initiator;

        Jobs(LeaderInitiator initiator) {
            this.initiator = initiator;
        }

        @Scheduled(cron = "* * * * * *")
        public void one() {
            if (this.initiator.getContext().isLeader()) {
                Work.inThisSecond();
            }
        }
    }
}
