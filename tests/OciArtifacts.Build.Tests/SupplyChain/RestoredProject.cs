using System.Text.Json;
using Microsoft.Build.Framework;
using OciArtifacts.Build.Tests.Tasks;
using OciArtifacts.Core.Packing;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.SupplyChain;

/// <summary>
/// A project with packages as NuGet restores them: a library with a dependency, an analyzer, and a referenced project. The publish
/// folder has a file of each but of the analyzer.
/// </summary>
internal sealed class RestoredProject : IDisposable
{
    internal const string Spdx = "application/spdx+json";
    internal const string CycloneDx = "application/vnd.cyclonedx+json";

    internal RestoredProject(string formats)
    {
        Pack = new PackFixture();
        Pack.Task.Sbom = formats;
        Pack.Task.AssetsFile = Pack["obj/project.assets.json"];
        Pack.Task.BuildTools = [Item(".NET SDK", ("Version", "10.0.100"))];
        Pack.Task.SharedFrameworks = [Item("Microsoft.NETCore.App", ("Version", "10.0.0"))];
        Pack.Task.PublishedFiles =
        [
            Published("App.dll"),
            Published("Contoso.Text.dll", ("NuGetPackageId", "Contoso.Text"), ("NuGetPackageVersion", "2.0.0")),
            Published("Contoso.Base.dll", ("NuGetPackageId", "Contoso.Base"), ("NuGetPackageVersion", "1.0.0")),
            Published("Shared.dll", ("ReferenceSourceTarget", "ProjectReference"), ("MSBuildSourceProjectFile", "/shared/Shared.csproj")),
        ];
        foreach (var name in Pack.Task.PublishedFiles.Select(item => item.GetMetadata("RelativePath"))) Pack.Write($"publish/{name}", name);
        Package("contoso.text/2.0.0", "<license type=\"expression\">MIT</license><authors>Contoso</authors>");
        Package("contoso.base/1.0.0", "<license type=\"file\">LICENSE.txt</license>");
        Package("contoso.analyzers/3.0.0", "<licenseUrl>https://licenses.nuget.org/Apache-2.0</licenseUrl>");
        WriteAssets();
    }

    internal PackFixture Pack { get; }

    public void Dispose() => Pack.Dispose();

    /// <summary>Writes the file of resolved packages.</summary>
    internal void WriteAssets() => Pack.Write("obj/project.assets.json", Assets.Of("net10.0", Pack["packages/"]));

    internal void Package(string path, string metadata)
    {
        var id = path.Split('/')[0];
        Pack.Write($"packages/{path}/{id}.nuspec", $"<package><metadata><id>{id}</id>{metadata}</metadata></package>");
        Pack.Write($"packages/{path}/{id}.nupkg.sha512", Convert.ToBase64String(new byte[64]));
    }

    /// <summary>The documents of the type that the packing attached to the artifact, in order.</summary>
    internal IReadOnlyList<JsonElement> Documents(string type) => Documents(Pack.Record, type);

    internal static IReadOnlyList<JsonElement> Documents(PackRecord record, string type) =>
    [
        .. record.Referrers.Where(referrer => referrer.Content.ArtifactType == type)
            .Select(referrer => referrer.Manifest?.Open().Layers.Single().Path)
            .OfType<string>()
            .Select(path => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement),
    ];

    private ITaskItem Published(string name, params (string Name, string Value)[] metadata) =>
        Item(Pack[$"from/{name}"], [("RelativePath", name), .. metadata]);

    /// <summary>Packs, and returns the CycloneDX document.</summary>
    internal JsonElement PackCycloneDx()
    {
        Pack.Pack();
        return Documents(CycloneDx).Single();
    }
}
