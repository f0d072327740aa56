using System.Text.Json.Nodes;
using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests.WellKnownTypes;

/// <summary>Tests of a type of the catalogue by its sample, which read the artifact as the tool does that it is made for.</summary>
public abstract class WellKnownTypeTests : SampleTests
{
    private const string ImagePrefix = "org.opencontainers.image.";

    /// <summary>The annotations as <c>key=value</c>, in ordinal order; of the keys of the image specification the last part.</summary>
    private protected static IReadOnlyList<string> AnnotationsOf(OciManifest manifest) =>
        [.. manifest.Annotations.Select(pair => $"{pair.Key.Replace(ImagePrefix, "", StringComparison.Ordinal)}={pair.Value}").Order(StringComparer.Ordinal)];

    private protected static IReadOnlyList<string> MediaTypesOf(OciManifest manifest) => [.. manifest.Layers.Select(layer => layer.MediaType)];

    /// <summary>Whatever the order of members.</summary>
    private protected static void AssertJson(string expected, ReadOnlySpan<byte> actual)
    {
        var read = JsonNode.Parse(actual);
        Assert.IsTrue(JsonNode.DeepEquals(JsonNode.Parse(expected), read), read?.ToJsonString());
    }
}
