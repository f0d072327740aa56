using System.Runtime.CompilerServices;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.SupplyChain.Verification;

/// <summary>A store in memory that lists as referrers what a test tells it to list, true or not.</summary>
internal sealed class ReferrerStore : IContentStore, IReferrerSource, ITagResolver
{
    private readonly MemoryStore _content = new();

    /// <summary>The lists of referrers.</summary>
    internal Dictionary<Digest, List<Descriptor>> Listed { get; } = [];

    /// <summary>How often content was opened.</summary>
    internal int Opened { get; private set; }

    /// <summary>The number of lists and tags that were asked for.</summary>
    internal int Asked { get; private set; }

    internal Descriptor Add(string mediaType, ReadOnlySpan<byte> bytes) => _content.Add(mediaType, bytes);

    internal void List(Digest subject, Descriptor referrer)
    {
        if (!Listed.TryGetValue(subject, out var list)) Listed[subject] = list = [];
        list.Add(referrer);
    }

    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => _content.ExistsAsync(content, cancellation);

    public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation)
    {
        Opened++;
        return _content.OpenAsync(content, cancellation);
    }

    public async Task<CopyOutcome> PutAsync(Descriptor content, IContentSource from, CancellationToken cancellation)
    {
        var outcome = await _content.PutAsync(content, from, cancellation);
        if (content.MediaType != MediaType.Manifest) return outcome;
        var manifest = Manifest.Parse(await _content.ReadAllAsync(content, int.MaxValue, cancellation));
        if (manifest.Subject is { } subject) List(subject.Digest, content with { ArtifactType = manifest.EffectiveArtifactType });
        return outcome;
    }

    public Task TagAsync(Descriptor root, IContentSource from, string tag, CancellationToken cancellation) =>
        _content.TagAsync(root, from, tag, cancellation);

    public Task<Descriptor?> ResolveAsync(string tag, CancellationToken cancellation)
    {
        Asked++;
        return _content.ResolveAsync(tag, cancellation);
    }

    public async IAsyncEnumerable<Descriptor> ListReferrersAsync(
        Digest subject, string? artifactType, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Asked++;
        await Task.CompletedTask;
        foreach (var one in Listed.GetValueOrDefault(subject, [])) yield return one;
    }
}
