using System.Text;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Checks;

/// <summary>An artifact in memory that a test checks.</summary>
internal sealed class Checked
{
    private readonly MemoryStore _store = new();
    private readonly List<Descriptor> _layers = [];
    private Descriptor _config = Descriptor.Empty;

    internal Checked(string? artifactType)
    {
        ArtifactType = artifactType;
        _store.Add(MediaType.Empty, "{}"u8);
    }

    internal string? ArtifactType { get; }

    internal ArtifactTypeCatalog Catalog { get; init; } = ArtifactTypeCatalog.BuiltIn;

    internal bool AllowsGenericLayers { get; init; }

    internal Descriptor? Subject { get; init; }

    internal IReadOnlyDictionary<string, string>? Annotations { get; init; }

    internal Checked WithConfig(string mediaType, string text = "{}")
    {
        _config = _store.Add(mediaType, Encoding.UTF8.GetBytes(text));
        return this;
    }

    internal Checked WithLayer(string mediaType, string text = "text") => WithLayer(mediaType, Encoding.UTF8.GetBytes(text));

    internal Checked WithLayer(string mediaType, byte[] bytes, params (string Key, string Value)[] annotations)
    {
        var layer = _store.Add(mediaType, bytes);
        _layers.Add(layer with { Annotations = annotations.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal) });
        return this;
    }

    internal Task<IReadOnlyList<Finding>> FindingsAsync()
    {
        var manifest = new Manifest(_config, _layers.Count > 0 ? _layers : [Descriptor.Empty])
        {
            ArtifactType = ArtifactType,
            Subject = Subject,
            Annotations = Annotations,
        };
        return new ArtifactCheck(Catalog) { AllowsGenericLayers = AllowsGenericLayers }.RunAsync(manifest, _store, CancellationToken.None);
    }

    /// <summary>The codes of all findings, each once.</summary>
    internal async Task<IReadOnlyList<OciErrorCode>> CodesAsync() =>
        [.. (await FindingsAsync()).Select(finding => finding.Code).Distinct()];

    /// <summary>The only finding.</summary>
    internal async Task<Finding> OnlyAsync()
    {
        var findings = await FindingsAsync();
        Assert.HasCount(1, findings, string.Join('\n', findings.Select(finding => finding.Message)));
        return findings[0];
    }
}
