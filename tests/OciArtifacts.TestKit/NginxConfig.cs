using System.Globalization;

namespace OciArtifacts.TestKit;

/// <summary>
/// The configuration of a <see cref="NginxProxy"/>: one process in the foreground, which writes only into its own
/// folder.
/// </summary>
internal static class NginxConfig
{
    internal const string IdFile = "nginx.pid";
    internal const string AnswersFile = "answers";

    // Without "proxy_redirect off", nginx would correct some locations, and hide errors of the registry in host and
    // scheme.
    internal static string Of(WorkFolder folder, int port, Uri upstream, NginxProxyOptions options, AuthorityFiles? authority) =>
        $$"""
        daemon off;
        master_process off;
        pid '{{folder[IdFile]}}';
        error_log stderr warn;
        events {}
        http {
          log_format answer '$request_method $uri $status';
          access_log '{{folder[AnswersFile]}}' answer;
          client_body_temp_path '{{folder["body"]}}';
          proxy_temp_path '{{folder["proxy"]}}';
          fastcgi_temp_path '{{folder["fastcgi"]}}';
          uwsgi_temp_path '{{folder["uwsgi"]}}';
          scgi_temp_path '{{folder["scgi"]}}';
          {{Faults(options.FailEvery)}}
          server {
            listen 127.0.0.1:{{port}}{{(authority is null ? "" : " ssl")}};
            {{Tls(authority)}}
            client_max_body_size {{options.MaxBodyBytes}};
            add_header Retry-After $retry_after always;
            if ($fault = 429) { return 429; }
            if ($fault = 502) { return 502; }
            location / {
              proxy_pass {{upstream.GetLeftPart(UriPartial.Authority)}};
              proxy_http_version 1.1;
              proxy_redirect off;
              proxy_request_buffering {{(options.BufferRequests ? "on" : "off")}};
              proxy_set_header Host $http_host;
              proxy_set_header X-Forwarded-Proto $scheme;
            }
          }
        }

        """;

    private static string Tls(AuthorityFiles? authority) => authority is null
        ? ""
        : $"ssl_certificate '{authority.CertificatePath}'; ssl_certificate_key '{authority.KeyPath}';";

    // The hash of split_clients distributes the two counters. nginx does not send a header without a value.
    private static string Faults(int? every)
    {
        var share = every is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"{100m / every:0.00}% 429; {100m / every:0.00}% 502;");
        return $$"""split_clients "$connection.$connection_requests" $fault { {{share}} * ""; } """
            + """map $fault $retry_after { 429 1; default ""; }""";
    }
}
