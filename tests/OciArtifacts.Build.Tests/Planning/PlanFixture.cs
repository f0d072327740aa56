using System.IO.Compression;
using OciArtifacts.Build.Planning;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Tests.Planning;

/// <summary>What any project says of its artifact.</summary>
internal static class PlanFixture
{
    internal static PlanInputs Inputs(string projectDirectory) => new()
    {
        Name = "widget",
        ArtifactType = "application/vnd.contoso.widget.v1",
        ProjectDirectory = projectDirectory,
        ImageSpec = ImageSpecVersion.V1_1,
        Layering = Layering.Provenance,
        Defaults = new PlanDefaults(LayerCompression.Gzip, CompressionLevel.Optimal, IsCompressionChosen: true),
        EntryTime = DateTimeOffset.UnixEpoch,
        App = new DotnetAppConfig("", null, SelfContained: false, null, []),
    };
}
