package org.chorusmesh.web;

import org.chorusmesh.service.ChorusAutoConfiguration;
import org.chorusmesh.service.ChorusNode;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;
import tools.jackson.databind.json.JsonMapper;

/** Auto-configuration of the REST API below {@code /api/v1}. */
@AutoConfiguration(after = ChorusAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, JsonMapper.class})
@ConditionalOnBean(ChorusNode.class)
public final class ChorusWebAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ProblemWriter chorusProblemWriter() {
        return new ProblemWriter();
    }

    @Bean
    @ConditionalOnMissingBean
    ProblemResolver chorusProblemResolver(ProblemWriter writer) {
        return new ProblemResolver(writer);
    }

    @Bean
    @ConditionalOnMissingBean
    NodeController chorusNodeController(ChorusNode node) {
        return new NodeController(node, new OperatorCommands(node));
    }

    @Bean
    @ConditionalOnMissingBean
    PeersController chorusPeersController(ChorusNode node) {
        return new PeersController(node, new OperatorCommands(node));
    }

    @Bean
    @ConditionalOnMissingBean
    SettingsController chorusSettingsController(ChorusNode node) {
        return new SettingsController(node, new OperatorCommands(node));
    }

    @Bean
    @ConditionalOnMissingBean
    EventStream chorusEventStream(ChorusNode node) {
        return new EventStream(node, JsonMapper.shared());
    }

    @Bean
    @ConditionalOnMissingBean
    EventsController chorusEventsController(EventStream stream) {
        return new EventsController(stream);
    }
}
