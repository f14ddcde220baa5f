# The image of one node. Needs BuildKit, which every Docker since 23 builds with.
#
#   docker build -t chorus .
#   ./mvnw -DskipTests package && docker build --build-arg JAR_FROM=context -t chorus .     # the jar that is there already
#
# The runtime needs Java 25 or newer, for the AOT cache, and bash with timeout (coreutils) and getent (libc-bin), for the health check
# and the chart's test.
ARG BUILD_IMAGE=eclipse-temurin:25-jdk
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre
ARG JAR_FROM=source

FROM ${BUILD_IMAGE} AS source
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY src/main src/main
RUN --mount=type=cache,target=/maven ./mvnw -B -ntp -Dmaven.repo.local=/maven -Dmaven.test.skip=true package

FROM ${BUILD_IMAGE} AS context
WORKDIR /build
COPY target/*-exec.jar target/

FROM ${JAR_FROM} AS layers
RUN mv target/*-exec.jar chorus.jar && java -Djarmode=tools -jar chorus.jar extract --layers --destination layers

FROM ${RUNTIME_IMAGE} AS node
LABEL org.opencontainers.image.title="Chorus"
LABEL org.opencontainers.image.description="One node of a mesh that falls into step: a Kuramoto oscillator"
LABEL org.opencontainers.image.licenses="Apache-2.0"
# The only directories that a node writes to; everything else may be read-only.
RUN mkdir -p /etc/chorus/secrets /var/lib/chorus && chown 10001:10001 /etc/chorus/secrets /var/lib/chorus
WORKDIR /opt/chorus
COPY --from=layers /build/layers/dependencies/ ./
COPY --from=layers /build/layers/spring-boot-loader/ ./
COPY --from=layers /build/layers/snapshot-dependencies/ ./
COPY --from=layers /build/layers/application/ ./
COPY src/main/docker/probe src/main/docker/agreement ./
# Serial: a node's heap is small, and the cache holds heap objects for one collector. Half of the memory limit is left to
# everything that is not heap. What follows UsePerfData is for a small process: one compiler, a small young generation, a heap that shrinks to
# what is used, and free memory that goes back to the system. To change these, set the variable; what is in the entry point stays.
ENV JDK_JAVA_OPTIONS="-XX:+UseSerialGC -XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError -XX:-UsePerfData -XX:TieredStopAtLevel=1 -Xmn4m -XX:MinHeapFreeRatio=5 -XX:MaxHeapFreeRatio=10 -XX:-ShrinkHeapInSteps -XX:TrimNativeHeapInterval=30000"
# Files named like properties, so that keys and passwords need not be in the environment.
ENV SPRING_CONFIG_IMPORT=optional:configtree:/etc/chorus/secrets/
# The node writes here where it answers, whatever port and paths it was given, and the health check reads it.
ENV CHORUS_WEB_ADDRESS_FILE=/tmp/chorus-web-address
USER 10001:10001

# Trained in the image that it runs in: a cache is good for one build of the JVM only.
FROM node AS trained
USER 0
COPY src/main/docker/train /tmp/
RUN bash /tmp/train /opt/chorus/chorus.aot

FROM node
COPY --from=trained /opt/chorus/chorus.aot ./
EXPOSE 8080 5690
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 CMD ["/opt/chorus/probe", "/readyz"]
# No shell between: the JVM is process 1 and gets SIGTERM itself.
ENTRYPOINT ["java", "-XX:AOTCache=/opt/chorus/chorus.aot", "-jar", "/opt/chorus/chorus.jar"]
