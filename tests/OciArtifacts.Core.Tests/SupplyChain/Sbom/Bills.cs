using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Sbom;

namespace OciArtifacts.Core.Tests.SupplyChain.Sbom;

/// <summary>Documents for the tests of their formats.</summary>
internal static class Bills
{
    internal const string Json = "pkg:nuget/Newtonsoft.Json@13.0.3";

    private static readonly Descriptor Root = new(MediaType.Manifest, Digest.Sha256("manifest"u8), 8);

    /// <summary>An app with a component of each kind, and files of each origin.</summary>
    internal static SbomDocument App { get; } = new(Artifact)
    {
        Tools = [new SbomTool("OciArtifacts.Build", "1.2.3+abc"), new SbomTool(".NET SDK", "10.0.100")],
        Components = [Library, Analyzer, Newtonsoft, Runtime, Framework],
        Files =
        [
            File("App.dll"),
            File("Contoso.Library.dll") with { Origin = Library.Reference },
            File("Newtonsoft.Json.dll") with { Origin = Json },
            File("wwwroot/Newtonsoft.Json.dll.gz") with { Origin = Json, IsGenerated = true },
        ],
    };

    /// <summary>An index: one entry has a document, and one has none.</summary>
    internal static SbomDocument Index { get; } = new(new SbomArtifact("contoso-app", "1.0.0", Root with { MediaType = MediaType.Index }))
    {
        Tools = [new SbomTool("OciArtifacts.Build", "1.2.3")],
        Entries =
        [
            new SbomEntry(
                Entry("amd64"),
                new EntrySbom(
                    "urn:uuid:0b4a1c3a-61c4-8d2c-9e0a-0123456789ab", Digest.Sha256("referrer"u8), Digest.Sha256("doc"u8), Sha1("doc"))),
            new SbomEntry(Entry("arm64"), Sbom: null),
        ],
    };

    private static SbomArtifact Artifact => new("contoso-app", "1.0.0", Root)
    {
        ArtifactType = "application/vnd.contoso.app.v1",
        IsApplication = true,
        License = "MIT",
        DependsOn = [Json, Analyzer.Reference, Library.Reference, Framework.Reference, "pkg:nuget/Unknown@1.0.0"],
    };

    private static SbomComponent Newtonsoft => new(SbomComponentKind.Package, "Newtonsoft.Json", "13.0.3")
    {
        License = new SbomLicense { Expression = "MIT" },
        Authors = "James Newton-King",
        Sha512 = new string('a', 128),
    };

    private static SbomComponent Analyzer => new(SbomComponentKind.Package, "Contoso.Analyzers", "1.0.0-beta+2")
    {
        License = new SbomLicense { Name = "LICENSE.txt" },
        IsBuildOnly = true,
    };

    private static SbomComponent Library => new(SbomComponentKind.Project, "Contoso.Library", "1.0.0") { DependsOn = [Json] };

    private static SbomComponent Runtime => new(SbomComponentKind.RuntimePack, "Microsoft.NETCore.App.Runtime.linux-x64", "10.0.0")
    {
        License = new SbomLicense { Url = "https://licenses.contoso.example/own" },
    };

    private static SbomComponent Framework => new(SbomComponentKind.Framework, "Microsoft.AspNetCore.App", "10.0.0");

    internal static JsonElement Parse(byte[] document) => JsonDocument.Parse(document).RootElement;

    internal static string Sha1(string text)
    {
#pragma warning disable CA5350 // SPDX names this algorithm.
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
    }

    internal static SbomFile File(string path) => new(path, Digest.Sha256(Encoding.UTF8.GetBytes(path))) { Sha1 = Sha1(path) };

    private static Descriptor Entry(string architecture) => new(MediaType.Manifest, Digest.Sha256(Encoding.UTF8.GetBytes(architecture)), 3)
    {
        Platform = new Platform(architecture, "linux"),
    };
}
