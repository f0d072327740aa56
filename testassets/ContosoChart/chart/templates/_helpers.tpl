{{- define "contoso.name" -}}{{ .Chart.Name }}{{- end -}}
