using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests.WellKnownTypes;

/// <summary>A NuGet package, read to put it into a feed.</summary>
[TestClass]
public sealed class NuGetPackageTests : SampleTests
{
    private const string Type = "application/vnd.ociartifacts.nuget-package";

    [TestMethod]
    public async Task The_package_and_its_symbols_are_layers_under_their_file_names()
    {
        var sample = await PublishedAsync("ContosoPackage");
        var layout = sample.Layout;
        Assert.AreEqual($"{Type}.v1", layout.Manifest.ArtifactType);
        Assert.AreSequenceEqual(
            [$"{Type}.nupkg.layer.v1.zip Contoso.Package.1.2.3.nupkg", $"{Type}.snupkg.layer.v1.zip Contoso.Package.1.2.3.snupkg"],
            layout.Manifest.Layers.Select(layer => $"{layer.MediaType} {layer.Title}"));
        foreach (var layer in layout.Manifest.Layers)
        {
            Assert.AreSequenceEqual(
                await File.ReadAllBytesAsync(sample[$"bin/Release/{layer.Title}"], TestContext.CancellationToken),
                layout.Read(layer));
        }

        Assert.AreSequenceEqual(["1.2.3_build.4"], layout.Tags);
    }

    [TestMethod]
    public async Task The_config_says_of_the_package_what_it_says_itself()
    {
        var layout = (await PublishedAsync("ContosoPackage")).Layout;
        Assert.AreEqual($"{Type}.config.v1+json", layout.Manifest.Config.MediaType);
        using var config = JsonDocument.Parse(layout.Read(layout.Manifest.Config));
        var nuspec = Nuspec(layout.Read(layout.Manifest.Layers[0]));
        foreach (var name in (string[])["id", "version", "authors", "description", "license"])
        {
            Assert.AreEqual(
                nuspec.Elements().Single(element => element.Name.LocalName == name).Value,
                config.RootElement.GetProperty(name).GetString());
        }
    }

    private static XElement Nuspec(byte[] package)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        using var stream = zip.GetEntry("Contoso.Package.nuspec")!.Open();
        return XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }
}
