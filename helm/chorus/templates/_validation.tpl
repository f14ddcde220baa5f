{{/* What the schema cannot say: rules between values. Every fault is named at once. */}}
{{- define "chorus.validate" -}}
{{- $faults := concat
      (include "chorus.faultsOfSettings" . | fromJsonArray)
      (include "chorus.faultsOfPods" . | fromJsonArray)
      (include "chorus.faultsOfSwitches" . | fromJsonArray)
      (include "chorus.faultsOfNames" . | fromJsonArray)
      (include "chorus.faultsOfEnvironment" . | fromJsonArray) -}}
{{- if $faults -}}
{{- fail (printf "\n\nThese values cannot work:\n  - %s\n" (join "\n  - " $faults)) -}}
{{- end -}}
{{- end -}}

{{/* Settings of the node: ranges of numbers that came as text, and what must fit together. */}}
{{- define "chorus.faultsOfSettings" -}}
{{- $faults := list -}}
{{- $config := .Values.config -}}
{{- $ranges := dict
      "frequencyHz" (list -1000.0 1000.0) "coupling" (list 0.0 1000.0) "noise" (list 0.0 1000.0)
      "phaseLag" (list -3.141592653589793 3.141592653589793) "maxPeers" (list 1.0 100000.0)
      "membersExpected" (list 0.0 16384.0) "podOrdinals" (list 0.0 2048.0) -}}
{{- range $name, $range := $ranges -}}
{{- $value := float64 (get $config $name) -}}
{{- if or (lt $value (first $range)) (gt $value (last $range)) -}}
{{- $faults = append $faults (printf "config.%s must be between %v and %v, is %v" $name (first $range) (last $range) (get $config $name)) -}}
{{- end -}}
{{- end -}}
{{- range $name, $port := dict "service.port" .Values.service.port "web.managementPort" .Values.web.managementPort -}}
{{- if gt (int $port) 65535 -}}
{{- $faults = append $faults (printf "%s must be at most 65535, is %v" $name $port) -}}
{{- end -}}
{{- end -}}
{{- range .Values.networkPolicy.dnsPorts -}}
{{- if gt (int .) 65535 -}}
{{- $faults = append $faults (printf "networkPolicy.dnsPorts must be at most 65535, is %v" .) -}}
{{- end -}}
{{- end -}}
{{- $ttl := include "chorus.nanos" $config.ttl | float64 -}}
{{- $step := include "chorus.nanos" $config.step | float64 -}}
{{- $period := include "chorus.nanos" $config.gossipPeriod | float64 -}}
{{- $patience := include "chorus.nanos" $config.joinPatience | float64 -}}
{{- if or (lt $ttl 1e6) (gt $ttl 8.64e13) -}}
{{- $faults = append $faults (printf "config.ttl must be between 1ms and 1d, is %s" $config.ttl) -}}
{{- end -}}
{{- if or (lt $step 1e5) (gt $step 1e10) -}}
{{- $faults = append $faults (printf "config.step must be between 100us and 10s, is %s" $config.step) -}}
{{- end -}}
{{- if lt $period $step -}}
{{- $faults = append $faults (printf "config.gossipPeriod (%s) must be at least config.step (%s)" $config.gossipPeriod $config.step) -}}
{{- end -}}
{{- if gt (mulf $period 5) $ttl -}}
{{- $faults = append $faults (printf "config.gossipPeriod (%s) must be at most a fifth of config.ttl (%s)" $config.gossipPeriod $config.ttl) -}}
{{- end -}}
{{- if gt $patience 8.64e13 -}}
{{- $faults = append $faults (printf "config.joinPatience must be at most 1d, is %s" $config.joinPatience) -}}
{{- end -}}
{{- $hold := include "chorus.nanos" $config.turnsHold | float64 -}}
{{- if gt $hold 8.64e13 -}}
{{- $faults = append $faults (printf "config.turnsHold must be at most 1d, is %s" $config.turnsHold) -}}
{{- end -}}
{{- $expected := int $config.membersExpected -}}
{{- if and (gt $period 0.0) (ge $period $step) (le (mulf $period 5) $ttl) -}}
{{- $most := mul 16 (divf (mulf $ttl 0.625) $period | floor | int) -}}
{{- if gt $expected (int $most) -}}
{{- $faults = append $faults (printf "config.membersExpected (%d) must be at most %d with config.ttl (%s) and config.gossipPeriod (%s): the guard requires news of each node within one TTL" $expected $most $config.ttl $config.gossipPeriod) -}}
{{- end -}}
{{- end -}}
{{- if regexMatch "^(127[.]|localhost$|\\[?::1\\]?$)" $config.gossipBind -}}
{{- $faults = append $faults (printf "config.gossipBind %s is reachable from its own pod only; use 0.0.0.0, or [::] with IPv6" $config.gossipBind) -}}
{{- end -}}
{{- if and (eq (join "," .Values.service.ipFamilies) "IPv6") (eq $config.gossipBind "0.0.0.0") -}}
{{- $faults = append $faults "config.gossipBind 0.0.0.0 takes IPv4 only, and service.ipFamilies is IPv6 only; use [::]" -}}
{{- end -}}
{{- $bytes := include "chorus.mesh" . | len -}}
{{- if gt $bytes 255 -}}
{{- $faults = append $faults (printf "the mesh's name must have at most 255 bytes of UTF-8, has %d; set config.mesh" $bytes) -}}
{{- end -}}
{{- if and (not .Values.autoscaling.enabled) (gt (int .Values.replicaCount) 0) -}}
{{- if ge (int $config.minPeers) (int .Values.replicaCount) -}}
{{- $faults = append $faults (printf "config.minPeers (%v) can never be met by replicaCount (%v): a node has one peer less than there are nodes" $config.minPeers .Values.replicaCount) -}}
{{- end -}}
{{- if and (gt $expected 0) (lt $expected (int .Values.replicaCount)) -}}
{{- $faults = append $faults (printf "config.membersExpected (%d) must be at least replicaCount (%v), or both sides of a cut mesh could act" $expected .Values.replicaCount) -}}
{{- end -}}
{{- $ordinals := int $config.podOrdinals -}}
{{- if and (gt $ordinals 0) (lt $ordinals (int .Values.replicaCount)) -}}
{{- $faults = append $faults (printf "config.podOrdinals (%d) must be at least replicaCount (%v), or no node would find the others" $ordinals .Values.replicaCount) -}}
{{- end -}}
{{- if lt (int $config.maxPeers) (sub (int .Values.replicaCount) 1) -}}
{{- $faults = append $faults (printf "config.maxPeers (%v) is too small for replicaCount (%v)" $config.maxPeers .Values.replicaCount) -}}
{{- end -}}
{{- end -}}
{{- $faults | toJson -}}
{{- end -}}

{{/* How pods start, stop and are reached. */}}
{{- define "chorus.faultsOfPods" -}}
{{- $faults := list -}}
{{- $drain := int .Values.shutdown.drainSeconds -}}
{{- $grace := int .Values.shutdown.graceSeconds -}}
{{- if le $grace (int (add $drain 10)) -}}
{{- $faults = append $faults (printf "shutdown.graceSeconds (%d) must be more than shutdown.drainSeconds (%d) and the 10 s that requests get" $grace $drain) -}}
{{- end -}}
{{- if has (int .Values.web.managementPort) (list 8080 5690) -}}
{{- $faults = append $faults (printf "web.managementPort %v is taken: 8080 is the API's in the pod, 5690 is gossip's" .Values.web.managementPort) -}}
{{- end -}}
{{- if and .Values.auth.existingSecret .Values.auth.gossipKeys -}}
{{- $faults = append $faults "auth.gossipKeys would be ignored: the keys are those of auth.existingSecret" -}}
{{- end -}}
{{- if and .Values.auth.existingSecret .Values.auth.operatorPassword -}}
{{- $faults = append $faults "auth.operatorPassword would be ignored: the password is that of auth.existingSecret" -}}
{{- end -}}
{{- if and (eq .Values.service.ipFamilyPolicy "SingleStack") (gt (len .Values.service.ipFamilies) 1) -}}
{{- $faults = append $faults "service.ipFamilies must name one family where service.ipFamilyPolicy is SingleStack" -}}
{{- end -}}
{{- if and (eq .Values.service.ipFamilyPolicy "") (gt (len .Values.service.ipFamilies) 1) -}}
{{- $faults = append $faults "service.ipFamilies names two families: set service.ipFamilyPolicy to PreferDualStack or RequireDualStack" -}}
{{- end -}}
{{- if and .Values.ingress.enabled .Values.ingress.tlsSecret (not .Values.ingress.host) -}}
{{- $faults = append $faults "ingress.tlsSecret needs ingress.host" -}}
{{- end -}}
{{- if and .Values.alerts.enabled (not .Values.serviceMonitor.enabled) -}}
{{- $faults = append $faults "alerts.enabled needs serviceMonitor.enabled: the rules ask for the job that it makes" -}}
{{- end -}}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) -}}
{{- $faults = append $faults "httpRoute.parentRefs must name the Gateway" -}}
{{- end -}}
{{- $faults | toJson -}}
{{- end -}}

{{/* The values that mean nothing while a switch is off, with their defaults, which Helm does not tell from what is given. */}}
{{- define "chorus.switches" -}}
alerts.enabled:
  labels: {}
  overrides: {}
dashboard.enabled:
  labels:
    grafana_dashboard: "1"
  annotations: {}
httpRoute.enabled:
  annotations: {}
  parentRefs: []
  hostnames: []
  path: /
ingress.enabled:
  className: ""
  annotations: {}
  host: ""
  path: /
  tlsSecret: ""
networkPolicy.enabled:
  dnsPorts:
    - 53
    - 5353
  apiFrom: []
  extraIngress: []
  extraEgress: []
podDisruptionBudget.enabled:
  maxUnavailable: 1
serviceAccount.create:
  annotations: {}
serviceMonitor.enabled:
  interval: 15s
  labels: {}
topologySpread.topologyKeys:
  maxSkew: 1
  whenUnsatisfiable: ScheduleAnyway
{{- end -}}

{{/* Values beside a switch that is off: they would be taken for ones that work. */}}
{{- define "chorus.faultsOfSwitches" -}}
{{- $faults := list -}}
{{- $values := .Values -}}
{{- range $switch, $defaults := include "chorus.switches" . | fromYaml -}}
{{- $path := splitList "." $switch -}}
{{- $section := index $values (first $path) -}}
{{- $state := index $section (last $path) -}}
{{- if not $state -}}
{{- range $name, $default := $defaults -}}
{{- if ne (include "chorus.comparable" (get $section $name)) (include "chorus.comparable" $default) -}}
{{- $faults = append $faults (printf "%s.%s would be ignored: %s is %s" (first $path) $name $switch (ternary "false" "empty" (kindIs "bool" $state))) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $alert, $override := .Values.alerts.overrides -}}
{{- if eq (get $override "enabled" | toString) "false" -}}
{{- range $name, $_ := omit $override "enabled" -}}
{{- $faults = append $faults (printf "alerts.overrides.%s.%s would be ignored: alerts.overrides.%s.enabled is false" $alert $name $alert) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $faults | toJson -}}
{{- end -}}

{{/* A value to compare with another: "--set-string" makes text of a number. */}}
{{- define "chorus.comparable" -}}
{{- regexReplaceAll "\"([0-9]+)\"" (toJson .) "${1}" -}}
{{- end -}}

{{/* Names that the chart gives itself, or that are listed twice: the API would drop one of the two, or refuse both. */}}
{{- define "chorus.faultsOfNames" -}}
{{- $faults := list -}}
{{- $own := dict
      "podLabels" (include "chorus.nodeLabels" . | fromYaml | merge (include "chorus.labels" . | fromYaml))
      "podAnnotations" (dict "checksum/config" "" "checksum/auth" "")
      "serviceMonitor.labels" (include "chorus.labels" . | fromYaml)
      "dashboard.labels" (include "chorus.labels" . | fromYaml)
      "alerts.labels" (include "chorus.labels" . | fromYaml) -}}
{{- $given := dict
      "podLabels" .Values.podLabels "podAnnotations" .Values.podAnnotations
      "serviceMonitor.labels" .Values.serviceMonitor.labels "dashboard.labels" .Values.dashboard.labels
      "alerts.labels" .Values.alerts.labels -}}
{{- range $path, $map := $given -}}
{{- range $key, $_ := $map -}}
{{- if hasKey (get $own $path) $key -}}
{{- $faults = append $faults (printf "%s: the chart sets %s itself" $path $key) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $alerts := list -}}
{{- range include "chorus.alerts" . | fromYamlArray -}}
{{- range .rules -}}
{{- $alerts = append $alerts .alert -}}
{{- end -}}
{{- end -}}
{{- range $alert, $_ := .Values.alerts.overrides -}}
{{- if not (has $alert $alerts) -}}
{{- $faults = append $faults (printf "alerts.overrides: there is no alert %s" $alert) -}}
{{- end -}}
{{- end -}}
{{- $volumes := list "auth" "state" "tmp" -}}
{{- range .Values.extraVolumes -}}
{{- if has .name $volumes -}}
{{- $faults = append $faults (printf "extraVolumes: there is a volume %s already" .name) -}}
{{- end -}}
{{- $volumes = append $volumes .name -}}
{{- end -}}
{{- $mounts := list "/etc/chorus/secrets" "/var/lib/chorus" "/tmp" -}}
{{- range .Values.extraVolumeMounts -}}
{{- $path := .mountPath | trimSuffix "/" -}}
{{- if has $path $mounts -}}
{{- $faults = append $faults (printf "extraVolumeMounts: something is mounted at %s already" .mountPath) -}}
{{- end -}}
{{- if not (has .name $volumes) -}}
{{- $faults = append $faults (printf "extraVolumeMounts: there is no volume %s" .name) -}}
{{- end -}}
{{- $mounts = append $mounts $path -}}
{{- end -}}
{{- $secrets := list -}}
{{- range .Values.imagePullSecrets -}}
{{- if has .name $secrets -}}
{{- $faults = append $faults (printf "imagePullSecrets: %s is listed twice" .name) -}}
{{- end -}}
{{- $secrets = append $secrets .name -}}
{{- end -}}
{{- $faults | toJson -}}
{{- end -}}

{{/*
Variables that have a value of the chart, or that the chart, its probes and its test rely on. Spring reads a name in several
spellings, so names are compared by their letters and digits.
*/}}
{{- define "chorus.faultsOfEnvironment" -}}
{{- $faults := list -}}
{{- $use := list
      (list "CHORUSNODEID" "every node is named after its pod")
      (list "CHORUSMESH" "use config.mesh")
      (list "CHORUSFREQUENCYHZ" "use config.frequencyHz")
      (list "CHORUSCOUPLING" "use config.coupling")
      (list "CHORUSPHASELAG" "use config.phaseLag")
      (list "CHORUSNOISE" "use config.noise")
      (list "CHORUSTTL" "use config.ttl")
      (list "CHORUSSTEP" "use config.step")
      (list "CHORUSINITIALPHASE" "use config.initialPhase")
      (list "CHORUSJOIN" "use config.join")
      (list "CHORUSJOINPATIENCE" "use config.joinPatience")
      (list "CHORUSTURNSHOLD" "use config.turnsHold")
      (list "CHORUSMEMBERSEXPECTED" "use config.membersExpected")
      (list "CHORUSOVERLAYDEGREE" "use config.overlayDegree")
      (list "CHORUSMAXPEERS" "use config.maxPeers")
      (list "CHORUSHEALTHMINPEERS" "use config.minPeers")
      (list "CHORUSINCARNATIONDIRECTORY" "the chart keeps it in a volume")
      (list "CHORUSGOSSIPPERIOD" "use config.gossipPeriod")
      (list "CHORUSGOSSIPBIND" "use config.gossipBind")
      (list "CHORUSGOSSIPPEERS[0-9]*" "the headless Service names the peers")
      (list "CHORUSGOSSIPKEYS[0-9]*" "use auth.gossipKeys or auth.existingSecret")
      (list "CHORUSWEBBASEPATH" "use web.basePath")
      (list "SPRINGSECURITYUSERPASSWORD" "use auth.operatorPassword or auth.existingSecret")
      (list "SPRINGCONFIGIMPORT" "the chart imports the Secret by it; use SPRING_CONFIG_ADDITIONAL_LOCATION")
      (list "SPRINGAPPLICATIONJSON" "it outranks every value; give each property a variable of its own")
      (list "SPRINGMAINWEBAPPLICATIONTYPE" "probes and the test speak HTTP")
      (list "JDKJAVAOPTIONS" "use jvmOptions")
      (list "SERVERPORT" "the port in the pod is 8080; use service.port")
      (list "SERVERADDRESS" "probes reach a node by its pod's address")
      (list "SERVERSERVLETCONTEXTPATH" "use web.contextPath")
      (list "SERVERSSL.*" "probes and the test speak HTTP; end TLS at the ingress or gateway")
      (list "MANAGEMENTSERVERPORT" "use web.managementPort")
      (list "MANAGEMENTSERVERSSL.*" "metrics are read over HTTP")
      (list "MANAGEMENTSERVERADDRESS" "metrics are read at the pod's address")
      (list "MANAGEMENTSERVERBASEPATH" "metrics and the test expect /actuator")
      (list "MANAGEMENTENDPOINTSWEBBASEPATH" "metrics and the test expect /actuator")
      (list "MANAGEMENTENDPOINTSWEBPATHMAPPING.*" "probes and metrics expect the usual paths")
      (list "MANAGEMENTENDPOINTHEALTHPROBES.*" "probes expect /livez and /readyz") -}}
{{- $names := list -}}
{{- range .Values.extraEnv -}}
{{- $name := .name -}}
{{- $letters := regexReplaceAll "[^A-Z0-9]" (upper $name) "" -}}
{{- range $use -}}
{{- if regexMatch (printf "^%s$" (first .)) $letters -}}
{{- $faults = append $faults (printf "extraEnv: %s is the chart's: %s" $name (last .)) -}}
{{- end -}}
{{- end -}}
{{- if has $name $names -}}
{{- $faults = append $faults (printf "extraEnv: %s is listed twice" $name) -}}
{{- end -}}
{{- $names = append $names $name -}}
{{- end -}}
{{- $faults | toJson -}}
{{- end -}}
