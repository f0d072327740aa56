using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Sbom;

namespace OciArtifacts.Build.Items;

/// <summary>
/// The item <c>GeneratedOciArtifact</c>, which later targets and <c>-getItem</c> read: a view of a
/// <see cref="PackRecord"/> and of a push.
/// </summary>
/// <param name="Record">The record of the packed artifact.</param>
/// <param name="Push">The outcome of the push; <see langword="null"/> before a push.</param>
internal sealed record GeneratedArtifact(PackRecord Record, PushOutcome? Push)
{
    private IReadOnlyList<string> Tags => Push?.Tags ?? Record.Destination.Tags;

    private bool Pushed => Push?.Pushed ?? false;

    /// <summary>The text for the log: the place of the artifact, its first tag and its digest.</summary>
    internal string Reference => $"{Place}{(Tags.Count > 0 ? ":" + Tags[0] : "")}@{Record.Root.Digest}";

    private string Place => Pushed ? $"{Record.Destination.Registry}/{Record.Destination.Repository}"
        : Record.LayoutDirectory.Length > 0 ? Record.LayoutDirectory
        : Record.ArchivePath.Length > 0 ? Record.ArchivePath
        : Record.Destination.Repository;

    internal ITaskItem ToItem()
    {
        var isOnDisk = !Pushed && (Record.LayoutDirectory.Length > 0 || Record.ArchivePath.Length > 0);
        var item = new TaskItem { ItemSpec = Escape(isOnDisk ? Place : $"{Place}@{Record.Root.Digest}") };
        item.SetMetadata(ItemMetadata.Digest, Record.Root.Digest.ToString());
        item.SetMetadata(ItemMetadata.MediaType, Record.Root.MediaType);
        item.SetMetadata(ItemMetadata.ArtifactType, Record.ArtifactType);
        item.SetMetadata(ItemMetadata.Size, Record.Root.Size.ToString(CultureInfo.InvariantCulture));
        item.SetMetadata(ItemMetadata.Tags, string.Join(';', Tags));
        item.SetMetadata(ItemMetadata.Platform, Record.Platform?.ToString() ?? "");
        item.SetMetadata(ItemMetadata.RuntimeIdentifier, Record.RuntimeIdentifier);
        item.SetMetadata(ItemMetadata.TargetFramework, Record.TargetFramework);
        item.SetMetadata(ItemMetadata.Pushed, Pushed ? "true" : "false");
        item.SetMetadata(ItemMetadata.LayoutDirectory, Escape(Record.LayoutDirectory));
        return item;
    }

    /// <summary>The SBOMs of the root, as items of the form <c>OciArtifactReferrer</c>: the image of the same app gets them too.</summary>
    internal ITaskItem[] Sboms() =>
    [
        .. from referrer in Record.Referrers
           where referrer.Subject == Record.Root.Digest
           from format in SbomFormat.All
           where format.MediaType == referrer.Content.ArtifactType
           from layer in referrer.Manifest?.Layers ?? []
           select SbomItem(format, layer),
    ];

    private static TaskItem SbomItem(SbomFormat format, RecordedLayer layer)
    {
        var item = new TaskItem { ItemSpec = Escape(layer.Path) };
        item.SetMetadata(ItemMetadata.ArtifactType, format.MediaType);
        item.SetMetadata(ItemMetadata.Title, format.FileName);
        return item;
    }

    // MSBuild unescapes the text of an item: without escapes, a path with a percent sign would become another path.
    private static string Escape(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal)
        .Replace("*", "%2A", StringComparison.Ordinal).Replace("?", "%3F", StringComparison.Ordinal);
}
