{{- define "chorus.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* The full name before it is made fit for a Service. The mesh is named after it. */}}
{{- define "chorus.wholeName" -}}
{{- $name := include "chorus.name" . -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name -}}
{{- end -}}
{{- end -}}

{{/*
The name of most objects: a DNS label that starts with a letter, as the name of a Service must. At most 40 characters, so that the
longest suffix, a pod's ordinal or a revision's hash leaves it below 63. A name that had to be changed ends in a hash of the whole
one, so that no two releases get the same.
*/}}
{{- define "chorus.fullname" -}}
{{- $whole := include "chorus.wholeName" . -}}
{{- $label := regexReplaceAll "[^a-z0-9-]" (lower $whole) "-" -}}
{{- if not (regexMatch "^[a-z]" $label) -}}
{{- $label = printf "n%s" $label -}}
{{- end -}}
{{- /* YAML reads "no" or "null" as something else than text. */ -}}
{{- $text := kindIs "string" (printf "name: %s" $label | fromYaml).name -}}
{{- if or (ne $label $whole) (gt (len $label) 40) (not $text) -}}
{{- printf "%s-%s" (regexReplaceAll "-+$" (trunc 31 $label) "") (sha256sum $whole | trunc 8) -}}
{{- else -}}
{{- $label -}}
{{- end -}}
{{- end -}}

{{- define "chorus.selectorLabels" -}}
app.kubernetes.io/name: {{ include "chorus.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{- define "chorus.nodeLabels" -}}
{{ include "chorus.selectorLabels" . }}
app.kubernetes.io/component: node
{{- end -}}

{{- define "chorus.labels" -}}
{{ include "chorus.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: chorus
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "chorus.gossipName" -}}
{{ include "chorus.fullname" . }}-gossip
{{- end -}}

{{- define "chorus.managementName" -}}
{{ include "chorus.fullname" . }}-management
{{- end -}}

{{- define "chorus.secretName" -}}
{{- default (printf "%s-auth" (include "chorus.fullname" .)) .Values.auth.existingSecret -}}
{{- end -}}

{{- define "chorus.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "chorus.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* A digest decides; the tag beside it says to people what it is. */}}
{{- define "chorus.image" -}}
{{- $tag := .Values.image.tag -}}
{{- if not .Values.image.digest -}}
{{- $tag = default .Chart.AppVersion $tag -}}
{{- end -}}
{{ .Values.image.repository }}{{ with $tag }}:{{ include "chorus.text" . }}{{ end }}{{ with .Values.image.digest }}@{{ . }}{{ end }}
{{- end -}}

{{/* Meshes of different releases stay apart even where one takes over an address of the other. */}}
{{- define "chorus.mesh" -}}
{{- default (printf "%s/%s" .Release.Namespace (include "chorus.wholeName" .)) .Values.config.mesh -}}
{{- end -}}

{{/* Where the actuator is: on the main port below the context path, or on a port of its own. */}}
{{- define "chorus.actuatorPath" -}}
{{- if int .Values.web.managementPort -}}/actuator{{- else -}}{{ .Values.web.contextPath }}/actuator{{- end -}}
{{- end -}}

{{- define "chorus.actuatorPortName" -}}
{{- if int .Values.web.managementPort -}}management{{- else -}}api{{- end -}}
{{- end -}}

{{/* The groups of alert rules, for the nodes of this release: their job is the Service that the ServiceMonitor selects. */}}
{{- define "chorus.alerts" -}}
{{- $job := ternary (include "chorus.managementName" .) (include "chorus.fullname" .) (ne (int .Values.web.managementPort) 0) -}}
{{- $own := printf "namespace=%q,job=%q" .Release.Namespace $job -}}
{{- (.Files.Get "alerts/chorus.yaml" | replace "job=~\".+\"" $own | fromYaml).groups | toYaml -}}
{{- end -}}

{{- define "chorus.ipFamilies" -}}
{{- with .Values.service.ipFamilyPolicy }}
ipFamilyPolicy: {{ . }}
{{- end }}
{{- with .Values.service.ipFamilies }}
ipFamilies:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/*
Whether the cluster is seen and lacks an API: (list . "group/version/Kind"). Only a cluster names the kinds of its APIs; a renderer
without one names groups and versions, and is believed to know what it does.
*/}}
{{- define "chorus.lacksApi" -}}
{{- $apis := (index . 0).Capabilities.APIVersions -}}
{{- if and ($apis.Has "apps/v1/StatefulSet") (not ($apis.Has (index . 1))) -}}
true
{{- end -}}
{{- end -}}

{{/* A duration in nanoseconds, in both of the forms that the schema lets through. */}}
{{- define "chorus.nanos" -}}
{{- if hasPrefix "P" . -}}
{{- $days := regexFind "[0-9]+D" . | trimSuffix "D" | default "0" | float64 -}}
{{- $hours := regexFind "[0-9]+H" . | trimSuffix "H" | default "0" | float64 -}}
{{- $minutes := regexFind "[0-9]+M" . | trimSuffix "M" | default "0" | float64 -}}
{{- $seconds := regexFind "[0-9.]+S" . | trimSuffix "S" | default "0" | float64 -}}
{{- mulf (addf (mulf $days 86400) (mulf $hours 3600) (mulf $minutes 60) $seconds) 1e9 -}}
{{- else -}}
{{- $units := dict "ns" 1.0 "us" 1e3 "ms" 1e6 "s" 1e9 "m" 6e10 "h" 3.6e12 "d" 8.64e13 -}}
{{- mulf (regexFind "^[0-9]+" . | float64) (get $units (regexFind "[a-z]+$" .)) -}}
{{- end -}}
{{- end -}}

{{/* A value as text. Helm reads each number of a values file as a fraction, and Go prints a long one with an exponent. */}}
{{- define "chorus.text" -}}
{{- if and (kindIs "float64" .) (eq (floor .) .) -}}{{ printf "%.0f" . }}{{- else -}}{{ toString . }}{{- end -}}
{{- end -}}

{{/* Labels, annotations and the like. The API takes text only, and "--set" makes numbers and booleans of some. */}}
{{- define "chorus.texts" -}}
{{- range $key, $value := . }}
{{ $key }}: {{ include "chorus.text" $value | quote }}
{{- end }}
{{- end -}}
