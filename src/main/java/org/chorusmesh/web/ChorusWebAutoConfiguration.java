package org.chorusmesh.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.chorusmesh.beat.AgreedBeats;
import org.chorusmesh.schedule.BeatSource;
import org.chorusmesh.schedule.ChorusScheduleAutoConfiguration;
import org.chorusmesh.schedule.Pulse;
import org.chorusmesh.service.ChorusAutoConfiguration;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.ChorusProperties;
import org.chorusmesh.service.NodeHealth;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.DispatcherServlet;
import tools.jackson.databind.json.JsonMapper;

/**
 * Auto-configuration of the REST API below {@code chorus.web.base-path}, and of the page at {@code
 * chorus.web.page}.
 */
@AutoConfiguration(after = {ChorusAutoConfiguration.class, ChorusScheduleAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, JsonMapper.class})
@ConditionalOnBean(ChorusNode.class)
public final class ChorusWebAutoConfiguration {

    private static final String ORIGINS = "chorus.web.cors.allowed-origins";

    private static final String PAGE = "chorus.web.page";

    /** Spring Security's filter is at -100. An origin's preflight has no credentials to show it. */
    private static final int BEFORE_SECURITY = -101;

    // No candidate where an application injects its own mapping by type.
    @Bean(defaultCandidate = false)
    ApiHandlerMapping chorusHandlerMapping(ChorusProperties properties, ListableBeanFactory beans) {
        boolean secured = beans.containsBean("springSecurityFilterChain");
        return new ApiHandlerMapping(properties.web().basePath(), new WriteGuard(secured));
    }

    @Bean
    MappedRequests chorusApiRequests(
            @Qualifier("chorusHandlerMapping") ApiHandlerMapping mapping,
            ListableBeanFactory beans) {
        return new MappedRequests(mapping, beans);
    }

    @Bean(defaultCandidate = false)
    @Conditional(OnPage.class)
    PageHandlerMapping chorusPageMapping(
            ChorusProperties properties, ObjectProvider<PageLink> links) {
        ChorusProperties.Web web = properties.web();
        return new PageHandlerMapping(
                Objects.requireNonNull(web.page()), web.basePath(), links.orderedStream().toList());
    }

    @Bean
    @Conditional(OnPage.class)
    MappedRequests chorusPageRequests(
            @Qualifier("chorusPageMapping") PageHandlerMapping mapping, ListableBeanFactory beans) {
        return new MappedRequests(mapping, beans);
    }

    @Bean
    HiddenPaths chorusHiddenPaths(
            @Qualifier("chorusHandlerMapping") ApiHandlerMapping mapping,
            @Qualifier("chorusPageMapping") ObjectProvider<PageHandlerMapping> page,
            ListableBeanFactory beans) {
        return new HiddenPaths(mapping, page.getIfAvailable(), beans);
    }

    @Bean
    @Conditional(OnAllowedOrigins.class)
    FilterRegistrationBean<CorsFilter> chorusCorsFilter(
            ChorusProperties properties, @Qualifier("chorusApiRequests") MappedRequests api) {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(properties.web().cors().allowedOrigins());
        cors.setAllowedMethods(List.of("GET", "HEAD", "PATCH", "POST", "DELETE"));
        cors.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        cors.setExposedHeaders(List.of(HttpHeaders.ETAG, HttpHeaders.RETRY_AFTER));
        // By itself the filter ends every preflight, of the application's own paths too.
        CorsFilter filter =
                new CorsFilter((request) -> cors) {
                    @Override
                    protected boolean shouldNotFilter(HttpServletRequest request) {
                        return !api.contain(request);
                    }
                };
        FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(BEFORE_SECURITY);
        return registration;
    }

    @Bean
    NodeController chorusNodeController(ChorusNode node) {
        return new NodeController(node, new OperatorCommands(node));
    }

    @Bean
    AddressesController chorusAddressesController(ChorusNode node) {
        return new AddressesController(node);
    }

    @Bean
    PeersController chorusPeersController(ChorusNode node) {
        return new PeersController(node, new OperatorCommands(node));
    }

    @Bean
    SettingsController chorusSettingsController(ChorusNode node) {
        return new SettingsController(node, new OperatorCommands(node));
    }

    /** The places of the streams of the node's state. */
    @Bean
    StreamPlaces chorusWatcherPlaces(ChorusProperties properties) {
        return new StreamPlaces(properties.web().maxWatchers());
    }

    @Bean
    @ConditionalOnMissingBean
    EventStream chorusEventStream(ChorusNode node, StreamPlaces places) {
        return new EventStream(node, JsonMapper.shared(), places);
    }

    @Bean
    @ConditionalOnMissingBean
    WatchStream chorusWatchStream(
            ChorusNode node, BeatSource source, ChorusProperties properties, StreamPlaces places) {
        WatchFrames frames =
                new WatchFrames(
                        node::guidance,
                        node.chronicle(),
                        () -> NodeHealth.of(node, properties.health().minPeers()),
                        new Acting(source),
                        properties.members().rules(properties.turns(), properties.overlay()),
                        JsonMapper.shared());
        return new WatchStream(frames, places);
    }

    @Bean
    TimelineController chorusTimelineController(ChorusNode node, BeatSource source) {
        return new TimelineController(node, new Acting(source));
    }

    @Bean
    WatchController chorusWatchController(WatchStream stream) {
        return new WatchController(stream);
    }

    @Bean
    EventsController chorusEventsController(EventStream stream) {
        return new EventsController(stream);
    }

    @Bean
    @ConditionalOnMissingBean
    BeatStream chorusBeatStream(ChorusNode node, Pulse pulse, ChorusProperties properties) {
        return new BeatStream(node, pulse, JsonMapper.shared(), properties.web().maxBeatStreams());
    }

    @Bean
    BeatController chorusBeatController(ChorusNode node, BeatSource source, BeatStream stream) {
        return new BeatController(node, new Acting(source), stream);
    }

    @Bean
    MembersController chorusMembersController(
            ChorusNode node, BeatSource source, ChorusProperties properties) {
        return new MembersController(
                node,
                new Acting(source),
                properties.members().rules(properties.turns(), properties.overlay()));
    }

    @Bean
    TurnController chorusTurnController(
            ChorusNode node, BeatSource source, ChorusProperties properties) {
        return new TurnController(
                node, new Acting(source), new AgreedBeats(properties.turns().guard()));
    }

    /** Matches if the page has a path. */
    private static final class OnPage implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Binder.get(context.getEnvironment())
                    .bind(PAGE, Bindable.of(String.class))
                    .map((path) -> !path.isEmpty())
                    .orElse(false);
        }
    }

    /** Matches if any origin is named. */
    private static final class OnAllowedOrigins implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Binder.get(context.getEnvironment())
                    .bind(ORIGINS, Bindable.listOf(String.class))
                    .map((origins) -> !origins.isEmpty())
                    .orElse(false);
        }
    }
}
