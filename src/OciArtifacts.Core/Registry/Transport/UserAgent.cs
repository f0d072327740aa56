using System.Net.Http.Headers;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>Who the client says it is.</summary>
internal static class UserAgent
{
    internal static ProductInfoHeaderValue Value { get; } =
        new("OciArtifacts", typeof(UserAgent).Assembly.GetName().Version?.ToString(3));
}
