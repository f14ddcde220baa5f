package org.chorusmesh.service;

import java.util.List;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * Ends the start of an application that is nothing without a node, where {@code
 * chorus.enabled=false} leaves the node out. It says so before a bean is missed that came with the
 * node.
 */
public final class RequiredNode implements BeanFactoryPostProcessor {

    private static final ConfigurationPropertyName ENABLED =
            ConfigurationPropertyName.of(ChorusProperties.PREFIX + ".enabled");

    private final Environment environment;

    /**
     * @param environment what the application is configured with
     */
    public RequiredNode(Environment environment) {
        this.environment = environment;
    }

    /**
     * Checks.
     *
     * @throws RuntimeException that names the property, its value and its origin, if the node is
     *     left out
     */
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        if (Binder.get(this.environment).bind(ENABLED.toString(), Boolean.class).orElse(true)) {
            return;
        }
        for (ConfigurationPropertySource source :
                ConfigurationPropertySources.get(this.environment)) {
            var property = source.getConfigurationProperty(ENABLED);
            if (property != null) {
                throw new BadPropertiesException(
                        List.of(
                                CollectingBindHandler.problem(
                                        ENABLED,
                                        property,
                                        "must be true, since this application has nothing to run"
                                                + " without a node")));
            }
        }
    }
}
