using System.Net.Http.Headers;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>The name and version of this client.</summary>
internal static class UserAgent
{
    internal static ProductInfoHeaderValue Value { get; } =
        new("OciArtifacts", typeof(UserAgent).Assembly.GetName().Version?.ToString(3));
}
