using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace OciArtifacts.Build.Reporting;

/// <summary>The item <c>GeneratedOciArtifact</c>, which later targets and <c>-getItem</c> read.</summary>
internal sealed record GeneratedArtifact(ArtifactReport Report)
{
    internal string LayoutDirectory { get; init; } = "";

    internal string ArchivePath { get; init; } = "";

    internal string RuntimeIdentifier { get; init; } = "";

    internal string TargetFramework { get; init; } = "";

    /// <summary>What people are shown: where the artifact is, its first tag and its digest.</summary>
    internal string Reference
    {
        get
        {
            var tag = Report.Tags.Count > 0 ? ":" + Report.Tags[0] : "";
            return $"{Place}{tag}@{Report.Digest}";
        }
    }

    private string Place => Report.Pushed ? $"{Report.Registry}/{Report.Repository}"
        : LayoutDirectory.Length > 0 ? LayoutDirectory
        : ArchivePath.Length > 0 ? ArchivePath
        : Report.Repository;

    internal ITaskItem ToItem()
    {
        var isOnDisk = !Report.Pushed && (LayoutDirectory.Length > 0 || ArchivePath.Length > 0);
        var item = new TaskItem { ItemSpec = Escape(isOnDisk ? Place : $"{Place}@{Report.Digest}") };
        item.SetMetadata(ItemMetadata.Digest, Report.Digest);
        item.SetMetadata(ItemMetadata.MediaType, Report.MediaType);
        item.SetMetadata(ItemMetadata.ArtifactType, Report.ArtifactType);
        item.SetMetadata(ItemMetadata.Size, Report.Size.ToString(CultureInfo.InvariantCulture));
        item.SetMetadata(ItemMetadata.Tags, string.Join(';', Report.Tags));
        item.SetMetadata(ItemMetadata.Platform, Report.Platform ?? "");
        item.SetMetadata(ItemMetadata.RuntimeIdentifier, RuntimeIdentifier);
        item.SetMetadata(ItemMetadata.TargetFramework, TargetFramework);
        item.SetMetadata(ItemMetadata.Pushed, Report.Pushed ? "true" : "false");
        item.SetMetadata(ItemMetadata.LayoutDirectory, Escape(LayoutDirectory));
        return item;
    }

    // Items hold escaped text: a path with a percent sign would be read as another path.
    private static string Escape(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal)
        .Replace("*", "%2A", StringComparison.Ordinal).Replace("?", "%3F", StringComparison.Ordinal);
}
