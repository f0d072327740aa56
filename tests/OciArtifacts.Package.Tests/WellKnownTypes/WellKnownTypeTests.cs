using System.Text.Json.Nodes;
using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests.WellKnownTypes;

/// <summary>
/// Tests of built-in types. Each test publishes a sample and reads the artifact like the tool of that type.
/// </summary>
public abstract class WellKnownTypeTests : SampleTests
{
    private const string ImagePrefix = "org.opencontainers.image.";

    /// <summary>
    /// The annotations as <c>key=value</c>, in ordinal order. Keys of the image specification are shortened to the last
    /// part.
    /// </summary>
    private protected static IReadOnlyList<string> AnnotationsOf(OciManifest manifest) =>
        [
            .. manifest.Annotations
                .Select(pair => $"{pair.Key.Replace(ImagePrefix, "", StringComparison.Ordinal)}={pair.Value}")
                .Order(StringComparer.Ordinal),
        ];

    private protected static IReadOnlyList<string> MediaTypesOf(OciManifest manifest) =>
        [.. manifest.Layers.Select(layer => layer.MediaType)];

    /// <summary>Compares JSON without the order of members.</summary>
    private protected static void AssertJson(string expected, ReadOnlySpan<byte> actual)
    {
        var read = JsonNode.Parse(actual);
        Assert.IsTrue(JsonNode.DeepEquals(JsonNode.Parse(expected), read), read?.ToJsonString());
    }
}
