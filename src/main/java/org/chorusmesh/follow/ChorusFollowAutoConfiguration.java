package org.chorusmesh.follow;

import java.net.URI;
import java.util.List;
import java.util.SplittableRandom;
import org.chorusmesh.schedule.BeatSource;
import org.chorusmesh.schedule.ChorusBeatSourceAutoConfiguration;
import org.chorusmesh.schedule.test.TestChorusAutoConfiguration;
import org.chorusmesh.service.ChorusAutoConfiguration;
import org.chorusmesh.service.ChorusProperties;
import org.chorusmesh.service.ChorusPropertiesConfiguration;
import org.chorusmesh.service.NodeUrl;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/** Auto-configuration of a follower of a node in another process, in place of a node. */
@AutoConfiguration(
        after = TestChorusAutoConfiguration.class,
        before = {ChorusAutoConfiguration.class, ChorusBeatSourceAutoConfiguration.class})
@Conditional(OnFollow.class)
@ConditionalOnMissingBean(BeatSource.class)
@Import(ChorusPropertiesConfiguration.class)
public final class ChorusFollowAutoConfiguration {

    @Bean
    Follower chorusFollower(ChorusProperties properties) {
        return new Follower(properties.nodeId(), System::nanoTime);
    }

    @Bean
    FollowThread chorusFollowThread(ChorusProperties properties, Follower follower) {
        List<URI> urls = properties.follow().stream().map(NodeUrl::parse).toList();
        return new FollowThread(
                new FollowRounds(
                        urls,
                        new NodeClient(System::nanoTime),
                        properties.mesh(),
                        new FollowedBeats(properties.nodeId()),
                        follower,
                        System::nanoTime,
                        new SplittableRandom()));
    }
}
