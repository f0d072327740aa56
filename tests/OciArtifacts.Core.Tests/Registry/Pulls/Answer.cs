using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Pulls;

/// <summary>Answers that the test registry does not give by itself.</summary>
internal static class Answer
{
    internal static FaultAnswer Json(string body, params (string Name, string Value)[] headers) => Of("application/json", body, headers);

    internal static FaultAnswer Of(string contentType, string body, params (string Name, string Value)[] headers) => new()
    {
        Status = 200,
        Body = body,
        Headers = headers.Append((Name: "Content-Type", Value: contentType)).ToDictionary(
            header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase),
    };

    internal static (string Name, string Value) Link(string address) => ("Link", $"<{address}>; rel=\"next\"");
}
