using System.Text.Json.Nodes;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>The output of a build, cut into layers by the caller.</summary>
/// <param name="Archives">The files that go into archives, each with the name of its layer.</param>
/// <param name="Alone">The files that each become one layer: absolute paths, and titles.</param>
internal sealed record PublishedInput(
    IReadOnlyList<(string Layer, PlannedFile File)> Archives, IReadOnlyList<(string Path, string Title)> Alone)
{
    internal static PublishedInput None { get; } = new([], []);

    /// <summary>The value <c>{app}</c> for the config of a type: how to start the output, and what its layers contain.</summary>
    internal JsonNode? App { get; init; }
}
