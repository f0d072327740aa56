using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Examples.Tests;

/// <summary>An artifact of a type that the library knows.</summary>
[TestClass]
public sealed class HelmChartExample : LibraryExample
{
    [TestMethod]
    public async Task Make_a_helm_chart_of_a_folder_and_push_it()
    {
        Work.Write("widget/Chart.yaml", "apiVersion: v2\nname: widget\nversion: 1.2.3\n");
        Work.Write("widget/values.yaml", "replicas: 1\n");

        // Say what the artifact is and where its files are. The type decides about layers, media types, annotations and the config.
        var author = new ArtifactAuthor(ArtifactTypeCatalog.BuiltIn);
        var chart = await author.PlanAsync(
            new ArtifactInputs("helm-chart") { BaseDirectory = Work.Path, Files = [new InputFile("widget")] }, Cancellation);

        // Pack it. Archives are written to the work folder; nothing is sent yet.
        var artifact = await new ArtifactPacker(Work["obj"]).PackAsync(chart.Plan, Cancellation);

        // The version is the one in Chart.yaml. TagCascade.Shorter adds the tags 1.2, 1 and latest.
        var destination = new Destination(Registry, "charts/widget", VersionTags.For(chart.Version, TagCascade.Shorter));

        // Check the artifact against its type before the first byte leaves the machine.
        foreach (var finding in await chart.ValidateAsync(artifact, destination, Cancellation))
        {
            if (finding.Severity == FindingSeverity.Error) throw new OciException(finding.Code, finding.Message);
        }

        // Push it: layers first, tags last. Credentials come from the files of Docker or Podman, or from the environment.
        using var client = new RegistryClient(Registry, new RegistryOptions { Access = RegistryAccess.Push });
        using var copy = new ContentCopy(artifact, client.Repository(destination.Repository), new ContentCopyOptions());
        await copy.CopyAsync(artifact.Root, destination.Tags, Cancellation);

        Assert.AreEqual("application/vnd.cncf.helm.config.v1+json", artifact.ArtifactType);
        Assert.AreSequenceEqual(["1", "1.2", "1.2.3", "latest"], Server.Tags("charts/widget"));
    }
}
