using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>The files of a Helm chart that have a meaning for Helm.</summary>
internal static class ChartFiles
{
    /// <summary>The file that describes the chart.</summary>
    internal const string Metadata = "Chart.yaml";

    /// <summary>The file that names the dependencies of a chart with <c>apiVersion: v1</c>.</summary>
    internal const string Requirements = "requirements.yaml";

    /// <summary>The JSON Schema of the chart's values.</summary>
    internal const string ValuesSchema = "values.schema.json";

    /// <summary>The folder that holds the dependencies of the chart.</summary>
    internal const string Dependencies = "charts/";

    private const string MediaType = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

    /// <summary>Whether the layer is a Helm chart.</summary>
    internal static bool IsChart(LayerRule rule) => rule.MediaTypes.Contains(MediaType, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the file is a chart that is packed as an archive.</summary>
    internal static bool IsArchive(string path) => path.EndsWith(".tgz", StringComparison.Ordinal);

    /// <summary>Whether the check of a chart needs the content of this file of a dependency.</summary>
    internal static bool NeedsContent(string path) =>
        path.Contains($"/{Dependencies}", StringComparison.Ordinal)
            && (ArchivePath.NameOf(path) is Metadata or ValuesSchema || IsArchive(path));
}
