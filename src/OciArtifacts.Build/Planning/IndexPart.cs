using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Planning;

/// <summary>A part of an index: the artifact of one runtime and one framework.</summary>
/// <param name="Artifact">The artifact: packed on this machine, or published.</param>
/// <param name="ArtifactType">Its type. A manifest of the form 1.0 has the type of its config.</param>
/// <param name="RuntimeIdentifier">The .NET runtime identifier, or empty.</param>
/// <param name="TargetFramework">The target framework, or empty.</param>
/// <param name="Platform">The platform; <see langword="null"/> for all platforms.</param>
internal sealed record IndexPart(
    PackedArtifact Artifact, string ArtifactType, string RuntimeIdentifier, string TargetFramework, Platform? Platform)
{
    /// <summary>The referrers that a published part has in its registry, as far as the registry was asked for them.</summary>
    internal IReadOnlyList<Descriptor> Referrers { get; init; } = [];

    /// <summary>The runtime and the framework, or the platform, for messages.</summary>
    internal string Name
    {
        get
        {
            var name = string.Join(' ', new[] { RuntimeIdentifier, TargetFramework }.Where(part => part.Length > 0));
            return name.Length > 0 ? name : Platform?.ToString() ?? "all platforms";
        }
    }

    /// <summary>
    /// The parts as entries of an index. Clients take the first entry of their platform, so the newest framework stands first,
    /// and glibc stands before musl. The order does not depend on the order of the parts.
    /// </summary>
    internal static IReadOnlyList<PlannedEntry> Entries(IEnumerable<IndexPart> parts) =>
    [
        .. parts
            .OrderBy(part => part.Platform is null)
            .ThenBy(part => part.Platform?.ToString(), StringComparer.Ordinal)
            .ThenByDescending(part => FrameworkVersion.Of(part.TargetFramework))
            .ThenBy(part => part.RuntimeIdentifier.Count(letter => letter == '-'))
            .ThenBy(part => part.RuntimeIdentifier, StringComparer.Ordinal)
            .ThenBy(part => part.TargetFramework, StringComparer.Ordinal)
            .Select(part => part.ToEntry()),
    ];

    private PlannedEntry ToEntry()
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        if (RuntimeIdentifier.Length > 0) annotations[Annotations.RuntimeIdentifier] = RuntimeIdentifier;
        if (TargetFramework.Length > 0) annotations[Annotations.TargetFramework] = TargetFramework;
        return new PlannedEntry(Artifact, Platform) { Annotations = annotations };
    }
}
